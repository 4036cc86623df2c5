export type Leave = () => void;

/**
A queue for something that serves one caller at a time.

@returns a function that waits for the caller's turn. It gives a function to call when done, or undefined when the signal was
aborted first, in which case the place in the queue is given up at once
*/
export const createTurns = (): ((signal: AbortSignal) => Promise<Leave | undefined>) => {
	let last = Promise.resolve();
	return async signal => {
		const before = last;
		const {promise: left, resolve: leave} = Promise.withResolvers<void>();
		last = before.then(() => left);
		await Promise.race([before, aborted(signal, left)]);
		if (signal.aborted) {
			leave();
			return undefined;
		}
		return leave;
	};
};

/** Resolves when the signal is aborted; `until` takes the listener away again. */
const aborted = (signal: AbortSignal, until: Promise<void>): Promise<void> => {
	const {promise, resolve} = Promise.withResolvers<void>();
	const listen = () => resolve();
	if (signal.aborted) {
		resolve();
	} else {
		signal.addEventListener('abort', listen, {once: true});
		void until.then(() => signal.removeEventListener('abort', listen));
	}
	return promise;
};
