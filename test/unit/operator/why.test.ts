import {expect, test} from 'vitest';
import type {Mark} from '../../../source/operator/foreign.ts';
import {why} from '../../../source/operator/why.ts';
import {sampleOf} from '../../../source/sampler/sample.ts';
import {tableOf, type ServerSpec, type ServiceSpec} from '../../tui/table-of.ts';

const now = Date.UTC(2026, 0, 2);
const service = 'tcp 192.0.2.10:443';
const at = (last: number): string => `10.0.0.${last}:443`;

const explain = (
	servers: readonly ServerSpec[],
	{
		last,
		marks = {},
		clients,
		...spec
	}: {
		readonly last?: number;
		readonly marks?: Record<string, Mark>;
		readonly clients?: number;
	} & Partial<ServiceSpec> = {},
) =>
	why(last === undefined ? {service} : {service, destination: at(last)}, {
		sample: sampleOf(
			{
				takenAt: now,
				table: tableOf([{service, ...spec, servers}]),
				info: undefined,
				limitation: undefined,
			},
			undefined,
		),
		marks: new Map(Object.entries(marks)),
		now,
		clients,
	});

/** Connections a second by the kernel's own average. */
const rated = (rate: number): readonly number[] => [0, 0, 0, 0, 0, rate];

test('a server at weight 0 with what is left of it', () => {
	expect(
		explain([{at: at(1), weight: 0, active: 8, inactive: 4, persistent: 12}], {last: 1})?.causes[0],
	).toEqual({
		kind: 'weight-zero',
		says: 'weight 0 takes no new connections; 8 active, 4 inactive and 12 persistent are left',
		rank: 1,
	});
});

test('a full server, and when it is not any more', () => {
	const explanation = explain([{at: at(1), active: 900, inactive: 120, limit: 1000}, {at: at(2)}], {
		last: 1,
	});
	expect(explanation?.causes[0]).toMatchObject({
		kind: 'over-threshold',
		says: '1020 connections reach its upper threshold 1000: no new ones until fewer than 750 are left',
	});
});

test('the share against the weights, by the rates', () => {
	const explanation = explain(
		[
			{at: at(1), weight: 100, counters: rated(10)},
			{at: at(2), weight: 300, counters: rated(30)},
		],
		{last: 1},
	);
	expect(explanation?.says).toBe('gets 25 % of the new connections; its weight asks for 25 %');
	expect(explanation?.causes[0]).toMatchObject({
		kind: 'weights',
		says: 'its weight is 100 of 400 in all, which asks for 25 %',
	});
});

test('persistence that keeps most clients on one server', () => {
	const explanation = explain(
		[
			{at: at(1), persistent: 90, counters: rated(90)},
			{at: at(2), persistent: 10, counters: rated(10)},
		],
		{persistent: 300},
	);
	expect(explanation?.says).toContain(
		'10.0.0.1:443 is furthest from its share: 90 % instead of 50 %',
	);
	expect(explanation?.causes[0]).toMatchObject({
		kind: 'persistence',
		says: '10.0.0.1:443: persistence of 300 s keeps clients where they were: 90 of 100 templates (90 %) are here',
	});
});

test('a late joiner under a scheduler that levels connections', () => {
	const explanation = explain(
		[
			{at: at(1), active: 500, counters: rated(0)},
			{at: at(2), active: 20, counters: rated(50)},
		],
		{
			last: 2,
			marks: {
				[`${service} -> ${at(2)}`]: {at: now - 240_000, actor: 'you', kind: 'added', says: 'added'},
			},
		},
	);
	expect(explanation?.causes[0]).toMatchObject({
		kind: 'late-joiner',
		says: 'added 4 min ago: wlc sends it most new connections until it has as many as the others (now 20)',
	});
});

test('a weight that was changed a moment ago, and by whom', () => {
	const explanation = explain(
		[
			{at: at(1), active: 50},
			{at: at(2), active: 50},
		],
		{
			last: 1,
			marks: {
				[`${service} -> ${at(1)}`]: {
					at: now - 30_000,
					actor: 'someone else',
					kind: 'changed',
					says: 'weight 100 > 1',
				},
			},
		},
	);
	expect(explanation?.causes[0]).toMatchObject({
		kind: 'recent-change',
		says: 'weight 100 > 1 30 s ago by someone else: connections from before stay where they are',
	});
});

test('a server that was not touched, after another one came back', () => {
	const explanation = explain(
		[
			{at: at(1), active: 300},
			{at: at(2), active: 4},
		],
		{
			last: 1,
			marks: {
				[`${service} -> ${at(2)}`]: {
					kind: 'changed',
					says: 'weight 0 > 100',
					at: now - 30_000,
					actor: 'you',
				},
			},
		},
	);
	expect(explanation?.causes[0]).toMatchObject({
		kind: 'others-changed',
		says: '10.0.0.2:443: weight 0 > 100, 30 s ago by you; connections from before stay where they are',
	});
});

