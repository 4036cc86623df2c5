import {type Result, failed, success} from '../../model/failure.ts';
import type {NativeStream} from './binding.ts';
import {explainNativeFailure} from './native-failure.ts';

export type FollowOptions = {
	readonly signal: AbortSignal;
	/** In bytes, as the stream was given it. */
	readonly limit: number;
	/**
	Called once, before the last chunk is handed out, so that a slow reader keeps nobody waiting.
	`isWhole` is false after a failure and when the reader went away early.
	*/
	readonly onEnd: (isWhole: boolean) => void;
};

/** Takes a native stream to its end, one chunk each time the reader asks. */
export async function* follow(
	stream: NativeStream,
	{signal, limit, onEnd}: FollowOptions,
): AsyncGenerator<Result<Uint8Array>, void> {
	const cancel = () => stream.cancel();
	signal.addEventListener('abort', cancel, {once: true});
	let hasEnded = false;
	let spent: Uint8Array | undefined;
	const end = (isWhole: boolean): void => {
		if (!hasEnded) {
			hasEnded = true;
			signal.removeEventListener('abort', cancel);
			stream.cancel();
			onEnd(isWhole);
		}
	};
	try {
		for (;;) {
			if (signal.aborted) {
				end(false);
				yield failed({kind: 'cancelled'});
				return;
			}
			const {bytes, isLast, failure} = await stream.next(spent);
			spent = bytes.length > (spent?.length ?? 0) ? bytes : spent;
			if (isLast) {
				end(failure === undefined);
			}
			if (bytes.length > 0) {
				yield success(bytes);
			}
			if (failure !== undefined) {
				yield failed(explainNativeFailure(failure, limit));
			}
			if (isLast) {
				return;
			}
		}
	} finally {
		end(false);
	}
}
