import {failed, success, type Failure, type Result} from '../../model/failure.ts';
import {release} from './frames.ts';

/** Answers of a call that have come and are not used yet. */
export type Call = {
	readonly chunk: (bytes: Uint8Array) => void;
	/** Nothing more comes. */
	readonly end: (failure?: Failure) => void;
	/**
	The chunks, each when the reader asks; the one before is gone then.

	@param onUsed - called when the reader has asked for the one after
	@param onLeft - called when the reader wants no more although the call has not ended
	*/
	readonly follow: (options: {
		readonly signal: AbortSignal | undefined;
		readonly onUsed: () => void;
		readonly onLeft: () => void;
	}) => AsyncGenerator<Result<Uint8Array>, void>;
};

export const createCall = (): Call => {
	const chunks: Uint8Array[] = [];
	let ending: {readonly failure: Failure | undefined} | undefined;
	let wake: (() => void) | undefined;
	const proceed = (): void => wake?.();

	const leave = (onLeft: () => void): void => {
		if (ending === undefined) {
			ending = {failure: undefined};
			onLeft();
		}
	};

	return {
		chunk: bytes => {
			chunks.push(bytes);
			proceed();
		},
		end: failure => {
			ending ??= {failure};
			proceed();
		},
		async *follow({signal, onUsed, onLeft}) {
			signal?.addEventListener('abort', proceed);
			try {
				for (;;) {
					if (signal?.aborted === true) {
						leave(onLeft);
						yield failed({kind: 'cancelled'});
						return;
					}
					const bytes = chunks.shift();
					if (bytes !== undefined) {
						yield success(bytes);
						release(bytes);
						onUsed();
					} else if (ending === undefined) {
						const {promise, resolve} = Promise.withResolvers<void>();
						wake = resolve;
						await promise;
					} else {
						if (ending.failure !== undefined) {
							yield failed(ending.failure);
						}
						return;
					}
				}
			} finally {
				signal?.removeEventListener('abort', proceed);
				leave(onLeft);
			}
		},
	};
};
