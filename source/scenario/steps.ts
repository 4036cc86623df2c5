/** Work that is done step by step, so that a program can do something else in between. */
export type Steps<Result> = Generator<void, Result, void>;

/** Does all that is left of it at once. */
export const finish = <Result>(steps: Steps<Result>): Result => {
	for (;;) {
		const step = steps.next();
		if (step.done === true) {
			return step.value;
		}
	}
};
