import {describe, expect, test} from 'vitest';
import {arrange, type Arrangement, type Wish} from '../../../source/tui/connections/arrange.ts';
import {readFilter} from '../../../source/tui/connections/filter.ts';
import {groupingOf} from '../../../source/tui/connections/grouping.ts';
import {allOf, sortedByKey} from '../../../source/tui/connections/radix.ts';
import {rowIndexOf} from '../../../source/tui/connections/row-index.ts';
import {clientText, stateText} from '../../../source/tui/connections/row-text.ts';
import {pauseAfter, type Snapshot} from '../../../source/tui/connections/snapshot.ts';
import type {Work} from '../../../source/tui/work.ts';
import {connectionsFrom} from '../../tui/connection-text.ts';

const rows = [
	'TCP 203.0.113.7:52114 192.0.2.10:443 10.0.0.11:443 ESTABLISHED 888 LOCAL',
	'TCP 203.0.113.70:1024 192.0.2.10:443 10.0.0.12:443 SYN_RECV 59 SYNC',
	'TCP 203.0.113.7:0 192.0.2.10:443 10.0.0.11:443 ASSURED 291 LOCAL',
	'TCP 203.0.113.7:52115 192.0.2.10:443 10.0.0.11:443 FIN_WAIT 72 LOCAL',
	'UDP 198.51.100.9:5353 192.0.2.10:53 10.0.0.21:53 UDP 300 SYNC',
	'TCP [2001:db8::7]:40000 [2001:db8:0:1::a]:80 [2001:db8:2::1]:8080 ESTABLISHED 600 LOCAL',
	'TCP 203.0.113.7:443 192.0.2.10:80 10.0.0.12:80 ESTABLISHED 900 LOCAL',
];

const done = <Result>(work: Work<Result>): Result => {
	for (;;) {
		const step = work.next();
		if (step.done === true) {
			return step.value;
		}
	}
};

const snapshotOf = (texts: readonly string[]): Snapshot => {
	const connections = connectionsFrom(texts, true);
	const index = done(rowIndexOf(connections));
	return {connections, index, file: 'ip_vs_conn_sync', takenAt: 0, cost: 0, heldCost: 0};
};

const arranged = (wish: Partial<Wish> = {}, filter = ''): Arrangement => {
	const reading = readFilter(filter);
	if (!reading.ok) {
		throw new Error(reading.fault);
	}
	const usual: Wish = {
		grouping: 'client',
		sort: {by: 'connections', direction: 'descending'},
		terms: reading.terms,
	};
	return done(arrange(snapshotOf(rows), {...usual, ...wish}));
};

/** Groups from top to bottom: name, connections, established, templates, clients, seconds left. */
const groupsOf = ({groups, order, snapshot}: Arrangement) =>
	groups === undefined
		? []
		: Array.from(order, group => [
				groupingOf[groups.grouping](snapshot).nameOf(group),
				groups.connections[group],
				groups.established[group],
				groups.templates[group],
				groups.clients[group],
				groups.expires[group],
			]);

const rowsOf = ({rows: shown, snapshot: {connections}}: Arrangement): readonly string[] =>
	Array.from(
		shown,
		row =>
			`${clientText(connections, row)}:${connections.clientPort[row]} ${stateText(connections, row)}`,
	);

