/*
How a transport is carried over a byte stream such as a unix socket, or the standard input and output of ssh.

Both sides send frames: the length of what follows (u32), a kind (u8), an id (u32), a payload; numbers in network order. The first frame
of either side is a hello. After that the caller begins calls, each under an id that it has not used before, and the director answers
under the same id. Calls run beside each other.

| kind     | from     | payload                                                                              |
| -------- | -------- | ------------------------------------------------------------------------------------ |
| hello    | both     | "ipvs-tui"; the id is the version of this protocol                                   |
| exchange | caller   | longest silence in milliseconds (u32, 0: the transport's own), then netlink requests |
| read     | caller   | the same number, then the path of a file in UTF-8                                    |
| write    | caller   | the same number, then a path, a byte 0, and what is to be in the file, in UTF-8      |
| cancel   | caller   | none: nothing more is wanted under this id                                           |
| more     | caller   | none: one chunk has been used, another one may come                                  |
| chunk    | director | a chunk as the transport gave it; `window` of them go ahead of `more`                |
| end      | director | none: the call has ended well                                                        |
| failure  | director | what ended the call, as JSON                                                         |
| refusal  | both     | a sentence in UTF-8; whoever sends it closes the connection, the id means nothing    |

A frame that is too long, comes at the wrong moment or is of an unknown kind ends the connection, and nothing else.
*/
export const frameKind = {
	hello: 0,
	exchange: 1,
	read: 2,
	write: 3,
	cancel: 4,
	more: 5,
	chunk: 6,
	end: 7,
	failure: 8,
	refusal: 9,
} as const;

export type FrameKind = (typeof frameKind)[keyof typeof frameKind];

/** Kinds that begin a call. */
export type CallKind = (typeof frameKind)['exchange' | 'read' | 'write'];

export type Frame = {readonly kind: number; readonly id: number; readonly payload: Uint8Array};

export const protocolVersion = 1;
export const greeting = 'ipvs-tui';

/** Chunks of a call that may be under way before the reader has used one. */
export const window = 16;

/** Bytes of a payload: the requests for all servers of 200 000 services, and less than any text read as a length. */
export const largestPayload = 16 * 1024 * 1024;

const lengthBytes = 4;
/** Kind and id. */
const headBytes = 5;

export const frameBytes = (kind: FrameKind, id: number, payload: Uint8Array = nothing): Buffer => {
	const bytes = Buffer.allocUnsafe(lengthBytes + headBytes + payload.length);
	bytes.writeUInt32BE(headBytes + payload.length, 0);
	bytes.writeUInt8(kind, lengthBytes);
	bytes.writeUInt32BE(id, lengthBytes + 1);
	bytes.set(payload, lengthBytes + headBytes);
	return bytes;
};

const nothing = new Uint8Array();

/**
Cuts a byte stream, which breaks anywhere, into frames. Each payload has memory of its own, see `release`.

@returns a function that takes the next piece and gives the frames that it completes; undefined when there can be no frame of such a length
*/
export const frameCutter = (): ((piece: Buffer) => readonly Frame[] | undefined) => {
	const head = Buffer.alloc(lengthBytes + headBytes);
	let headHeld = 0;
	let payload = new Uint8Array();
	let payloadHeld = 0;

	return piece => {
		const frames: Frame[] = [];
		let at = 0;
		const fill = (into: Uint8Array, held: number): number => {
			const count = piece.copy(into, held, at);
			at += count;
			return held + count;
		};
		for (;;) {
			if (headHeld < head.length) {
				headHeld = fill(head, headHeld);
				const length = headHeld < lengthBytes ? headBytes : head.readUInt32BE(0);
				if (length < headBytes || length > headBytes + largestPayload) {
					return undefined;
				}
				if (headHeld < head.length) {
					return frames;
				}
				payload = new Uint8Array(length - headBytes);
				payloadHeld = 0;
			}
			payloadHeld = fill(payload, payloadHeld);
			if (payloadHeld < payload.length) {
				return frames;
			}
			frames.push({
				kind: head.readUInt8(lengthBytes),
				id: head.readUInt32BE(lengthBytes + 1),
				payload,
			});
			headHeld = 0;
		}
	};
};

/** Gives the memory of a payload back that nobody reads any more: hundreds of them make a table, and garbage is collected late. */
export const release = ({buffer}: Uint8Array): void => {
	(buffer as ArrayBuffer).transfer(0);
};
