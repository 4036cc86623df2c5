import type {Population} from '../../engine/population.ts';
import {readDistribution} from './distribution.ts';
import {readEndpoint, wholeAddress} from './endpoint.ts';
import {readCount, readNumber, readRate, readShare, readSize, readTime} from './quantities.ts';

/** What the indented lines under `clients` say. */
export type ClientLine = Partial<Omit<Population, 'service'>>;

type Row = {
	readonly takes: string;
	readonly example: string;
	/** What the words behind the name say; undefined when they do not fit. */
	readonly read: (words: readonly string[]) => ClientLine | undefined;
};

/** The lines under `clients`, by their first word. */
export const clientLines = {
	rate: {
		takes: 'new connections a time',
		example: 'rate 14/s',
		read: words => only(words, readRate, rate => ({rate})),
	},
	wave: {
		takes: 'how far the rate goes up and down, over which time, and from when',
		example: 'wave 40% over 24h from 6h',
		read: ([share = '', over, period = '', from = 'from', start = '0', ...more]) => {
			const [depth, seconds, phase] = [readShare(share), readTime(period), readTime(start)];
			return over !== 'over' || from !== 'from' || more.length > 0 || !seconds
				? undefined
				: both(depth, phase, (deep, since) => ({
						wave: {depth: deep, period: seconds, phase: since},
					}));
		},
	},
	between: {
		takes: 'when they come',
		example: 'between 5m and 6m',
		read: ([first = '', and, last = '', ...more]) =>
			and !== 'and' || more.length > 0
				? undefined
				: both(readTime(first), readTime(last), (from, until) =>
						until > from ? {from, until} : undefined,
					),
	},
	from: {
		takes: 'the address of the first client and how many there are',
		example: 'from 198.51.100.1 200',
		read: ([address = '', count = '', ...more]) => {
			const first = readEndpoint(address);
			return first === undefined || first.port !== undefined || more.length > 0
				? undefined
				: both(readCount(count), 0, clients => ({firstClient: first.address, clients}));
		},
	},
	skew: {
		takes: 'a number from 1 (all come equally often) to 20 (the first ones far more often)',
		example: 'skew 3',
		read: words => only(words, readNumber, skew => (skew >= 1 && skew <= 20 ? {skew} : undefined)),
	},
	at: {
		takes: 'the address and port that they go to',
		example: 'at 203.0.113.7:443',
		read: ([text = '', ...more]) => {
			const endpoint = more.length > 0 ? undefined : readEndpoint(text);
			return endpoint?.port === undefined || endpoint.port === 0
				? undefined
				: {target: {address: wholeAddress(endpoint.address), port: endpoint.port}};
		},
	},
	stay: {
		takes: 'how long a connection is in use',
		example: 'stay 4s',
		read: words => {
			const lifetime = readDistribution(words, readTime);
			return lifetime && {lifetime};
		},
	},
	send: {
		takes: 'bytes to the server',
		example: 'send 700',
		read: words => {
			const bytesIn = readDistribution(words, readSize);
			return bytesIn && {bytesIn};
		},
	},
	receive: {
		takes: 'bytes back',
		example: 'receive lognormal 40k spread 90k',
		read: words => {
			const bytesOut = readDistribution(words, readSize);
			return bytesOut && {bytesOut};
		},
	},
	end: {
		takes: 'who ends connections and in which proportion',
		example: 'end client 8 server 1 reset 1 silent 1',
		read: words => readEnding(words),
	},
	'half-open': {
		takes: 'the share of connections that are never more than a SYN',
		example: 'half-open 2%',
		read: words => only(words, readShare, halfOpen => ({halfOpen})),
	},
	synced: {
		takes: 'nothing: the connections are those of another director, of which a backup hears',
		example: 'synced',
		read: words => (words.length === 0 ? {origin: 'sync'} : undefined),
	},
} as const satisfies Record<string, Row>;

export type ClientLineName = keyof typeof clientLines;

const only = (
	words: readonly string[],
	read: (text: string) => number | undefined,
	say: (value: number) => ClientLine | undefined,
): ClientLine | undefined => {
	const value = words.length === 1 ? read(words[0] ?? '') : undefined;
	return value === undefined ? undefined : say(value);
};

const both = (
	first: number | undefined,
	second: number | undefined,
	say: (first: number, second: number) => ClientLine | undefined,
): ClientLine | undefined =>
	first === undefined || second === undefined ? undefined : say(first, second);

const readEnding = (words: readonly string[]): ClientLine | undefined => {
	const ending = {client: 0, server: 0, reset: 0, silent: 0};
	for (let at = 0; at < words.length; at += 2) {
		const who = words[at] ?? '';
		const share = readNumber(words[at + 1] ?? '');
		if (!Object.hasOwn(ending, who) || share === undefined) {
			return undefined;
		}
		ending[who as keyof typeof ending] = share;
	}
	return ending.client + ending.server + ending.reset + ending.silent > 0 ? {ending} : undefined;
};
