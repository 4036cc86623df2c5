import {expect, test} from 'vitest';
import {openClient} from '../../../source/client/open.ts';
import type {Engine} from '../../../source/engine/engine.ts';
import {isScenarioName, loadScenario} from '../../../source/scenario/load.ts';
import {addressText} from '../../../source/model/address.ts';
import {addressAt, counter, counterAt, type Table} from '../../../source/model/table.ts';
import {openEmbedded} from '../../../source/transport/embedded.ts';

const tableOf = async (engine: Engine): Promise<Table> => {
	const read = await openClient(openEmbedded(engine)).table('dump');
	if (!read.ok) {
		throw new Error(read.failure.kind);
	}
	return read.value;
};

const text = (engine: Engine): string =>
	['ip_vs', 'ip_vs_conn', 'ip_vs_stats']
		.map(file => [...(engine.read(`/proc/net/${file}`) ?? [])].join(''))
		.join('');

test('web has 14 services and 52 servers, busy from the first look', async () => {
	const {services, destinations} = await tableOf(loadScenario('web', {seed: 1, now: () => 0}));
	expect([services.count, destinations.count]).toEqual([14, 52]);
	const busy = Array.from({length: services.count}, (_, row) =>
		counterAt(services.counters, row, counter.connectionRate),
	).filter(rate => rate > 0);
	expect(busy.length).toBeGreaterThan(9);
});

test('web has one that drains, one that is full, an uneven service and an empty one', async () => {
	const {services, destinations, firstDestination} = await tableOf(
		loadScenario('web', {seed: 1, now: () => 0}),
	);
	const rowOf = (address: string): number =>
		Array.from({length: destinations.count}, (_, row) => row).find(
			row => addressText(addressAt(destinations, row)) === address,
		) ?? -1;
	const draining = rowOf('10.0.2.25');
	expect(destinations.weight[draining]).toBe(0);
	expect(destinations.active[draining]).toBeGreaterThan(10);
	const full = rowOf('10.0.3.34');
	expect(destinations.active[full]! + destinations.inactive[full]!).toBeGreaterThanOrEqual(58);
	const uneven = ['10.0.8.81', '10.0.8.82', '10.0.8.83', '10.0.8.84'].map(
		address => destinations.inactive[rowOf(address)]!,
	);
	expect(Math.max(...uneven)).toBeGreaterThan(Math.min(...uneven) * 2);
	const sizes = Array.from(
		{length: services.count},
		(_, row) => firstDestination[row + 1]! - firstDestination[row]!,
	);
	expect(Math.min(...sizes)).toBe(0);
});

test('the same seed shows the same, another one something else', () => {
	const first = text(loadScenario('web', {seed: 5, now: () => 0}));
	expect(text(loadScenario('web', {seed: 5, now: () => 1e12}))).toBe(first);
	expect(text(loadScenario('web', {seed: 6, now: () => 0}))).not.toBe(first);
});

test('it goes on with the clock, but not through a night of sleep', () => {
	let now = 0;
	const engine = loadScenario('web', {seed: 1, now: () => now});
	const before = text(engine);
	now += 10_000;
	expect(text(engine)).not.toBe(before);
	const {time} = engine.director;
	now += 8 * 3_600_000;
	engine.catchUp();
	expect(engine.director.time).toBe(time);
});

test('empty is empty', async () => {
	const {services} = await tableOf(loadScenario('empty', {seed: 1, now: () => 0}));
	expect(services.count).toBe(0);
});

test('scenarios are known by name', () => {
	expect(['web', 'empty', 'nosuch', 'toString'].map(isScenarioName)).toEqual([
		true,
		true,
		false,
		false,
	]);
});
