import type {Clock} from '../../source/sampler/clock.ts';

export type ManualClock = Clock & {
	/** Moves the time on and calls what is due, in order. */
	readonly advance: (milliseconds: number) => void;
	/** True when something waits to be called within this time. */
	readonly isWaiting: (milliseconds: number) => boolean;
	/** How many wait to be called after exactly this time. */
	readonly countDue: (milliseconds: number) => number;
};

/** A clock that stands still until a test moves it. */
export const manualClock = (start = Date.UTC(2026, 0, 2, 3, 4, 5)): ManualClock => {
	let time = start;
	const timers = new Map<object, {readonly due: number; readonly callback: () => void}>();
	const next = () =>
		[...timers].reduce<[object, {readonly due: number; readonly callback: () => void}] | undefined>(
			(first, timer) => (first === undefined || timer[1].due < first[1].due ? timer : first),
			undefined,
		);
	return {
		now: () => time,
		setTimer: (callback, milliseconds) => {
			const id = {};
			timers.set(id, {due: time + Math.max(0, milliseconds), callback});
			return () => {
				timers.delete(id);
			};
		},
		advance: milliseconds => {
			const end = time + milliseconds;
			for (let timer = next(); timer !== undefined && timer[1].due <= end; timer = next()) {
				timers.delete(timer[0]);
				time = Math.max(time, timer[1].due);
				timer[1].callback();
			}
			time = Math.max(time, end);
		},
		countDue: milliseconds =>
			timers
				.values()
				.filter(({due}) => due === time + milliseconds)
				.toArray().length,
		isWaiting: milliseconds => (next()?.[1].due ?? Number.POSITIVE_INFINITY) <= time + milliseconds,
	};
};
