/** Time as the sampler and the screens see it; tests bring their own. */
export type Clock = {
	/** Milliseconds since 1970 that never jump when the system's clock is set. */
	readonly now: () => number;
	/** Calls back once after so many milliseconds; the returned function cancels. */
	readonly setTimer: (callback: () => void, milliseconds: number) => () => void;
};

export const systemClock: Clock = {
	now: () => performance.timeOrigin + performance.now(),
	setTimer: (callback, milliseconds) => {
		const timer = setTimeout(callback, milliseconds);
		return () => clearTimeout(timer);
	},
};
