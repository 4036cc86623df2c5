import {expect, test} from 'vitest';
import {drainSeen, newDrain, type Load} from '../../../source/operator/drain.ts';
import {server} from './site.ts';

const begin = 1_000_000;
const quarter = 15 * 60_000;

/** What is foretold after readings every two seconds, of active and inactive connections and templates. */
const foretold = (loads: readonly (readonly [number, number, number])[], lastTimer?: number) => {
	const seen = loads.map(([active, inactive, persistent]): Load => ({
		active,
		inactive,
		persistent,
	}));
	const [load = {active: 0, inactive: 0, persistent: 0}] = seen;
	const start = newDrain({
		id: 1,
		item: server(11),
		match: {kind: 'mark', mark: 7, family: 'ipv4'},
		firmness: 'gentle',
		weight: 1,
		since: begin,
		giveUpAt: undefined,
		whenEmpty: 'ask',
		load,
	});
	const lastTimerAt = lastTimer === undefined ? undefined : begin + lastTimer;
	return seen.reduce(
		(drain, now, index) =>
			drainSeen({...drain, lastTimerAt}, {load: now, weight: 0}, begin + index * 2000),
		start,
	).forecast;
};

const steps = (step: (index: number) => readonly [number, number, number]) =>
	Array.from({length: 10}, (_, index) => step(index));

test('connections that go together are over when the slower part of them is', () => {
	expect(foretold(steps(index => [100 - index, 100 - 10 * index, 0]))).toMatchObject({
		basis: 'trend',
		at: begin + 18_000 + 91 * 2000,
	});
});

test('connections that nobody closes are not over soon because others are', () => {
	const loads = steps(index => [4, 40 - 4 * index, 3]);
	expect(foretold(loads, quarter)).toEqual({basis: 'timers', at: begin + quarter});
	expect(foretold(loads)).toBeUndefined();
});

test('what has only its timers left is over with the last of them', () => {
	const loads = steps(index => [0, 40 - 4 * index, 3]);
	expect(foretold(loads, quarter)).toEqual({basis: 'timers', at: begin + quarter});
	expect(foretold(loads)).toMatchObject({basis: 'trend'});
});

test('no end is foretold while more and more come back', () => {
	expect(
		foretold(
			steps(index => [4, 10 + index, 3]),
			quarter,
		),
	).toBeUndefined();
});