test('a hash scheduler with few clients, and connections that last', () => {
	const explanation = explain(
		[
			{at: at(1), active: 90, counters: rated(10)},
			{at: at(2), active: 10, counters: rated(10)},
		],
		{last: 1, scheduler: 'sh', clients: 4},
	);
	expect(explanation?.causes.map(({says}) => says)).toEqual([
		'sh sends each client by a hash, and there are 4 clients',
		'holds 90 % of the active connections but gets 50 % of the new ones: they last longer here',
	]);
});

test.each([
	[[], 'it has no server: connections to it are refused'],
	[[{at: at(1), weight: 0}], 'all 1 servers have weight 0: new connections are refused'],
	[[{at: at(1)}], '1 of 1 servers take new connections; none come'],
] as const)('a service of which nothing is served: %j', (servers, says) => {
	expect(explain(servers)?.says).toBe(says);
});

test('few connections a second are chance, not an uneven spread', () => {
	const few = [3, 0.5, 1, 1.5].map((rate, index) => ({
		at: at(index + 1),
		active: 20 + index,
		inactive: 240,
		counters: rated(rate),
	}));
	expect(explain(few)).toMatchObject({
		says: '4 of 4 servers take new connections; each gets its share',
		causes: [],
	});
	expect(explain(few, {last: 2})?.says).toBe(
		'has 25 % of the connections; its weight asks for 25 %',
	);
});

test('a service says which servers take nothing, and why', () => {
	const explanation = explain([
		{at: at(1), active: 10, inactive: 40},
		{at: at(2), active: 60, inactive: 0, limit: 60},
		{at: at(3), weight: 0, inactive: 5},
	]);
	expect(explanation?.says).toMatch(/^1 of 3 servers take new connections/);
	expect(explanation?.causes.map(({says}) => says)).toEqual(
		expect.arrayContaining([
			expect.stringMatching(/^10\.0\.0\.2:443: 60 connections reach its upper threshold 60/),
			expect.stringMatching(/^10\.0\.0\.3:443: weight 0 takes no new connections/),
		]),
	);
});

test('a server that is slow holds what it got', () => {
	const slow = explain(
		[
			{at: at(1), active: 2, inactive: 320},
			{at: at(2), active: 5, inactive: 320},
			{at: at(3), active: 134, inactive: 220},
		],
		{scheduler: 'rr'},
	);
	expect(slow?.says).toBe(
		'3 of 3 servers take new connections; 10.0.0.3:443 keeps its connections longest',
	);
	expect(slow?.causes[0]?.says).toContain('holds 95 % of the active connections but gets 35 %');
});

const ever = (connections: number): readonly number[] => [connections, 0, 0, 0, 0, 1];

test('a server that came before this program, but after the others', () => {
	const late = explain(
		[
			{at: at(1), active: 280, inactive: 70, counters: ever(2000)},
			{at: at(2), active: 270, inactive: 80, counters: ever(2010)},
			{at: at(3), active: 150, inactive: 8, counters: ever(190)},
		],
		{last: 3},
	);
	expect(late?.causes[0]).toMatchObject({
		kind: 'late-joiner',
		says: 'has had 190 connections since the counters began, and its weight asks for 1400 of them: it came later than the others, or was out or full for a while',
	});
});

test('a scheduler that does not look at weights', () => {
	const even = [
		{at: at(1), weight: 5, active: 50},
		{at: at(2), weight: 1, active: 50},
	];
	expect(explain(even, {last: 1, scheduler: 'rr'})).toMatchObject({
		says: 'has 50 % of the connections; rr gives each the same, 50 %',
		causes: [{says: 'rr does not look at weights (here 5), only whether they are 0; wrr does'}],
	});
	expect(explain(even, {scheduler: 'rr'})?.causes).toEqual([]);
	const drained = explain(
		[
			{at: at(1), weight: 0},
			{at: at(2), active: 3},
		],
		{
			last: 1,
			scheduler: 'rr',
		},
	);
	expect(drained?.says).toBe('has 0 % of the connections; its weight 0 asks for 0 %');
	expect(drained?.causes.map(({kind}) => kind)).toEqual(['weight-zero']);
	expect(explain(even, {last: 1, scheduler: 'fo'})?.says).toBe(
		'has 50 % of the connections; fo gives all to the highest weight, here 100 %',
	);
});

test('a row that is gone', () => {
	expect(explain([], {last: 9})).toBeUndefined();
});
