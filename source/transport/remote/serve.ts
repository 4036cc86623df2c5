import type {Duplex} from 'node:stream';
import {failed, type Result} from '../../model/failure.ts';
import type {ExchangeOptions, Transport} from '../transport.ts';
import {frameKind, largestPayload, window, type CallKind, type Frame} from './frames.ts';
import {openFrames} from './stream.ts';

/** Calls of one caller at the same time; a client makes a few. */
const mostCalls = 256;

type Call = {
	readonly stopping: AbortController;
	/** Chunks that may still go. */
	credit: number;
	/** Called when there is credit again, or no need of any. */
	wake: () => void;
};

/**
Serves a transport to whoever is at the other end of a byte stream, until that ends. What goes wrong with it concerns this caller only.

@param transport - this caller's own, so that one who reads slowly keeps nobody else waiting; closed at the end
@returns a function that ends it
*/
export const serve = (duplex: Duplex, transport: Transport): (() => void) => {
	const calls = new Map<number, Call>();

	const begin = (
		id: number,
		start: (options: ExchangeOptions) => AsyncIterable<Result<Uint8Array>>,
		silence: number,
	): string | undefined => {
		if (calls.has(id)) {
			return `call ${id} is not over yet`;
		}
		if (calls.size >= mostCalls) {
			return `more than ${mostCalls} calls at once`;
		}
		const call: Call = {stopping: new AbortController(), credit: window, wake: () => {}};
		const {signal} = call.stopping;
		signal.addEventListener('abort', () => call.wake());
		try {
			const chunks = start({signal, timeout: silence === 0 ? undefined : silence});
			calls.set(id, call);
			void answer(id, call, chunks).finally(() => calls.delete(id));
			return undefined;
		} catch (error) {
			// Requests that no client of ours would send.
			return (error as Error).message;
		}
	};

	const answer = async (
		id: number,
		call: Call,
		chunks: AsyncIterable<Result<Uint8Array>>,
	): Promise<void> => {
		const {signal} = call.stopping;
		for await (const item of chunks) {
			if (signal.aborted) {
				return;
			}
			if (!item.ok) {
				void frames.send(frameKind.failure, id, Buffer.from(JSON.stringify(item.failure)));
				return;
			}
			for (const part of partsOf(item.value)) {
				await credit(call);
				if (signal.aborted) {
					return;
				}
				await frames.send(frameKind.chunk, id, part);
			}
		}
		void frames.send(frameKind.end, id);
	};

	const take = ({kind, id, payload}: Frame): string | undefined => {
		switch (kind) {
			case frameKind.exchange:
			case frameKind.read:
			case frameKind.write: {
				if (payload.length < silenceBytes) {
					return 'a call was cut off';
				}
				const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
				const body = bytes.subarray(silenceBytes);
				return begin(id, options => starts[kind](transport, body, options), bytes.readUInt32BE(0));
			}
			case frameKind.cancel:
				calls.get(id)?.stopping.abort();
				return undefined;
			case frameKind.more: {
				const call = calls.get(id);
				if (call !== undefined) {
					call.credit = Math.min(call.credit + 1, window);
					call.wake();
				}
				return undefined;
			}
			default:
				return `there is no call of kind ${kind}`;
		}
	};

	const frames = openFrames(duplex, {
		onGreeted: () => {},
		onFrame: take,
		onEnd: () => {
			for (const {stopping} of calls.values()) {
				stopping.abort();
			}
			transport.close();
		},
	});
	return frames.close;
};

const silenceBytes = 4;

/** How each kind of call begins. */
const starts: Readonly<
	Record<
		CallKind,
		(
			transport: Transport,
			body: Buffer,
			options: ExchangeOptions,
		) => AsyncIterable<Result<Uint8Array>>
	>
> = {
	[frameKind.exchange]: (transport, body, options) => transport.exchange(body, options),
	[frameKind.read]: (transport, body, options) => transport.read(body.toString(), options),
	async *[frameKind.write](transport, body, options) {
		const [path = '', text = ''] = body.toString().split('\0', 2);
		const written = await (transport.write?.(path, text, options) ?? readOnly);
		if (!written.ok) {
			yield written;
		}
	},
};

const readOnly = failed({kind: 'system', syscall: 'write', code: 'EROFS', errno: 30});

/** Waits until a chunk may go, and uses that up. */
const credit = async (call: Call): Promise<void> => {
	while (call.credit === 0 && !call.stopping.signal.aborted) {
		const {promise, resolve} = Promise.withResolvers<void>();
		call.wake = resolve;
		await promise;
	}
	call.credit -= 1;
};

/** A recording gives whole files at once; netlink messages never come near the limit. */
function* partsOf(chunk: Uint8Array): Iterable<Uint8Array> {
	for (let start = 0; start < chunk.length; start += largestPayload) {
		yield chunk.subarray(start, start + largestPayload);
	}
}
