import {describe, expect, test} from 'vitest';
import type {Care, CaredServer} from '../../../source/operator/care.ts';
import {sampleOf} from '../../../source/sampler/sample.ts';
import {pinMeaning} from '../../../source/tui/overlays/pin/meaning.ts';
import {readFilter} from '../../../source/tui/screens/services/filter.ts';
import {naturalSort} from '../../../source/tui/screens/services/order.ts';
import {arrange, itemAt, type Arrangement} from '../../../source/tui/screens/services/rows.ts';
import {layoutFor, usualWish} from '../../../source/tui/screens/services/tiers.ts';
import {calm} from '../../../source/tui/screens/services/timeline.ts';
import {checkedIn, checkSentence, checkWordAt} from '../../../source/tui/view/checks.ts';
import {factsOf} from '../../../source/tui/view/facts.ts';
import {tableOf} from '../../tui/table-of.ts';

const web = 'tcp 192.0.2.10:443';
const table = tableOf([
	{
		service: web,
		servers: [11, 12, 13, 14].map(last => ({at: `10.0.0.${last}:443`, weight: 1})),
	},
	{service: 'udp 192.0.2.20:53', servers: [{at: '10.0.0.21:53', weight: 1}]},
]);
const now = 600_000;
const sample = sampleOf({takenAt: now, table, info: undefined, limitation: undefined}, undefined);

const well: CaredServer = {
	role: 'server',
	health: 'up',
	since: now - 7_200_000,
	mark: 'auto',
	isHeld: false,
	fullWeight: 10,
	note: '',
};
const failing: CaredServer = {
	...well,
	health: 'down',
	since: now - 150_000,
	note: 'connection refused',
};

const careOf = (isInCare: boolean, ...servers: readonly CaredServer[]): Care =>
	new Map([
		[
			web,
			{
				pid: 12,
				isInCare,
				leftAt: isInCare ? undefined : now - 180_000,
				servers: new Map(servers.map((server, index) => [`10.0.0.${11 + index}:443`, server])),
			},
		],
	]);

/** The words of the first servers, as wide and as narrow columns have them. */
const words = (care: Care): readonly string[] =>
	Array.from({length: 5}, (_, row) => checkWordAt(factsOf(sample, care), row)).flatMap(word =>
		word === undefined ? [] : `${word.text}|${word.short}`,
	);

const sentence = (isInCare: boolean, server: CaredServer): string =>
	checkSentence(careOf(isInCare, server).get(web)!, server, now).text;

describe('what the checks say', () => {
	test('in a word: what fails and how long, what a person wants, what is not known', () => {
		expect(
			words(careOf(true, well, failing, {...failing, mark: 'up'}, {...well, isHeld: true})),
		).toEqual(['up|up', 'down 3m|down', 'pin up|pin', 'up held|held']);
		expect(
			words(
				careOf(
					true,
					{...well, health: 'unknown'},
					{...well, role: 'sorry'},
					{...well, role: 'retired'},
				),
			),
		).toEqual(['?|?', 'sorry|-', 'retired|-']);
		expect(words(careOf(false, well))).toEqual(['stale|old']);
	});

	test('in a sentence, with why', () => {
		expect(sentence(true, well)).toBe('its checks pass for 2 h');
		expect(sentence(true, failing)).toBe('its checks fail for 3 min: connection refused');
		expect(sentence(false, failing)).toBe(
			'nobody takes care of it any more: process 12 wrote last 3 min ago; its checks failed',
		);
	});

	test('of a service: how many servers are up; the sorry server does not count', () => {
		const care = careOf(true, well, failing, {...well, role: 'sorry'});
		expect(checkedIn(factsOf(sample, care), 0)).toEqual({up: 1, all: 2});
		expect(checkedIn(factsOf(sample, care), 1)).toBe(undefined);
		expect(checkedIn(factsOf(sample, careOf(false, well)), 0)).toBe(undefined);
	});
});

/** The servers that a filter leaves, in the order of a sort. */
const rows = (filter: string, sort: Arrangement['sort'] = naturalSort): readonly string[] => {
	const reading = readFilter(filter);
	const list = arrange(
		sample,
		{sort, terms: reading.ok ? reading.terms : [], folded: new Set(), isFlat: true},
		{
			timeline: calm,
			before: undefined,
			care: careOf(true, well, failing, {...failing, mark: 'down'}, {...well, isHeld: true}),
		},
	);
	return Array.from(list.ids, (_, index) => itemAt(list, index)?.destination ?? '');
};

describe('the column', () => {
	test.each([60, 80, 112, 140, 200])(
		'is there at %i columns only while somebody takes care',
		columns => {
			const names = (care: Care): readonly string[] => {
				const layout = layoutFor(columns, {...usualWish, list: {facts: factsOf(sample, care)}});
				const taken = layout.columns.reduce((sum, {width}) => sum + width + 1, layout.name);
				expect(taken).toBe(layout.width);
				expect(layout.name).toBeGreaterThan(20);
				return layout.columns.map(({id}) => id);
			};
			expect(names(careOf(true, well))).toContain('check');
			expect(names(careOf(false, well))).not.toContain('check');
			expect(names(new Map())).not.toContain('check');
		},
	);

	test('finds servers by what their checks say', () => {
		expect(rows('check=down')).toEqual(['10.0.0.12:443', '10.0.0.13:443']);
		expect(rows('check=pinned')).toEqual(['10.0.0.13:443']);
		expect(rows('check=held')).toEqual(['10.0.0.14:443']);
		expect(rows('check=none')).toEqual(['10.0.0.21:53']);
		expect(rows('check=up')).toEqual(['10.0.0.11:443', '10.0.0.14:443']);
	});

	test('sorts what needs a look before what does not, and what nobody checks last', () => {
		expect(rows('', {by: 'check', direction: 'ascending'})).toEqual([
			'10.0.0.12:443',
			'10.0.0.13:443',
			'10.0.0.14:443',
			'10.0.0.11:443',
			'10.0.0.21:53',
		]);
	});
});

test('a pin says what becomes of a server, by what its checks say now', () => {
	expect(pinMeaning('up', [failing])).toBe(
		'weight 10 whatever its checks say, until it is unpinned; they fail now: clients will meet that',
	);
	expect(pinMeaning('auto', [well])).toBe('as its checks say: they pass, so it gets weight 10');
	expect(pinMeaning('auto', [failing])).toContain('taken out, unless it is the last');
	expect(pinMeaning('down', [well, failing])).toMatch(/^weight 0 whatever the checks say/);
});
