/** Numbers that look random and are the same for the same seed: the next one in [0, 1). */
export type Random = () => number;

/** @source Tommy Ettinger's mulberry32: 32 bits of state, good enough for arrivals and sizes */
export const createRandom = (seed: number): Random => {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d_2b_79_f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
	};
};

/** Many small ones and a few large ones around `mean`. */
export const exponential = (random: Random, mean: number): number => -mean * Math.log(1 - random());
