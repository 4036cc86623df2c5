import {describe, expect, test} from 'vitest';
import type {Failure} from '../../../source/model/failure.ts';
import type {Table} from '../../../source/model/table.ts';
import {createSampler} from '../../../source/sampler/sampler.ts';
import {rateCount} from '../../../source/sampler/rates.ts';
import {manualClock, type ManualClock} from '../../tui/manual-clock.ts';
import {scriptedClient} from '../../tui/scripted-client.ts';
import {tableOf} from '../../tui/table-of.ts';

const oneService = (connections: number): Table =>
	tableOf([
		{
			service: 'tcp 192.0.2.1:80',
			counters: [connections],
			servers: [{at: '10.0.0.1:80', counters: [connections]}],
		},
	]);

/** Lets the promises of a reading come to rest. */
const settle = async (): Promise<void> => {
	for (let turn = 0; turn < 10; turn += 1) {
		// oxlint-disable-next-line no-await-in-loop -- one turn after the other
		await Promise.resolve();
	}
};

const start = (full: (clock: ManualClock) => Table | Failure) => {
	const clock = manualClock(0);
	const client = scriptedClient(() => full(clock));
	const sampler = createSampler({client, clock, interval: 2000});
	const pass = async (milliseconds: number): Promise<void> => {
		clock.advance(milliseconds);
		await settle();
	};
	sampler.start();
	return {clock, client, sampler, pass, asked: client.script.asked};
};

/** Connections per second of every row. */
const connectionRates = (column: Float64Array | undefined): readonly number[] =>
	Array.from(column ?? []).filter((_, cell) => cell % rateCount === 0);

