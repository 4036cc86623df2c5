/** Runs so much of the work at once; the rest waits for its turn. */
export const limit = (most: number) => {
	let running = 0;
	const waiting: (() => void)[] = [];
	return async <Value>(work: () => Promise<Value>): Promise<Value> => {
		if (running >= most) {
			// Whoever ends hands its place over.
			await new Promise<void>(resolve => {
				waiting.push(resolve);
			});
		} else {
			running += 1;
		}
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next === undefined) {
				running -= 1;
			} else {
				next();
			}
		}
	};
};
