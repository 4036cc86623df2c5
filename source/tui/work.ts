/** Something that takes long on large tables: it can be left at every `yield`, so that keys are heard meanwhile. */
export type Work<Result> = Generator<void, Result, void>;

/** Rows that are gone through between two such places: a millisecond where each is looked up in a large table, and then in memory that is far. */
export const rowsAtOnce = 1 << 12;

/** Milliseconds of work at a time. */
const portion = 4;

/**
Does the work in portions, the first one at once, so that a small work is done when this returns.

@param done - called with the result, or with nothing when the work was given up
*/
export const inPortions = <Result>(
	work: Work<Result>,
	signal: AbortSignal,
	done: (result: Result | undefined) => void,
): void => {
	if (signal.aborted) {
		done(undefined);
		return;
	}
	const begin = performance.now();
	while (performance.now() - begin < portion) {
		const step = work.next();
		if (step.done === true) {
			done(step.value);
			return;
		}
	}
	setImmediate(() => inPortions(work, signal, done));
};

/** The result at once, for who cannot wait. */
export const whole = <Result>(work: Work<Result>): Result => {
	for (;;) {
		const step = work.next();
		if (step.done === true) {
			return step.value;
		}
	}
};

/** Calls for all rows, a part of them at a time. */
export function* eachPart(
	count: number,
	visit: (from: number, to: number) => void,
): Work<undefined> {
	for (let from = 0; from < count; from += rowsAtOnce) {
		visit(from, Math.min(from + rowsAtOnce, count));
		yield;
	}
	return undefined;
}
