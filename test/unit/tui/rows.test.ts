import {describe, expect, test} from 'vitest';
import {sampleOf} from '../../../source/sampler/sample.ts';
import type {ColumnId} from '../../../source/tui/screens/services/columns.ts';
import {readFilter} from '../../../source/tui/screens/services/filter.ts';
import {timeline} from '../../../source/tui/screens/services/timeline.ts';
import {initialState} from './tui-state.ts';
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
const rows = (
	{filter = '', ...arrangement}: Partial<Arrangement> & {readonly filter?: string},
	sample = site,
): readonly string[] => {
	const reading = readFilter(filter);
	const list = arrange(
		sample,
		{
			sort: naturalSort,
			terms: reading.ok ? reading.terms : [],
			folded: new Set(),
			isFlat: false,
			...arrangement,
		},
		{timeline: timeline.of(initialState), before: undefined},
	);
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

/** The servers that a filter leaves. */
const servers = (filter: string): readonly string[] =>
	rows({filter})
		.filter(row => row.startsWith('  '))
		.map(row => row.trim());

describe('filter', () => {
	test.each([
		['TCP :443', ['10.0.0.11:443', '10.0.0.12:443', '10.0.0.13:443']],
		['tcp :444', []],
		['!tcp !fwm', ['10.0.0.21:53', '10.0.0.22:53', '10.0.0.23:53']],
		['!', undefined],
		['10.0.0.1', ['10.0.0.11:443', '10.0.0.12:443', '10.0.0.13:443']],
		['[2001:db8:1234', ['[2001:db8:1234:5678:9abc:def0:1234:5678]:8080']],
		['21|22', ['10.0.0.21:53', '10.0.0.22:53']],
		['^10.0.0.2[12]:', ['10.0.0.21:53', '10.0.0.22:53']],
		['w=0', ['10.0.0.23:53', '10.0.0.13:443']],
		['w=0|cps>1k', ['10.0.0.23:53', '10.0.0.11:443', '10.0.0.13:443']],
		['!w=0 udp', ['10.0.0.21:53', '10.0.0.22:53']],
		['w!=0 proto=udp', ['10.0.0.21:53', '10.0.0.22:53']],
		['rs=10.0.0.20/30', ['10.0.0.21:53', '10.0.0.22:53', '10.0.0.23:53']],
		['rs!=10.0.0.0/24', []],
		['rs=2001:db8::/32', ['[2001:db8:1234:5678:9abc:def0:1234:5678]:8080']],
		['vip=192.0.2.10 port=53', ['10.0.0.21:53', '10.0.0.22:53', '10.0.0.23:53']],
		['rs~\\.1[12]:', ['10.0.0.11:443', '10.0.0.12:443']],
		['fwd=tun', ['10.0.0.31:8080', '10.0.0.32:8080']],
		['sched=wlc state=serving', ['10.0.0.11:443', '10.0.0.12:443']],
		['state=drain', ['10.0.0.13:443']],
		['state!=serving fwd=nat', ['10.0.0.23:53']],
		['mark=7 state=full', ['10.0.0.31:8080']],
		['act>4k act<4100', ['10.0.0.11:443']],
		['inact=308', ['10.0.0.22:53']],
		['bps>50M', ['10.0.0.21:53', '10.0.0.22:53']],
		[
			'share>51%',
			['10.0.0.11:443', '[2001:db8:1234:5678:9abc:def0:1234:5678]:8080', '10.0.0.31:8080'],
		],
		['persist=300 w=100', ['10.0.0.11:443', '10.0.0.12:443']],
	])('"%s" finds these servers', (filter, expected) => {
		expect(servers(filter)).toEqual(expected ?? servers(''));
	});

	test.each([
		['w=x', 'w is compared with a number'],
		['(', 'is no regular expression yet'],
		['rs=10.0.0', 'is no address and no network'],
		['rs=10.0.0.0/33', 'is no address and no network'],
		['state>drain', 'state is compared by = != ~'],
		['w=', 'a value is missing'],
	])('"%s" is told what is wrong with it', (filter, fault) => {
		const reading = readFilter(filter);
		expect(reading.ok ? '' : reading.fault).toContain(fault);
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
	const list = arrange(
		site,
		{sort: naturalSort, terms: [], folded: new Set(['fwmark 7']), isFlat: false},
		{timeline: timeline.of(initialState), before: undefined},
	);
	for (const index of list.ids.keys()) {
		const item = itemAt(list, index);
		expect(item && indexOfItem(list, item)).toBe(index);
	}
	expect(indexOfItem(list, {service: 'fwmark 7', destination: '10.0.0.31:8080'})).toBe(-1);
	expect(indexOfItem(list, {service: 'tcp 192.0.2.99:80'})).toBe(-1);
});

test('a sort begun from another order ends in the same one', () => {
	const sort = {by: 'active', direction: 'descending'} as const;
	const around = {timeline: timeline.of(initialState)};
	const arrangement = {sort, terms: [], folded: new Set<string>(), isFlat: true};
	const earlier = sampleFrom(webTable(1000));
	const later = sampleOf(
		{takenAt: 2000, table: webTable(1002), info: undefined, limitation: undefined},
		earlier,
	);
	const before = arrange(earlier, arrangement, {...around, before: undefined});
	const fresh = arrange(later, arrangement, {...around, before: undefined});
	const continued = arrange(later, arrangement, {...around, before});
	expect([...continued.ids]).toEqual([...fresh.ids]);
});
