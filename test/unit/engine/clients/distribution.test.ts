import {expect, test} from 'vitest';
import {createArrivals} from '../../../../source/engine/clients/arrivals.ts';
import {draw} from '../../../../source/engine/clients/distribution.ts';
import type {Distribution, Population} from '../../../../source/engine/population.ts';
import {createRandom} from '../../../../source/engine/random.ts';

test.each([
	{kind: 'constant', mean: 10},
	{kind: 'exponential', mean: 10},
	{kind: 'uniform', mean: 10, spread: 4},
	{kind: 'lognormal', mean: 10, spread: 5},
	{kind: 'pareto', mean: 10, spread: 3},
] satisfies readonly Distribution[])('%o has the mean that it says', distribution => {
	const random = createRandom(1);
	const count = 40_000;
	let sum = 0;
	let least = Number.POSITIVE_INFINITY;
	for (let index = 0; index < count; index += 1) {
		const value = draw(random, distribution);
		sum += value;
		least = Math.min(least, value);
	}
	expect(sum / count).toBeGreaterThan(9.7);
	expect(sum / count).toBeLessThan(10.3);
	expect(least).toBeGreaterThanOrEqual(0);
});

test('nobody comes before the beginning or when there is no rate', () => {
	const population = {rate: 5, wave: undefined, from: 30, until: 60} as Population;
	const firstClient = {family: 'ipv4', bytes: new Uint8Array(4)} as const;
	const next = (changed: Partial<Population>): number =>
		createArrivals([{...population, firstClient, ...changed}], {seed: 1, time: 0})[0]!.next;
	expect(next({})).toBeGreaterThan(30_000);
	expect(next({rate: 0})).toBe(Number.POSITIVE_INFINITY);
	expect(next({until: 30})).toBe(Number.POSITIVE_INFINITY);
	// A wave of full depth that begins at its lowest lets hardly anybody through at first.
	const wave = {period: 400, depth: 1, phase: 130};
	expect(next({wave})).toBeGreaterThan(next({}));
});
