import {setImmediate} from 'node:timers/promises';

/** Something that takes long on large tables: it can be left at every `yield`, so that keys are heard meanwhile. */
export type Work<Result> = Generator<void, Result, void>;

/** Rows that are gone through between two such places: about a millisecond. */
export const rowsAtOnce = 1 << 14;

/** Milliseconds of work at a time. */
const portion = 4;

/** Does the work in portions; a small one at once. Undefined when it was given up. */
export const inPortions = async <Result>(
	work: Work<Result>,
	signal: AbortSignal,
): Promise<Result | undefined> => {
	let begin = performance.now();
	for (;;) {
		const step = work.next();
		if (step.done === true) {
			return step.value;
		}
		if (performance.now() - begin >= portion) {
			// oxlint-disable-next-line no-await-in-loop -- the point is to let others go on in between
			await setImmediate();
			if (signal.aborted) {
				return undefined;
			}
			begin = performance.now();
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
