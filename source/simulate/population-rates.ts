import type {Population} from '../engine/population.ts';

/** Whether they come at a moment, in seconds of the populations' clock. */
export const isPresent = ({from, until}: Population, time: number): boolean =>
	from <= time && time < until;

/** Connections a second at a moment. */
export const rateAt = ({rate, wave}: Population, time: number): number =>
	wave === undefined
		? rate
		: rate * (1 + wave.depth * Math.sin((2 * Math.PI * (time - wave.phase)) / wave.period));

/** How many connections a population brings in a while at most. */
export const mostWithin = (
	{rate, wave, from, until}: Population,
	{start, seconds}: {start: number; seconds: number},
): number =>
	rate *
	(1 + (wave?.depth ?? 0)) *
	Math.max(0, Math.min(until, start + seconds) - Math.max(from, start));