describe('the sampler', () => {
	test('reads at once and then every interval, on a fixed grid', async () => {
		let time = 0;
		const {sampler, pass, asked, clock} = start(({advance, now}) => {
			// A reading takes a while; the grid does not move with it.
			advance(15);
			time = now();
			return oneService(1);
		});
		await settle();
		expect(asked).toHaveLength(1);
		for (const expected of [2000, 4000, 6000, 8000]) {
			// oxlint-disable-next-line no-await-in-loop -- one reading after the other
			await pass(expected - clock.now());
			expect(time).toBe(expected + 15);
		}
		expect(sampler.get()).toMatchObject({pace: 2000, cost: 15, trouble: undefined});
		sampler.stop();
		await pass(10_000);
		expect(asked).toHaveLength(5);
	});

	test('rates of rows that move in the table stay with their key', async () => {
		let tables = [
			tableOf([
				{
					service: 'tcp 192.0.2.1:80',
					counters: [100],
					servers: [{at: '10.0.0.1:80', counters: [50]}],
				},
				{service: 'tcp 192.0.2.2:80', counters: [7], servers: [{at: '10.0.0.9:80', counters: [7]}]},
			]),
			tableOf([
				{service: 'tcp 192.0.2.3:80', counters: [0]},
				{
					service: 'tcp 192.0.2.2:80',
					counters: [7],
					servers: [
						{at: '10.0.0.8:80', counters: [0]},
						{at: '10.0.0.9:80', counters: [9]},
					],
				},
				{
					service: 'tcp 192.0.2.1:80',
					counters: [300],
					servers: [{at: '10.0.0.1:80', counters: [250]}],
				},
			]),
		];
		const {sampler, pass} = start(() => {
			const [first, ...others] = tables;
			tables = others;
			return first ?? oneService(0);
		});
		await settle();
		await pass(2000);
		const {sample} = sampler.get();
		expect(connectionRates(sample?.serviceRates.perSecond)).toEqual([0, 0, 100]);
		expect(connectionRates(sample?.destinationRates.perSecond)).toEqual([0, 1, 100]);
	});

	test('the same rows keep their structure, so that nothing is derived twice', async () => {
		const {sampler, pass} = start(() => oneService(1));
		await settle();
		const first = sampler.get().sample;
		await pass(2000);
		const second = sampler.get().sample;
		expect(second).not.toBe(first);
		expect(second?.structure).toBe(first?.structure);
	});

	test('expensive reads come less often: a tenth of the time at most', async () => {
		const {sampler, pass, asked} = start(({advance}) => {
			advance(700);
			return oneService(1);
		});
		await settle();
		expect(sampler.get()).toMatchObject({pace: 7000, cost: 700});
		await pass(6000);
		expect(asked).toHaveLength(1);
		await pass(400);
		expect(asked).toHaveLength(2);
	});

	test('a single slow reading keeps the next one away for ten seconds at most', async () => {
		let cost = 8000;
		const {sampler, pass, asked} = start(({advance}) => {
			advance(cost);
			return oneService(1);
		});
		await settle();
		await pass(9000);
		expect(asked).toHaveLength(2);
		// The second one was slow as well: that is what they cost.
		expect(sampler.get()).toMatchObject({pace: 80_000, cost: 8000});
		cost = 10;
		sampler.refresh();
		await settle();
		expect(sampler.get()).toMatchObject({pace: 2000, cost: 10});
		// Once more by chance.
		cost = 8000;
		await pass(2000);
		expect(asked).toHaveLength(4);
		cost = 10;
		await pass(2000);
		expect(asked).toHaveLength(5);
	});

	test('a failure keeps the last table, says since when, and it goes on trying', async () => {
		let answer: Table | Failure = oneService(1);
		const {sampler, pass} = start(() => answer);
		await settle();
		const {sample} = sampler.get();
		answer = {kind: 'no-module'};
		await pass(2000);
		await pass(2000);
		expect(sampler.get()).toMatchObject({
			sample,
			trouble: {failure: {kind: 'no-module'}, since: 2000, lastAt: 4000},
		});
		answer = oneService(2);
		await pass(2000);
		expect(sampler.get().trouble).toBeUndefined();
		expect(sampler.get().sample).not.toBe(sample);
	});

	test('without permission the public table stands in, with the reason', async () => {
		const {sampler, client, pass} = start(() => ({
			kind: 'no-permission',
			doing: 'read the services',
		}));
		await settle();
		// The text is not there either: the module is not loaded, which is the better reason.
		expect(sampler.get().trouble?.failure.kind).toBe('no-module');
		client.script.text = () => tableOf([{service: 'tcp 192.0.2.1:80'}]);
		await pass(2000);
		expect(sampler.get()).toMatchObject({
			trouble: undefined,
			sample: {limitation: {kind: 'no-permission'}},
		});
		expect(sampler.get().sample?.serviceRates.perSecond[0]).toBeNaN();
	});

	test('while paused it reads only when asked', async () => {
		const {sampler, pass, asked} = start(() => oneService(1));
		await settle();
		sampler.setPaused(true);
		await pass(20_000);
		expect(asked).toHaveLength(1);
		sampler.refresh();
		await settle();
		expect(asked).toHaveLength(2);
		await pass(20_000);
		expect(asked).toHaveLength(2);
		sampler.setPaused(false);
		await settle();
		await pass(2000);
		expect(asked).toHaveLength(4);
	});

	test('of a large table only what is on screen is read in full, and soon when it comes on screen', async () => {
		const {sampler, pass, asked} = start(() =>
			tableOf(
				Array.from({length: 200}, (_, index) => ({
					service: `tcp 192.0.2.${index}:80`,
					servers: [{at: '10.0.0.1:80', isDetailed: false}],
				})),
			),
		);
		await settle();
		await pass(2000);
		const detail = asked[1];
		expect(typeof detail === 'function' && detail('tcp 192.0.2.5:80')).toBe(false);
		sampler.want(new Set(['tcp 192.0.2.5:80']));
		await pass(200);
		expect(asked).toHaveLength(3);
		const next = asked[2];
		expect(typeof next === 'function' && next('tcp 192.0.2.5:80')).toBe(true);
		expect(typeof next === 'function' && next('tcp 192.0.2.6:80')).toBe(false);
	});

	test('listeners hear of changes only, and see one object until then', async () => {
		const {sampler, pass} = start(() => oneService(1));
		let calls = 0;
		const unsubscribe = sampler.subscribe(() => {
			calls += 1;
		});
		await settle();
		expect(calls).toBe(1);
		expect(sampler.get()).toBe(sampler.get());
		unsubscribe();
		await pass(2000);
		expect(calls).toBe(1);
	});
});
