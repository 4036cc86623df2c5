export type Call = {
	/** Aborted by the caller's own signal, by `cancelAll`, and when the process exits. */
	readonly signal: AbortSignal;
	readonly end: () => void;
};

/**
The calls that are in progress, so that closing can end them all.

Node waits at its exit for work on other threads: without the listener `process.exit()` would take as long as the kernel is
silent, up to the time limit of the call. It is there only while there are calls.
*/
export const trackCalls = (): {
	readonly start: (signal: AbortSignal | undefined) => Call;
	readonly cancelAll: () => void;
} => {
	const controllers = new Set<AbortController>();
	let isClosed = false;

	const cancelAll = (): void => {
		isClosed = true;
		for (const controller of controllers) {
			controller.abort();
		}
	};

	const start = (signal: AbortSignal | undefined): Call => {
		const controller = new AbortController();
		const abort = () => controller.abort();
		if (isClosed || signal?.aborted === true) {
			abort();
		}
		signal?.addEventListener('abort', abort, {once: true});
		if (controllers.size === 0) {
			process.once('exit', cancelAll);
		}
		controllers.add(controller);
		const end = () => {
			signal?.removeEventListener('abort', abort);
			controllers.delete(controller);
			if (controllers.size === 0) {
				process.removeListener('exit', cancelAll);
			}
		};
		return {signal: controller.signal, end};
	};

	return {start, cancelAll};
};
