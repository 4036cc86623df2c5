import {describe, expect, test} from 'vitest';
import {addressText} from '../../../source/model/address.ts';
import {matchKey} from '../../../source/model/service.ts';
import {addressAt, counter, counterAt, serviceAt, type Table} from '../../../source/model/table.ts';
import {parseScenario} from '../../../source/scenario/parse-scenario.ts';
import {shipped, type ShippedName} from '../../../source/scenario/shipped/shipped.ts';
import {runShipped, scenarioOf, serverIn, tableOf} from './running.ts';

const names = Object.keys(shipped) as readonly ShippedName[];
const minute = 60_000;

/** Connections of the servers whose address begins so, in the order of the addresses. */
const loads = (table: Table, begin: string): readonly number[] => {
	const {destinations} = table;
	return Array.from({length: destinations.count}, (_, row) => row)
		.map(row => ({
			address: addressText(addressAt(destinations, row)),
			load: destinations.active[row]! + destinations.inactive[row]!,
		}))
		.filter(({address}) => address.startsWith(begin))
		.toSorted((one, other) => one.address.localeCompare(other.address))
		.map(({load}) => load);
};

/** The table at the first look and so many minutes later. */
const watch = async (name: ShippedName, minutes: readonly number[]): Promise<readonly Table[]> => {
	let now = 0;
	const engine = runShipped(name, {now: () => now});
	const tables: Table[] = [];
	for (const wanted of minutes) {
		while (now < wanted * minute) {
			now = Math.min(now + minute, wanted * minute);
			engine.catchUp();
		}
		tables.push(await tableOf(engine));
	}
	return tables;
};

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const spread = (values: readonly number[]): number =>
	Math.max(...values) / Math.max(1, Math.min(...values));

describe('every scenario that is shipped', () => {
	test.each(names)('%s has no mistake and says what it is about', name => {
		expect(parseScenario(shipped[name]).kind).toBe('scenario');
		expect(scenarioOf(shipped[name]).about.length).toBeGreaterThan(20);
	});

	test.each(names)('%s has only addresses for documentation and private use', name => {
		const foreign = shipped[name]
			.match(/\b\d+\.\d+\.\d+\.|\b[0-9a-f]+:[0-9a-f:]*::/g)
			?.filter(
				part => !/^(10\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2001:db8|255\.)/.test(part),
			);
		expect(foreign ?? []).toEqual([]);
	});
});

describe('web', async () => {
	const [first, later, muchLater] = await watch('web', [0, 2.5, 10]);

	test('14 services and 52 servers of every kind, most of them busy', () => {
		const {services, destinations} = first!;
		expect([services.count, destinations.count]).toEqual([14, 52]);
		const keys = Array.from({length: services.count}, (_, row) =>
			matchKey(serviceAt(services, row).match),
		);
		expect(new Set(keys.map(key => key.split(' ')[0]))).toEqual(
			new Set(['tcp', 'udp', 'sctp', 'fwmark']),
		);
		expect(keys.filter(key => key.includes('2001:db8'))).toHaveLength(2);
		const busy = Array.from({length: services.count}, (_, row) =>
			counterAt(services.counters, row, counter.connectionRate),
		).filter(rate => rate > 0);
		expect(busy.length).toBeGreaterThan(9);
		expect(sumOf(busy)).toBeGreaterThan(500);
		const packets = Array.from({length: services.count}, (_, row) =>
			counterAt(services.counters, row, counter.inPacketRate),
		);
		expect(sumOf(packets)).toBeGreaterThan(10_000);
	});

	test('only the service that is uneven has a server with much more than its weight is worth', () => {
		const {services, destinations, firstDestination} = first!;
		const uneven: string[] = [];
		for (let service = 0; service < services.count; service += 1) {
			const rows = Array.from(
				{length: firstDestination[service + 1]! - firstDestination[service]!},
				(_, index) => firstDestination[service]! + index,
			);
			const load = (row: number) => destinations.active[row]! + destinations.inactive[row]!;
			const all = sumOf(rows.map(load));
			const weights = sumOf(rows.map(row => destinations.weight[row]!));
			const worst = rows.filter(
				row =>
					destinations.weight[row]! > 0 &&
					load(row) > 20 &&
					load(row) / all > (1.5 * destinations.weight[row]!) / weights,
			);
			uneven.push(...worst.map(row => addressText(addressAt(destinations, row))));
		}
		expect(uneven).toEqual([expect.stringMatching(/^10\.0\.8\./)]);
	});

	test('one drains, one is full, a service is uneven, one is empty', () => {
		const draining = serverIn(first!, '10.0.2.25');
		expect(draining.weight).toBe(0);
		expect(draining.active).toBeGreaterThan(10);
		expect(loads(first!, '10.0.3.34')[0]).toBeGreaterThanOrEqual(58);
		expect(spread(loads(first!, '10.0.8.'))).toBeGreaterThan(2);
		const sizes = Array.from(
			{length: first!.services.count},
			(_, row) => first!.firstDestination[row + 1]! - first!.firstDestination[row]!,
		);
		expect(sizes).toContain(0);
	});

	test('the primary of the database fails over, and what drained empties and comes back', () => {
		expect(serverIn(later!, '10.0.9.91').weight).toBe(0);
		expect(serverIn(later!, '10.0.9.92').active).toBeGreaterThan(0);
		expect(serverIn(later!, '10.0.2.25').active).toBeLessThan(
			serverIn(first!, '10.0.2.25').active / 2,
		);
		// Ten minutes later the round begins anew.
		expect(serverIn(muchLater!, '10.0.2.25').weight).toBe(0);
		expect(serverIn(muchLater!, '10.0.9.91').weight).toBe(100);
	});

	test('something happens in each of the next ten minutes', () => {
		const {running, happenings} = scenarioOf(shipped.web);
		for (let begin = running; begin < running + 600; begin += 60) {
			const inTime = happenings.filter(
				({when: {first: from, every = Number.POSITIVE_INFINITY}}) => {
					const turns = Math.max(0, Math.ceil((begin - from) / every));
					const next = from + (turns === 0 ? 0 : turns * every);
					return next >= begin && next < begin + 60;
				},
			);
			expect(inTime.length, `minute ${begin / 60}`).toBeGreaterThan(0);
		}
	});
});

