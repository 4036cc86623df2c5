import type {Duplex} from 'node:stream';
import {failed, success, type Failure, type Result} from '../../model/failure.ts';
import {createCall, type Call} from './call.ts';
import {frameKind, largestPayload, type CallKind, type Frame} from './frames.ts';
import {openFrames} from './stream.ts';

/** One connection to a director elsewhere. */
export type Link = {
	readonly call: (
		kind: CallKind,
		body: Uint8Array,
		options: {readonly signal: AbortSignal | undefined; readonly silence: number},
	) => AsyncGenerator<Result<Uint8Array>, void>;
	readonly isGone: () => boolean;
	readonly close: () => void;
};

/** Milliseconds for the other side's hello: something else may listen there and never say a word. */
const patience = 30_000;

/** Greets whoever is at the other end of a byte stream. */
export const greet = async (duplex: Duplex): Promise<Result<Link>> => {
	const calls = new Map<number, Call>();
	const {promise: greeted, resolve} = Promise.withResolvers<Failure | undefined>();
	let nextId = 1;
	let gone: Failure | undefined;

	const end = (failure: Failure): void => {
		gone ??= failure;
		resolve(gone);
		for (const call of calls.values()) {
			call.end(gone);
		}
	};

	const take = ({kind, id, payload}: Frame): string | undefined => {
		const call = calls.get(id);
		switch (kind) {
			case frameKind.chunk:
				call?.chunk(payload);
				return undefined;
			case frameKind.end:
				call?.end();
				return undefined;
			case frameKind.failure: {
				const failure = readFailure(payload);
				call?.end(failure);
				return failure === undefined ? 'a failure was expected as JSON' : undefined;
			}
			default:
				return `there is no answer of kind ${kind}`;
		}
	};

	const frames = openFrames(duplex, {
		onGreeted: () => resolve(undefined),
		onFrame: take,
		onEnd: sentence => end(sentence === undefined ? hungUp : {kind: 'unsupported', why: sentence}),
	});
	const close = (): void => {
		end({kind: 'cancelled'});
		frames.close();
	};

	async function* callOut(
		kind: CallKind,
		body: Uint8Array,
		{signal, silence}: {readonly signal: AbortSignal | undefined; readonly silence: number},
	): AsyncGenerator<Result<Uint8Array>, void> {
		if (body.length > largestPayload - 4) {
			yield failed({kind: 'too-large', limit: largestPayload});
			return;
		}
		const id = nextId++;
		const call = createCall();
		calls.set(id, call);
		if (gone !== undefined) {
			call.end(gone);
		}
		const payload = Buffer.allocUnsafe(4 + body.length);
		payload.writeUInt32BE(silence, 0);
		payload.set(body, 4);
		void frames.send(kind, id, payload);
		try {
			yield* call.follow({
				signal,
				onUsed: () => void frames.send(frameKind.more, id),
				onLeft: () => void frames.send(frameKind.cancel, id),
			});
		} finally {
			calls.delete(id);
		}
	}

	const timer = setTimeout(
		() => end({kind: 'timeout', doing: 'be greeted by a director'}),
		patience,
	);
	const failure = await greeted;
	clearTimeout(timer);
	if (failure !== undefined) {
		frames.close();
		return failed(failure);
	}
	return success({call: callOut, isGone: () => gone !== undefined, close});
};

const hungUp: Failure = {kind: 'system', syscall: 'read', code: 'ECONNRESET', errno: 104};

const readFailure = (payload: Uint8Array): Failure | undefined => {
	try {
		const value: unknown = JSON.parse(Buffer.from(payload).toString());
		const isFailure = typeof value === 'object' && value !== null && 'kind' in value;
		return isFailure ? (value as Failure) : undefined;
	} catch {
		return undefined;
	}
};
