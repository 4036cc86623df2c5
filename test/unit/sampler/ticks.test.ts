import {describe, expect, test} from 'vitest';
import {counter, counterCount} from '../../../source/model/table.ts';
import {rateCount, ratesOf, type Rates} from '../../../source/sampler/rates.ts';
import {ticksBetween} from '../../../source/sampler/ticks.ts';

/** Counters of steady traffic as a kernel shows them whose ticks come `phase` after the even seconds. */
const readingAt = (
	milliseconds: number,
	{perSecond, phase}: {perSecond: number; phase: number},
) => {
	const tick = Math.floor((milliseconds - phase) / 2000);
	const counters = new Float64Array(counterCount);
	counters[counter.connections] = Math.floor(tick * 2 * perSecond);
	counters[counter.inBytes] = tick * 2 * perSecond * 400;
	counters[counter.connectionRate] = Math.round(perSecond);
	counters[counter.inByteRate] = Math.round(perSecond * 400);
	return {counters, count: 1, time: milliseconds};
};

/** Early and late by up to 8 ms, the same in every run. */
const jitter = (step: number): number => ((step * 7919) % 17) - 8;

describe('steady traffic shows a steady rate', () => {
	test.each([500, 1000, 2000, 3000, 5000, 7300])(
		'read every %i ms, also when readings and ticks of the kernel coincide',
		interval => {
			for (const phase of [0, 700]) {
				let rates: Rates | undefined;
				for (let step = 0; step < 300; step += 1) {
					const time = 20_000 + step * interval + jitter(step);
					rates = ratesOf(readingAt(time, {perSecond: 100, phase}), rates, row => row);
					expect(rates.perSecond[counter.inBytes], `step ${step}`).toBeCloseTo(40_000);
					expect(rates.perSecond[counter.connections]).toBeCloseTo(100);
				}
				expect(rates?.perSecond).toHaveLength(rateCount);
			}
		},
	);
});

describe('ticks between two readings', () => {
	test.each([
		[
			'one, when the average stayed',
			{time: 2000, change: 200, averageBefore: 100, averageAfter: 100},
			1,
		],
		[
			'two, when there is too much for one',
			{time: 2000, change: 400, averageBefore: 100, averageAfter: 100},
			2,
		],
		[
			'one, when it really doubled',
			{time: 2000, change: 400, averageBefore: 100, averageAfter: 125},
			1,
		],
		[
			'by the time, when nobody keeps averages',
			{time: 6000, change: 400, averageBefore: 0, averageAfter: 0},
			3,
		],
		['at least one', {time: 500, change: 200, averageBefore: 0, averageAfter: 25}, 1],
	])('%s', (_, passage, ticks) => {
		expect(ticksBetween(passage)).toBe(ticks);
	});
});
