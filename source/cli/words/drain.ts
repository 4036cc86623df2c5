import {isatty} from 'node:tty';
import type {Client} from '../../client/client.ts';
import type {Match} from '../../model/service.ts';
import {isDrained, withWeight, type Server} from '../../plan/drain.ts';
import {systemClock} from '../../sampler/clock.ts';
import {keyOf, lookUp, nameOf, refusal} from './known-server.ts';
import {clearRest} from './progress.ts';
import {readOptions} from './read-options.ts';
import {openRememberedWeights} from './remembered-weights.ts';
import {readServer, type ServerArguments} from './server-arguments.ts';
import {refuse, withDirector} from './with-director.ts';
import type {Word, WordCall} from './word.ts';

/** Gives a server weight 0 and, if wanted, waits until nothing is left of its connections. */
export const runDrain: Word = async call => {
	const read = readOptions('drain', call.argv, 'pass');
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	const timeout = timeoutOf(read.given.get('timeout'));
	if (typeof timeout === 'string') {
		return refuse(call, timeout);
	}
	if (timeout !== undefined && !read.given.has('wait')) {
		return refuse(call, '--timeout is for --wait: nothing else takes time');
	}
	const wanted = await readServer(read.operands, {...call, takesWeight: false});
	if (typeof wanted === 'string') {
		return refuse(call, wanted);
	}
	return withDirector(call, async client => {
		const server = await lookUp(client, wanted);
		if (typeof server === 'string') {
			return refuse(call, server);
		}
		const drained = await drain(server, wanted.match, {client, call});
		if (drained !== undefined) {
			return refuse(call, drained);
		}
		return read.given.has('wait') ? waitUntilEmpty(wanted, {client, call, server, timeout}) : 0;
	});
};

/** The weight is remembered before anything changes; without a place for it nothing changes. A sentence when it went wrong. */
const drain = async (
	server: Server,
	match: Match,
	{client, call}: {readonly client: Client; readonly call: WordCall},
): Promise<string | undefined> => {
	const {destination} = server;
	if (destination.weight === 0) {
		return undefined;
	}
	const weights = openRememberedWeights(call.environment ?? process.env);
	const problem = weights.set(new Map([[keyOf(match, server, call), destination.weight]]));
	if (problem !== undefined) {
		return `${problem}; nothing was changed`;
	}
	const [result] = await client.change([withWeight(match, destination, 0)]);
	return result?.ok === true ? undefined : refusal(result?.failure);
};

type Waiting = {
	readonly client: Client;
	readonly call: WordCall;
	readonly server: Server;
	/** Milliseconds. */
	readonly timeout: number | undefined;
};

const waitUntilEmpty = async (
	wanted: ServerArguments,
	{client, call, server, timeout = Number.POSITIVE_INFINITY}: Waiting,
): Promise<number> => {
	const {stderr, clock = systemClock, isWatched = isatty(2)} = call;
	const {address, port} = server.destination;
	const end = clock.now() + timeout;
	const clear = (): void => {
		if (isWatched) {
			stderr(`\r${clearRest}`);
		}
	};
	for (;;) {
		const now = await lookUp(client, {...wanted, server: {address, port, usualPort: port}});
		if (typeof now === 'string') {
			clear();
			return refuse(call, now);
		}
		if (isDrained(now)) {
			clear();
			return 0;
		}
		const left = end - clock.now();
		if (left <= 0) {
			clear();
			stderr(`ipvs-tui: ${nameOf(server)} is not empty yet: ${remains(now)}\n`);
			return notInTime;
		}
		if (isWatched) {
			stderr(`\r${nameOf(server)} still has ${remains(now)}${clearRest}`);
		}
		await new Promise<void>(resolve => {
			clock.setTimer(resolve, Math.min(pollInterval, left));
		});
	}
};

const remains = ({active, inactive, persistent}: Server): string =>
	`${active} active, ${inactive} inactive, ${persistent} persistent`;

/** Milliseconds; a sentence when the text is no time. */
const timeoutOf = (text: string | undefined): number | string | undefined => {
	if (text === undefined) {
		return undefined;
	}
	const seconds = Number(text);
	return text.trim() !== '' && seconds >= 0 && Number.isFinite(seconds)
		? seconds * 1000
		: '--timeout takes seconds';
};

const pollInterval = 2000;
const notInTime = 1;
