import {describe, expect, test} from 'vitest';
import {sampleOf} from '../../../source/sampler/sample.ts';
import type {ColumnId} from '../../../source/tui/screens/services/columns.ts';
import {matches, parseFilter} from '../../../source/tui/screens/services/filter.ts';
import {naturalSort} from '../../../source/tui/screens/services/order.ts';
import {
	arrange,
	indexOfItem,
	itemAt,
	type Arrangement,
} from '../../../source/tui/screens/services/rows.ts';
import {tableOf} from '../../tui/table-of.ts';
import {webTable} from '../../tui/web-tables.ts';

const sampleFrom = (table: ReturnType<typeof tableOf>) =>
	sampleOf({takenAt: 0, table, info: undefined, limitation: undefined}, undefined);

const site = sampleFrom(webTable(1000));

/** Rows as a person reads them: servers are indented. */
const rows = (arrangement: Partial<Arrangement>, sample = site): readonly string[] => {
	const list = arrange(sample, {sort: naturalSort, filter: '', folded: new Set(), ...arrangement});
	return Array.from(list.ids, (_, index) => {
		const item = itemAt(list, index);
		return item?.destination === undefined ? (item?.service ?? '') : `  ${item.destination}`;
	});
};

describe('order', () => {
	test('addresses by number, not by text; marks last; servers below their service', () => {
		const sample = sampleFrom(
			tableOf([
				{service: 'fwmark 3'},
				{service: 'tcp [2001:db8::1]:80'},
				{service: 'tcp 192.0.2.10:80'},
				{service: 'udp 192.0.2.9:80'},
				{
					service: 'tcp 192.0.2.9:80',
					servers: [{at: '10.0.0.10:80'}, {at: '10.0.0.9:80'}, {at: '10.0.0.9:9'}],
				},
				{service: 'tcp 192.0.2.9:9'},
			]),
		);
		expect(rows({}, sample)).toEqual([
			'tcp 192.0.2.9:9',
			'tcp 192.0.2.9:80',
			'  10.0.0.9:9',
			'  10.0.0.9:80',
			'  10.0.0.10:80',
			'udp 192.0.2.9:80',
			'tcp 192.0.2.10:80',
			'tcp [2001:db8::1]:80',
			'fwmark 3',
		]);
	});

	test.each<[ColumnId, string]>([
		['active', '10.0.0.12:443'],
		['connections', '10.0.0.11:443'],
		['weight', '10.0.0.11:443'],
	])('by %s, the largest first', (by, first) => {
		expect(rows({sort: {by, direction: 'descending'}, filter: '443'})[1]).toBe(`  ${first}`);
	});

	test('what is not known is last in both directions', () => {
		const sample = sampleFrom(
			tableOf([
				{service: 'tcp 192.0.2.1:80'},
				{service: 'tcp 192.0.2.2:80', counters: [0, 0, 0, 0, 0, 5]},
				{service: 'tcp 192.0.2.3:80', counters: [0, 0, 0, 0, 0, 9]},
			]),
		);
		const by = 'connections' as const;
		expect(
			rows({sort: {by, direction: 'ascending'}}, sample).map(row => row.slice(-4, -3)),
		).toEqual(['2', '3', '1']);
		expect(
			rows({sort: {by, direction: 'descending'}}, sample).map(row => row.slice(-4, -3)),
		).toEqual(['3', '2', '1']);
	});
});

describe('filter', () => {
	test.each([
		['', 'tcp 192.0.2.1:80 rr', true],
		['TCP', 'tcp 192.0.2.1:80 rr', true],
		['tcp :80', 'tcp 192.0.2.1:80 rr', true],
		['tcp :81', 'tcp 192.0.2.1:80 rr', false],
		['!udp', 'tcp 192.0.2.1:80 rr', true],
		['tcp !rr', 'tcp 192.0.2.1:80 rr', false],
		['!', 'tcp 192.0.2.1:80 rr', true],
	])('"%s" on "%s" is %s', (filter, text, isMatch) => {
		expect(matches(parseFilter(filter), text)).toBe(isMatch);
	});

	test('a server is found by its own words and those of its service', () => {
		expect(rows({filter: 'wlc drain'})).toEqual(['tcp 192.0.2.10:443', '  10.0.0.13:443']);
		expect(rows({filter: 'tun full'})).toEqual(['fwmark 7', '  10.0.0.31:8080']);
	});

	test('a service that matches brings its servers, but not those that must not match', () => {
		expect(rows({filter: 'udp !10.0.0.22'})).toEqual([
			'udp 192.0.2.10:53',
			'  10.0.0.21:53',
			'  10.0.0.23:53',
		]);
	});

	test('a folded service stays folded when it matches itself, and opens when its servers do', () => {
		const folded = new Set(['udp 192.0.2.10:53']);
		expect(rows({filter: 'udp', folded})).toEqual(['udp 192.0.2.10:53']);
		expect(rows({filter: '10.0.0.21', folded})).toEqual(['udp 192.0.2.10:53', '  10.0.0.21:53']);
	});
});

test('every item is found again at its index', () => {
	const list = arrange(site, {sort: naturalSort, filter: '', folded: new Set(['fwmark 7'])});
	for (const index of list.ids.keys()) {
		const item = itemAt(list, index);
		expect(item && indexOfItem(list, item)).toBe(index);
	}
	expect(indexOfItem(list, {service: 'fwmark 7', destination: '10.0.0.31:8080'})).toBe(-1);
	expect(indexOfItem(list, {service: 'tcp 192.0.2.99:80'})).toBe(-1);
});
