import type {Distribution} from '../population.ts';
import {exponential, type Random} from '../random.ts';

/** A value, not below zero. */
export const draw = (random: Random, distribution: Distribution): number => {
	const {mean} = distribution;
	switch (distribution.kind) {
		case 'constant':
			return mean;
		case 'exponential':
			return exponential(random, mean);
		case 'uniform':
			return Math.max(0, mean + (2 * random() - 1) * distribution.spread);
		case 'lognormal':
			return lognormal(random, mean, distribution.spread);
		case 'pareto':
			return pareto(random, mean, distribution.spread);
	}
};

const lognormal = (random: Random, mean: number, spread: number): number => {
	if (mean <= 0) {
		return 0;
	}
	const variance = Math.log(1 + (spread / mean) ** 2);
	return Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * bell(random));
};

const bell = (random: Random): number =>
	Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const pareto = (random: Random, mean: number, spread: number): number => {
	if (mean <= 0 || spread <= 0) {
		return Math.max(0, mean);
	}
	const shape = 1 + Math.sqrt(1 + (mean / spread) ** 2);
	const least = (mean * (shape - 1)) / shape;
	return least / (1 - random()) ** (1 / shape);
};
