import {createWriter, littleEndian, reserve, viewOf, written, type Writer} from '../wire/bytes.ts';
import {errno} from '../wire/ids.ts';
import {
	align,
	beginMessage,
	endMessage,
	headerLength,
	messageFlag,
	messageType,
	readHeader,
	type Header,
} from '../wire/netlink.ts';
import type {Asked} from './answers.ts';
import type {WriteEntry} from './commands.ts';
import type {Engine} from './engine.ts';
import {execute} from './execute.ts';
import type {Director} from './state.ts';

export type SocketOptions = {
	/** The socket's own number, which answers carry. @default 1 */
	readonly port?: number;
	/** NETLINK_CAP_ACK: errors do not repeat the request. @default false */
	readonly isCapped?: boolean;
};

/** One end of a netlink conversation with the engine, as a socket would be with the kernel. */
export type EngineSocket = {
	/** Does everything that the bytes ask for before it returns. The answers queue up. */
	readonly send: (requests: Uint8Array) => void;
	/** The next datagram, or undefined when there is none. Taking one lets a dump go on. */
	readonly receive: () => Uint8Array | undefined;
};

type Dump = {readonly asked: Asked; readonly writeEntry: WriteEntry; index: number};

type Socket = {
	readonly director: Director;
	readonly port: number;
	readonly isCapped: boolean;
	readonly queue: Uint8Array[];
	/** A socket has one dump at a time. */
	dump: Dump | undefined;
	pageSize: number;
};

/**
Bytes of dumped entries in one datagram: little as long as nobody has received with a large buffer, then what 32 KiB of socket
buffer leave.

@source kernel net/netlink/af_netlink.c, netlink_dump: NLMSG_GOODSIZE, and max_recvmsg_len
*/
const pageSize = {first: 3776, later: 32_448} as const;

export const createSocket = (engine: Engine, options: SocketOptions = {}): EngineSocket => {
	const socket: Socket = {
		director: engine.director,
		port: options.port ?? 1,
		isCapped: options.isCapped ?? false,
		queue: [],
		dump: undefined,
		pageSize: pageSize.first,
	};
	return {
		send: requests => {
			engine.catchUp();
			eachRequest(requests, (header, message) => answer(socket, header, message));
		},
		receive: () => {
			socket.pageSize = pageSize.later;
			const datagram = socket.queue.shift();
			if (datagram !== undefined) {
				continueDump(socket);
			}
			return datagram;
		},
	};
};

/** What follows a message with an impossible length is ignored. @source kernel netlink_rcv_skb */
const eachRequest = (
	requests: Uint8Array,
	visit: (header: Header, message: Uint8Array) => void,
): void => {
	const view = viewOf(requests);
	let offset = 0;
	while (requests.length - offset >= headerLength) {
		const header = readHeader(view, offset);
		if (header.length < headerLength || header.length > requests.length - offset) {
			return;
		}
		visit(header, requests.subarray(offset, offset + header.length));
		offset += align(header.length);
	}
};

const answer = (socket: Socket, header: Header, message: Uint8Array): void => {
	const isDump = (header.flags & messageFlag.dump) === messageFlag.dump;
	let refusal = 0;
	// Without this flag nothing is executed, but acknowledged all the same; so are the control messages.
	if ((header.flags & messageFlag.request) !== 0 && header.type >= messageType.control) {
		const asked: Asked = {
			type: header.type,
			sequence: header.sequence,
			port: socket.port,
			flags: isDump ? messageFlag.multi : 0,
		};
		const writer = createWriter(64);
		const outcome = execute(socket.director, {message, isDump, asked, writer});
		if (typeof outcome === 'function') {
			refusal = startDump(socket, {asked, writeEntry: outcome, index: 0});
			// Dumps end with a message of their own and are never acknowledged.
			if (refusal === 0) {
				return;
			}
		} else {
			refusal = outcome;
			if (writer.length > 0) {
				socket.queue.push(written(writer));
			}
		}
	}
	if (refusal !== 0 || (header.flags & messageFlag.ack) !== 0) {
		socket.queue.push(acknowledgement(socket, {message, header, refusal}));
	}
};

const startDump = (socket: Socket, dump: Dump): number => {
	if (socket.dump !== undefined) {
		return errno.EBUSY;
	}
	socket.dump = dump;
	continueDump(socket);
	return 0;
};

/** Queues the next page, or, in a datagram of its own, the end. */
const continueDump = (socket: Socket): void => {
	const {dump, director} = socket;
	if (dump === undefined) {
		return;
	}
	const writer = createWriter(4096);
	for (;;) {
		const {length} = writer;
		if (!dump.writeEntry(director, {writer, asked: dump.asked, index: dump.index})) {
			break;
		}
		if (writer.length > socket.pageSize) {
			writer.length = length;
			break;
		}
		dump.index += 1;
	}
	if (writer.length === 0) {
		putDone(writer, dump.asked);
		socket.dump = undefined;
	}
	socket.queue.push(written(writer));
};

const putDone = (writer: Writer, {sequence, port}: Asked): void => {
	const start = beginMessage(writer, {
		type: messageType.done,
		flags: messageFlag.multi,
		sequence,
		port,
	});
	reserve(writer, 4);
	endMessage(writer, start);
};

/** Success repeats the request's header, an error the whole of it. @source kernel netlink_ack */
const acknowledgement = (
	socket: Socket,
	{message, header, refusal}: {message: Uint8Array; header: Header; refusal: number},
): Uint8Array => {
	const isCapped = refusal === 0 || socket.isCapped;
	const writer = createWriter(headerLength + 4 + message.length);
	const start = beginMessage(writer, {
		type: messageType.error,
		flags: isCapped ? messageFlag.capped : 0,
		sequence: header.sequence,
		port: socket.port,
	});
	const code = reserve(writer, 4);
	writer.view.setInt32(code, -refusal, littleEndian);
	const repeated = isCapped ? message.subarray(0, headerLength) : message;
	const at = reserve(writer, align(repeated.length));
	writer.bytes.set(repeated, at);
	endMessage(writer, start);
	return written(writer);
};
