import {failed, success, type Failure, type Result} from '../model/failure.ts';
import type {Transport} from '../transport/transport.ts';
import {clear, createWriter, viewOf, written, type Writer} from '../wire/bytes.ts';
import {malformed} from '../wire/failure.ts';
import {command, errno} from '../wire/ids.ts';
import {eachMessage, messageType, type Header} from '../wire/netlink.ts';
import {readErrno} from '../wire/replies/answer.ts';
import {readFamilyId} from '../wire/replies/director.ts';
import {commandAt, type Span} from '../wire/replies/message.ts';
import {writeGetFamily} from '../wire/requests.ts';
import {breathing} from './breath.ts';
import type {CallOptions} from './client.ts';
import {refusal} from './failure.ts';
import {reused} from './reused.ts';

/** One message of an answer that carries data: its generic netlink command and where it lies. Valid only while it is listened to. */
export type DataMessage = {
	readonly command: number;
	readonly sequence: number;
	readonly view: DataView;
	readonly span: Span;
};

/** What to do with the answers to the requests of one exchange. A failure stops it. */
export type Listener = {
	readonly data?: (message: DataMessage) => Failure | undefined;
	/** A request was acknowledged, refused, or its dump ended; `number` is 0 for success. */
	readonly answer: (sequence: number, number: number) => void;
};

/** Writes requests for a family id, the first with the given sequence number, and returns how many. */
export type Compose = (writer: Writer, familyId: number, sequence: number) => number;

/**
The protocol under the client: sequence numbers, the family id (cached, and resolved again once when the kernel does not know it any more),
and the walk over the frames of an answer.
*/
export type Conversation = {
	/** Sends what `compose` writes and reports to `listener` until the last request is answered. */
	readonly exchange: (
		compose: Compose,
		listener: Listener,
		options?: CallOptions,
	) => Promise<Result<undefined>>;
	/** One request: its data, and the kernel's refusal as a failure of `doing`. */
	readonly ask: (
		doing: string,
		request: {
			readonly compose: (writer: Writer, familyId: number, sequence: number) => void;
			readonly data?: (message: DataMessage) => Failure | undefined;
		},
		options?: CallOptions,
	) => Promise<Result<undefined>>;
	/** True when the family id changed under the present one: requests sent with the old one were not executed. */
	readonly hasNewFamily: (options?: CallOptions) => Promise<Result<boolean>>;
};

export const openConversation = (transport: Transport): Conversation => {
	let familyId: number | undefined;
	let nextSequence = 1;
	/** Of the last exchange, for the next one: the batches of a large restore then touch the same memory again and again. */
	const withWriter = reused(createWriter, clear);

	/** The first number of a run that will not wrap; `count` of them are taken by moving `nextSequence` on. */
	const firstSequence = (): number => {
		nextSequence = nextSequence > 0x80_00_00_00 ? 1 : nextSequence;
		return nextSequence;
	};

	const send = async (
		requests: Uint8Array,
		{listener, first, count}: {listener: Listener; first: number; count: number},
		options?: CallOptions,
	): Promise<Result<undefined>> => {
		const breathe = breathing();
		for await (const chunk of transport.exchange(requests, options)) {
			if (!chunk.ok) {
				return chunk;
			}
			const failure = hear(
				chunk.value,
				header => header.sequence >= first && header.sequence < first + count,
				listener,
			);
			if (failure !== undefined) {
				return failed(failure);
			}
			await breathe(chunk.value.length);
		}
		return success(undefined);
	};

	const resolve = async (options?: CallOptions): Promise<Result<number>> => {
		const writer = createWriter(64);
		const sequence = firstSequence();
		nextSequence += 1;
		writeGetFamily(writer, {sequence});
		let found: number | undefined;
		let number = 0;
		const sent = await send(
			written(writer),
			{
				first: sequence,
				count: 1,
				listener: {
					data: ({view, span}) => {
						found = readFamilyId(view, span);
						return undefined;
					},
					answer: (_, answered) => {
						number = answered;
					},
				},
			},
			options,
		);
		if (!sent.ok) {
			return sent;
		}
		if (number === errno.ENOENT) {
			return failed({kind: 'no-module'});
		}
		if (number !== 0) {
			return failed(refusal(number, 'look up the IPVS netlink family'));
		}
		return found === undefined
			? malformed('the answer of the netlink controller', 0)
			: success(found);
	};

	const family = async (options?: CallOptions): Promise<Result<number>> => {
		if (familyId !== undefined) {
			return success(familyId);
		}
		const resolved = await resolve(options);
		familyId = resolved.ok ? resolved.value : undefined;
		return resolved;
	};

	const hasNewFamily = async (options?: CallOptions): Promise<Result<boolean>> => {
		const before = familyId;
		familyId = undefined;
		const now = await family(options);
		return now.ok ? success(now.value !== before) : now;
	};

	const exchange: Conversation['exchange'] = async (compose, listener, options) => {
		const id = await family(options);
		if (!id.ok) {
			return id;
		}
		return withWriter(async writer => {
			const first = firstSequence();
			const count = compose(writer, id.value, first);
			nextSequence = first + count;
			return send(written(writer), {listener, first, count}, options);
		});
	};

	const ask: Conversation['ask'] = async (doing, {compose, data}, options) => {
		const attempt = async (): Promise<Result<undefined>> => {
			let number = 0;
			const sent = await exchange(
				(writer, id, sequence) => {
					compose(writer, id, sequence);
					return 1;
				},
				{
					...(data === undefined ? {} : {data}),
					answer: (_, answered) => {
						number = answered;
					},
				},
				options,
			);
			return sent.ok && number !== 0 ? failed(refusal(number, doing)) : sent;
		};
		const first = await attempt();
		if (first.ok || first.failure.kind !== 'kernel' || first.failure.errno !== errno.ENOENT) {
			return first;
		}
		// ENOENT is also what an unloaded and reloaded module answers to its old family id.
		const isNew = await hasNewFamily(options);
		return isNew.ok ? (isNew.value ? attempt() : first) : isNew;
	};

	return {exchange, ask, hasNewFamily};
};

/** Walks over the messages of a chunk; those of other exchanges, left over from one that was given up, are passed over. */
const hear = (
	chunk: Uint8Array,
	isOurs: (header: Header) => boolean,
	listener: Listener,
): Failure | undefined => {
	const view = viewOf(chunk);
	// One for all messages: a chunk has hundreds.
	const span = {start: 0, end: 0};
	const message = {command: 0, sequence: 0, view, span};
	let failure: Failure | undefined;
	const stopped = eachMessage(view, (header, start, end) => {
		if (failure !== undefined || !isOurs(header)) {
			return;
		}
		span.start = start;
		span.end = end;
		switch (header.type) {
			case messageType.noop:
				return;
			case messageType.overrun:
				failure = {kind: 'lost-replies', doing: 'read the answers of the kernel'};
				return;
			case messageType.error:
			case messageType.done: {
				const number = readErrno(view, span);
				if (number === undefined) {
					failure = {kind: 'malformed', what: 'an acknowledgement', offset: start};
				} else {
					listener.answer(header.sequence, number);
				}
				return;
			}
			default:
				message.command = commandAt(view, start, end);
				message.sequence = header.sequence;
				failure = listener.data?.(message);
		}
	});
	return (
		failure ??
		(stopped === -1 ? undefined : {kind: 'malformed', what: 'a netlink message', offset: stopped})
	);
};

export const isReplyTo = (message: DataMessage, wanted: keyof typeof command): boolean =>
	message.command === command[wanted];