describe('groups', () => {
	test('of clients have their connections, templates apart, the busiest first', () => {
		expect(groupsOf(arranged())).toEqual([
			['203.0.113.7', 3, 2, 1, 1, 900],
			['198.51.100.9', 1, 0, 0, 1, 300],
			['203.0.113.70', 1, 0, 0, 1, 59],
			['2001:db8::7', 1, 1, 0, 1, 600],
		]);
	});

	test('of servers count different clients', () => {
		expect(
			groupsOf(arranged({grouping: 'server'})).map(([name, , , , clients]) => [name, clients]),
		).toEqual([
			['10.0.0.11:443', 1],
			['10.0.0.12:80', 1],
			['10.0.0.12:443', 1],
			['10.0.0.21:53', 1],
			['[2001:db8:2::1]:8080', 1],
		]);
	});

	test('of services and of states; templates are a state of their own', () => {
		expect(groupsOf(arranged({grouping: 'service'})).map(([name, count]) => [name, count])).toEqual(
			[
				['TCP 192.0.2.10:443', 3],
				['UDP 192.0.2.10:53', 1],
				['TCP 192.0.2.10:80', 1],
				['TCP [2001:db8:0:1::a]:80', 1],
			],
		);
		const byName = {by: 'name', direction: 'ascending'} as const;
		expect(groupsOf(arranged({grouping: 'state', sort: byName})).map(([name]) => name)).toEqual([
			'ESTABLISHED',
			'FIN_WAIT',
			'SYN_RECV',
			'UDP',
			'sticky',
		]);
	});

	test('have their rows by port, the template first', () => {
		const arrangement = arranged();
		const [first = 0] = arrangement.order;
		const {firstRow} = arrangement.groups ?? {firstRow: new Uint32Array(0)};
		const part = arrangement.rows.subarray(firstRow[first], firstRow[first + 1]);
		expect(rowsOf({...arrangement, rows: part})).toEqual([
			'203.0.113.7:0 sticky',
			'203.0.113.7:443 ESTABLISHED',
			'203.0.113.7:52114 ESTABLISHED',
			'203.0.113.7:52115 FIN_WAIT',
		]);
	});

	test('are found again in another snapshot by their key', () => {
		const before = groupingOf.client(snapshotOf(rows));
		const after = groupingOf.client(snapshotOf(rows.toReversed()));
		for (let group = 0; group < before.count; group += 1) {
			expect(after.nameOf(after.find(before.keyOf(group)))).toBe(before.nameOf(group));
		}
		expect(groupingOf.client(snapshotOf(rows.slice(0, 1))).find(before.keyOf(0))).toBe(-1);
	});

	test('none: rows by a column', () => {
		const sort = {by: 'expires', direction: 'ascending'} as const;
		expect(rowsOf(arranged({grouping: 'none', sort}))).toEqual([
			'203.0.113.70:1024 SYN_RECV',
			'203.0.113.7:52115 FIN_WAIT',
			'203.0.113.7:0 sticky',
			'198.51.100.9:5353 UDP',
			'2001:db8::7:40000 ESTABLISHED',
			'203.0.113.7:52114 ESTABLISHED',
			'203.0.113.7:443 ESTABLISHED',
		]);
	});
});

describe('the filter', () => {
	test.each([
		['client=203.0.113.0/24', 5],
		['client=203.0.113.7', 4],
		['client!=203.0.113.7', 3],
		['203.0.113.7', 4],
		['203.0.113.0/24', 5],
		['10.0.0.12', 2],
		['!10.0.0.12', 5],
		['2001:db8::/32', 1],
		['[2001:db8:2::1]:8080', 1],
		['vip=192.0.2.10:443', 4],
		['vip=192.0.2.10:443 rs=10.0.0.11:443', 3],
		['rs=10.0.0.11|rs=10.0.0.21', 4],
		['port=443', 5],
		['proto=udp', 1],
		['state=established', 3],
		['state=sticky', 1],
		['origin=sync', 2],
		['expires<100', 2],
		['state=established expires>=888', 2],
		['fin', 1],
		[':5211', 2],
		['^udp', 1],
	])('%s lets %i rows through', (filter, count) => {
		expect(arranged({}, filter).rows).toHaveLength(count);
	});

	test('says in words what it does not understand', () => {
		expect(readFilter('client=moon')).toEqual({
			ok: false,
			fault: 'client: "moon" is no address and no network; client~moon looks for the text',
		});
	});

	test('holds for the histograms as well', () => {
		const {histogram} = arranged({}, 'proto=tcp');
		expect(histogram.states).toEqual([
			{name: 'ESTABLISHED', count: 3},
			{name: 'SYN_RECV', count: 1},
			{name: 'FIN_WAIT', count: 1},
			{name: 'sticky', count: 1},
		]);
		expect(histogram.origins).toEqual([
			{name: 'LOCAL', count: 5},
			{name: 'SYNC', count: 1},
		]);
		expect(histogram.expires.map(({count}) => count)).toEqual([0, 1, 1, 1, 2, 1]);
	});
});

test('counting sorts as comparing does, and leaves equal ones as they were', () => {
	const count = 20_000;
	let number = 7;
	const keys = Uint32Array.from({length: count}, () => {
		number = Math.imul(number, 1_103_515_245) + 12_345;
		return (number >>> 0) % (number % 2 === 0 ? 100 : 0xffff_ffff);
	});
	const order = done(sortedByKey(allOf(count), keys));
	expect(order).toEqual(allOf(count).toSorted((a, b) => keys[a]! - keys[b]! || a - b));
});

test('readings are as far apart as they are costly', () => {
	expect(pauseAfter(3, 2000)).toBe(2000);
	// Four of sixty seconds.
	expect(pauseAfter(4000, 2000)).toBeCloseTo(56_000);
});
