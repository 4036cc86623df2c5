import {parseIpv4, parseIpv6, type Address} from '../model/address.ts';
import {plainTunnel, type Destination} from '../model/destination.ts';
import {
	familyOfMatch,
	serviceFlag,
	wholeNetmask,
	type Match,
	type Service,
} from '../model/service.ts';

/** What the configuration of another program says about the table. */
export type Translation = {
	readonly services: readonly TranslatedService[];
	readonly notes: readonly Note[];
};

export type TranslatedService = {
	readonly service: Service;
	readonly destinations: readonly Destination[];
};

/** Something that the rules do not say. */
export type Note = {
	readonly line: number;
	/** `problem`: a part of the table is missing. `left-out`: it is about something else, such as health checks. */
	readonly kind: 'problem' | 'left-out';
	readonly says: string;
};

export const problem = (line: number, says: string): Note => ({line, kind: 'problem', says});
export const leftOut = (line: number, says: string): Note => ({line, kind: 'left-out', says});

/** By line, and each once: a group of services would say the same for each of them. */
export const inOrder = (notes: readonly Note[]): readonly Note[] => [
	...new Map(
		notes
			.toSorted((one, other) => one.line - other.line)
			.map(note => [`${note.line} ${note.says}`, note] as const),
	).values(),
];

/** Without brackets. */
export const addressOf = (text: string): Address | undefined => {
	const plain = text.replace(/^\[(.*)\]$/, '$1');
	return plain.includes(':') ? parseIpv6(plain) : parseIpv4(plain);
};

/** A whole number within limits. */
export const numberOf = (text: string, least: number, most: number): number | undefined => {
	const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	return value >= least && value <= most ? value : undefined;
};

export const portOf = (text: string): number | undefined => numberOf(text, 1, 65_535);

/** `192.0.2.1:80`, `[2001:db8::1]:80`; the port is undefined where there is none. */
export const endpointOf = (
	text: string,
): {readonly address: Address; readonly port: number | undefined} | undefined => {
	const [, host = '', port] = /^(\[[^\]]+\]|[^:]+)(?::(\w+))?$/.exec(text) ?? [];
	const address = addressOf(host);
	const number = port === undefined ? undefined : portOf(port);
	return address === undefined || (port !== undefined && number === undefined)
		? undefined
		: {address, port: number};
};

/** A mask as /24, 24 or 255.255.255.0, as a service has it. */
export const netmaskOf = (text: string, match: Match): number | undefined => {
	if (familyOfMatch(match) === 'ipv6') {
		return numberOf(text.replace(/^\//, ''), 1, 128);
	}
	const length = numberOf(text.replace(/^\//, ''), 1, 32);
	if (length !== undefined) {
		return (0xff_ff_ff_ff << (32 - length)) >>> 0;
	}
	const mask = parseIpv4(text);
	return mask && new DataView(mask.bytes.buffer).getUint32(0);
};

/** A service without anything special. */
export const plainService = (match: Match, scheduler: string): Service => ({
	match,
	scheduler,
	flags: 0,
	timeout: 0,
	netmask: wholeNetmask(familyOfMatch(match)),
	persistenceEngine: '',
});

export const persistent = (service: Service, timeout: number): Service => ({
	...service,
	timeout,
	flags: service.flags | serviceFlag.persistent,
});

export const plainDestination = (address: Address, port: number, method: number): Destination => ({
	address,
	port,
	method,
	weight: 1,
	upperThreshold: 0,
	lowerThreshold: 0,
	tunnel: plainTunnel,
});

/** The next one; beyond the last address there is none. */
export const nextAddress = ({family, bytes}: Address): Address | undefined => {
	const next = Uint8Array.from(bytes);
	for (let at = next.length - 1; at >= 0; at -= 1) {
		next[at] = ((next[at] ?? 0) + 1) & 0xff;
		if (next[at] !== 0) {
			return {family, bytes: next};
		}
	}
	return undefined;
};

/** Both ends included; undefined when the last comes before the first, or they are too many. */
export const addressesTo = (first: Address, last: Address): readonly Address[] | undefined => {
	const found: Address[] = [];
	for (let at: Address | undefined = first; at !== undefined; at = nextAddress(at)) {
		found.push(at);
		if (Buffer.compare(at.bytes, last.bytes) === 0) {
			return found;
		}
		if (found.length >= mostInRange) {
			return undefined;
		}
	}
	return undefined;
};

const mostInRange = 4096;
