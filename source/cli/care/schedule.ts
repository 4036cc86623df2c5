import type {Outcome} from '../../care/check.ts';
import type {Clock} from '../../sampler/clock.ts';
import type {Probe} from './probes/target.ts';

/** One check of one server, again and again. */
export type Check = {
	readonly probe: Probe;
	/** Milliseconds. */
	readonly interval: number;
	/** 0 to 1, of the interval. */
	readonly jitter: number;
	/** @param took - milliseconds */
	readonly onResult: (outcome: Outcome, took: number) => void;
};

export type Timing = {
	readonly clock: Clock;
	/** 0 to 1. */
	readonly random: () => number;
};

/**
Makes every check at its interval, each by its own clock: one that hangs delays none but itself. They begin spread out, and the jitter
keeps them so. Returns what ends it.
*/
export const startChecks = (checks: readonly Check[], {clock, random}: Timing): (() => void) => {
	let isOver = false;
	const cancels = new Set<() => void>();

	const at = (time: number, work: () => void): void => {
		const cancel = clock.setTimer(
			() => {
				cancels.delete(cancel);
				work();
			},
			Math.max(0, time - clock.now()),
		);
		cancels.add(cancel);
	};

	const follow = (check: Check, planned: number): void => {
		const {probe, interval, jitter, onResult} = check;
		at(planned + interval * jitter * (random() * 2 - 1), async () => {
			const begin = clock.now();
			const outcome = await probe();
			if (!isOver) {
				const now = clock.now();
				onResult(outcome, now - begin);
				// After a pause of the whole process nothing is made up for.
				follow(check, Math.max(planned + interval, now));
			}
		});
	};

	const begin = clock.now();
	checks.forEach((check, index) =>
		follow(check, begin + Math.min(check.interval * random(), index * spread)),
	);
	return () => {
		isOver = true;
		cancels.forEach(cancel => cancel());
	};
};

/** Milliseconds between the first checks of as few servers as a person watches. */
const spread = 5;
