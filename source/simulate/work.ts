import type {Population} from '../engine/population.ts';
import type {ServiceArrivals} from './arrivals.ts';
import {mostWithin} from './population-rates.ts';

/**
What a run of all the traffic takes, in connections: those that come or are there at the beginning, and the looks of the engine at those
in use, every ten seconds, which take half as long.
*/
export const workOf = (
	{populations, loads}: ServiceArrivals,
	{start, seconds}: {readonly start: number; readonly seconds: number},
): number => {
	let work = 0;
	let inUse = 0;
	for (const population of populations) {
		const coming = mostWithin(population, {start, seconds});
		work += coming;
		inUse += (coming * Math.min(population.lifetime.mean, seconds)) / seconds;
	}
	for (const {active, inactive, persistent} of loads.values()) {
		work += active + inactive + persistent;
		inUse += active;
	}
	return work + (inUse * seconds) / secondsOfOne;
};

const secondsOfOne = 20;

/**
A part of the traffic. Where clients are sent back to their servers they become fewer, each coming as often as before; for all others it
matters more how many there are.
*/
export const partOf = (
	arrivals: ServiceArrivals,
	{scale, isSticky}: {readonly scale: number; readonly isSticky: boolean},
): readonly Population[] =>
	arrivals.populations.map(population => ({
		...population,
		rate: population.rate * scale,
		clients: isSticky ? Math.max(1, Math.round(population.clients * scale)) : population.clients,
	}));
