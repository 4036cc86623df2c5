import {describe, expect, test} from 'vitest';
import {counterCount} from '../../../source/model/table.ts';
import {rateCount, ratesOf, type Rates} from '../../../source/sampler/rates.ts';

/** One row with this many connections, and this average of the kernel. */
const reading = (seconds: number, connections: number, average = 0) => {
	const counters = new Float64Array(counterCount);
	counters[0] = connections;
	counters[rateCount] = average;
	return {counters, count: 1, time: seconds * 1000};
};

const same = (row: number): number => row;

/** Rates of one row after readings at these seconds. */
const after = (readings: readonly (readonly [seconds: number, connections: number])[]): number => {
	let rates: Rates | undefined;
	for (const [seconds, connections] of readings) {
		rates = ratesOf(reading(seconds, connections, 7), rates, same);
	}
	return rates?.perSecond[0] ?? Number.NaN;
};

describe('rates from counters', () => {
	test('the first reading shows the average of the kernel', () => {
		expect(after([[0, 1000]])).toBe(7);
	});

	test('then it is the change over the ticks of the kernel that passed', () => {
		expect(
			after([
				[0, 1000],
				[2.5, 1500],
			]),
		).toBe(250);
	});

	test('a counter that went down was zeroed: unknown for one reading', () => {
		const zeroed = [
			[0, 1000],
			[2, 1200],
			[4, 50],
		] as const;
		expect(after(zeroed)).toBeNaN();
		expect(after([...zeroed, [6, 250]])).toBe(100);
	});

	test('a reading just before the tick of the kernel does not show zero', () => {
		expect(
			after([
				[0, 1000],
				[2, 1200],
				[4, 1200],
			]),
		).toBe(100);
		expect(
			after([
				[0, 1000],
				[2, 1200],
				[4, 1200],
				[6, 1600],
			]),
		).toBe(100);
	});

	test('when nothing came for two ticks it is zero', () => {
		expect(
			after([
				[0, 1000],
				[2, 1200],
				[4, 1200],
				[6, 1200],
			]),
		).toBe(0);
	});

	test('readings faster than the tick neither flap between zero and too much', () => {
		const readings: [number, number][] = [[0, 1000]];
		for (let step = 1; step <= 20; step += 1) {
			readings.push([step / 2, 1000 + Math.floor(step / 4) * 200]);
			if (step > 4) {
				expect(after(readings)).toBe(100);
			}
		}
	});

	test('a burst after a long silence counts for one tick, not for a reading', () => {
		expect(
			after([
				[0, 1000],
				[0.5, 1000],
				[8, 1000],
				[8.5, 1200],
			]),
		).toBe(100);
	});

	test('without counters there is no rate', () => {
		expect(
			after([
				[0, Number.NaN],
				[2, Number.NaN],
			]),
		).toBeNaN();
		expect(
			after([
				[0, Number.NaN],
				[2, 5],
			]),
		).toBe(7);
	});

	test('a row that was not there before starts with the average of the kernel', () => {
		const before = ratesOf(reading(0, 10), undefined, same);
		const rates = ratesOf(reading(2, 30, 9), before, () => -1);
		expect(rates.perSecond[0]).toBe(9);
	});
});