test('maintenance: a server whose connections are short empties, one with persistence only slowly', async () => {
	const [first, later, muchLater] = await watch('maintenance', [0, 3, 10]);
	expect(serverIn(first!, '10.0.1.14').weight).toBe(0);
	expect(loads(later!, '10.0.1.14')[0]).toBe(0);
	const [before, between, after] = [first!, later!, muchLater!].map(({destinations}) =>
		Math.max(
			...Array.from({length: destinations.count}, (_, row) => row)
				.filter(row => addressText(addressAt(destinations, row)) === '10.0.1.14')
				.map(row => destinations.persistent[row]!),
		),
	);
	expect(between).toBeLessThan(before! * 0.8);
	expect(after).toBeLessThan(between! / 2);
	expect(after).toBeGreaterThan(0);
	expect(serverIn(later!, '10.0.2.21').active).toBeGreaterThan(5);
});

test('uneven: the same traffic is even by connections, uneven by networks and hashes, and a late joiner stays behind', async () => {
	const [table] = await watch('uneven', [0]);
	expect(spread(loads(table!, '10.0.1.'))).toBeLessThan(1.3);
	expect(spread(loads(table!, '10.0.2.'))).toBeGreaterThan(2);
	expect(spread(loads(table!, '10.0.3.'))).toBeGreaterThan(2);
	const [old, , , , late] = loads(table!, '10.0.4.');
	expect(late).toBeGreaterThan(50);
	expect(late).toBeLessThan(old!);
	const [persistent, , , , newcomer] = loads(table!, '10.0.5.');
	expect(newcomer).toBeLessThan(persistent! / 4);
	expect(newcomer).toBeGreaterThan(0);
});

test('overload: thresholds are reached, a slow server fills, a flood comes and goes, nobody is left', async () => {
	const tables = await watch('overload', [0, 1, 2, 3, 4, 5, 6]);
	const most = Math.max(...tables.map(table => Math.max(...loads(table, '10.0.1.'))));
	expect(most).toBeGreaterThanOrEqual(149);
	expect(most).toBeLessThanOrEqual(150);
	const slow = tables.map(table => serverIn(table, '10.0.2.23').active);
	const quick = tables.map(table => serverIn(table, '10.0.2.21').active);
	expect(Math.max(...slow)).toBeGreaterThan(Math.max(...quick) * 4);
	const flood = tables.map(table => serverIn(table, '10.0.3.31').active);
	expect(Math.max(...flood)).toBeGreaterThan(1000);
	expect(Math.min(...flood)).toBeLessThan(500);
	expect(Math.max(...tables.flatMap(table => loads(table, '10.0.5.')))).toBe(0);
});

test('fleet-100k: ten thousand services with ten servers each, some busy', async () => {
	const engine = runShipped('fleet-100k');
	engine.catchUp();
	const {services} = engine.director;
	expect(services.size).toBe(10_000);
	expect([...services.values()].every(({destinations}) => destinations.size === 10)).toBe(true);
	expect(engine.director.connections.count).toBeGreaterThan(1000);
});

test('conns-1m: a million connections at the first look', async () => {
	const engine = runShipped('conns-1m');
	engine.catchUp();
	const {count} = engine.director.connections;
	expect(count).toBeGreaterThan(990_000);
	expect(count).toBeLessThan(1_010_000);
});

test('empty is empty', async () => {
	expect((await tableOf(runShipped('empty'))).services.count).toBe(0);
});
