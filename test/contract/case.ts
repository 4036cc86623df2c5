import {createWriter, reserve, written, type Writer} from '../../source/wire/bytes.ts';
import {command, topAttribute, type errno} from '../../source/wire/ids.ts';
import {putContent, putNest, type Content} from '../../source/wire/nest.ts';
import {
	beginMessage,
	beginNest,
	endMessage,
	endNest,
	messageFlag,
	putGenericHeader,
} from '../../source/wire/netlink.ts';
import {
	daemonPolicy,
	destinationPolicy,
	servicePolicy,
	topPolicy,
	type Policy,
} from '../../source/wire/policy.ts';

/** A nest's attributes by name, in the order in which they are sent, or its bytes. */
export type Nest = Content | Uint8Array;

/** One request and what it must lead to. */
export type Ask = {
	readonly ask: keyof typeof command | number;
	/** Asks for a dump. @default false */
	readonly dump?: boolean;
	readonly service?: Nest;
	readonly destination?: Nest;
	readonly daemon?: Nest;
	/** Attributes beside the nests. */
	readonly top?: Content;
	/** Bytes after the last attribute. */
	readonly tail?: Uint8Array;
	/** Version in the generic netlink header. @default 1 */
	readonly version?: number;
	/** Flags in the place of REQUEST and ACK or DUMP. */
	readonly flags?: number;
	/** The refusal; nothing when it has to succeed. */
	readonly is?: keyof typeof errno;
};

/**
A requirement: requests that are sent one after another to a director without services. Which answers come, and what the table, the
daemons and the timeouts are afterwards, has to be the same everywhere.
*/
export type Case = {readonly name: string; readonly steps: readonly Ask[]};

export type Envelope = {readonly familyId: number; readonly sequence: number};

export const writeAsk = (writer: Writer, ask: Ask, {familyId, sequence}: Envelope): void => {
	const answer = ask.dump === true ? messageFlag.dump : messageFlag.ack;
	const message = beginMessage(writer, {
		type: familyId,
		flags: ask.flags ?? messageFlag.request | answer,
		sequence,
	});
	const commandId = typeof ask.ask === 'number' ? ask.ask : command[ask.ask];
	putGenericHeader(writer, commandId, ask.version ?? 1);
	for (const [name, policy] of nests) {
		const nest = ask[name];
		if (nest instanceof Uint8Array) {
			const start = beginNest(writer, topAttribute[name], true);
			append(writer, nest);
			endNest(writer, start);
		} else if (nest !== undefined) {
			putNest(writer, topAttribute[name], {policy, content: nest});
		}
	}
	putContent(writer, {policy: topPolicy, content: ask.top ?? {}});
	append(writer, ask.tail ?? new Uint8Array());
	endMessage(writer, message);
};

const nests = [
	['service', servicePolicy],
	['destination', destinationPolicy],
	['daemon', daemonPolicy],
] as const;

/** Attributes laid end to end, for what an object cannot say: the same one twice, in another order, or damaged. */
export const attributes = (policy: Policy, ...contents: readonly Content[]): Uint8Array => {
	const writer = createWriter(256);
	for (const content of contents) {
		putContent(writer, {policy, content});
	}
	return written(writer).slice();
};

const append = (writer: Writer, bytes: Uint8Array): void => {
	const at = reserve(writer, bytes.length);
	writer.bytes.set(bytes, at);
};
