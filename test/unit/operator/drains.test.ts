import {describe, expect, test} from 'vitest';
import {progressOf} from '../../../source/operator/drain.ts';
import type {Intent} from '../../../source/operator/intent.ts';
import {itemKey} from '../../../source/operator/item.ts';
import type {DrainOptions} from '../../../source/operator/operator.ts';
import {connectionsOf} from './connections-of.ts';
import {openSite, rest, server, type Site} from './site.ts';

const minute = 60_000;

const drain = (last: number, firmness: 'gentle' | 'firm' = 'gentle'): Intent => ({
	kind: 'drain',
	servers: [server(last)],
	firmness,
});

const start = async (
	site: Site,
	last: number,
	{firmness = 'gentle', ...options}: Partial<DrainOptions> & {firmness?: 'gentle' | 'firm'} = {},
) =>
	site.operator.startDrains(await site.plan(drain(last, firmness)), {
		whenEmpty: 'ask',
		...options,
	});

const load = (site: Site, last: number, active: number, persistent = 0): void => {
	site.loads.set(itemKey(server(last)), {active, inactive: 0, persistent});
};

/** The table is read every two seconds while so many connections end with each reading. */
const emptying = async (site: Site, last: number, counts: readonly number[]): Promise<void> => {
	for (const count of counts) {
		site.clock.advance(2000);
		load(site, last, count);
		await site.read();
	}
};

describe('a drain in the background', () => {
	test('tells how far it is and when it will be empty, and asks then', async () => {
		const site = await openSite();
		load(site, 11, 100, 12);
		expect(await start(site, 11)).toMatchObject({kind: 'done'});
		expect(site.drain(server(11))).toMatchObject({
			weight: 100,
			phase: {kind: 'draining'},
			start: {active: 100, persistent: 12},
			trend: undefined,
		});
		await emptying(site, 11, [92, 82, 72, 62, 52]);
		const now = site.drain(server(11));
		expect(now?.trend).toBeCloseTo(-340, -2);
		expect(progressOf(now!)).toBeCloseTo(1 - 52 / 112);
		expect(now?.forecast?.basis).toBe('trend');
		expect(now!.forecast!.at - site.clock.now()).toBeGreaterThan(5000);
		expect(now!.forecast!.at - site.clock.now()).toBeLessThan(15_000);
		await emptying(site, 11, [0]);
		expect(site.drain(server(11))?.phase.kind).toBe('empty');
		expect(site.operator.get().notice).toMatchObject({
			says: '10.0.0.11:443 in tcp 192.0.2.10:443 is empty after 1 min',
		});
		expect(await site.weightOf(server(11))).toBe(0);
	});

	test('is not empty while a persistence template is left, and then removes where that was wanted', async () => {
		const site = await openSite();
		load(site, 11, 3, 2);
		await start(site, 11, {whenEmpty: 'remove'});
		load(site, 11, 0, 1);
		await site.read();
		expect(await site.weightOf(server(11))).toBe(0);
		load(site, 11, 0, 0);
		await site.read();
		expect(await site.weightOf(server(11))).toBeUndefined();
		expect(site.drain(server(11))?.phase.kind).toBe('gone');
		expect(site.operator.get().journal.entries.at(-1)).toMatchObject({
			actor: 'scheduled',
			line: '-d -t 192.0.2.10:443 -r 10.0.0.11:443',
			result: {kind: 'done'},
		});
		await site.operator.undo('ask');
		expect(await site.weightOf(server(11))).toBe(0);
	});

	test('gives up in time and leaves the weight', async () => {
		const site = await openSite();
		load(site, 11, 5);
		await start(site, 11, {giveUpAfter: 10 * minute});
		site.clock.advance(10 * minute);
		await site.read();
		expect(site.drain(server(11))?.phase.kind).toBe('gave up');
		expect(site.operator.get().notice?.tone).toBe('warning');
		await emptying(site, 11, [0]);
		expect(site.drain(server(11))?.phase.kind).toBe('empty');
	});

	test('ends when somebody else returns or removes the server', async () => {
		const site = await openSite();
		load(site, 11, 5);
		load(site, 12, 5);
		await start(site, 11);
		await start(site, 12);
		await site.foreign(
			'-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 30',
			'-d -t 192.0.2.10:443 -r 10.0.0.12:443',
		);
		await site.read();
		expect(site.drain(server(11))?.phase).toMatchObject({kind: 'returned', weight: 30});
		expect(site.drain(server(12))?.phase).toMatchObject({kind: 'gone'});
	});

	test('returns to its weight at any time', async () => {
		const site = await openSite();
		const before = await site.saved();
		load(site, 11, 5);
		await start(site, 11);
		expect(await site.operator.returnDrain(site.drain(server(11))!.id)).toMatchObject({
			kind: 'done',
		});
		expect(await site.saved()).toEqual(before);
		expect(site.weights.size).toBe(0);
		expect(site.operator.atExit()).toBeUndefined();
	});

	test('is watched again when it is undone and done again', async () => {
		const site = await openSite();
		load(site, 11, 5);
		await start(site, 11);
		await site.operator.undo('ask');
		await site.read();
		expect(site.drain(server(11))?.phase.kind).toBe('returned');
		expect(site.operator.atExit()).toBeUndefined();
		await site.operator.redo('ask');
		site.clock.advance(2000);
		await site.read();
		expect(site.drain(server(11))).toMatchObject({phase: {kind: 'draining'}, weight: 100});
		expect(site.operator.atExit()).toMatchObject({drains: 1});
	});

	test('of a server that undo brings back after its removal is watched again, and not removed by itself', async () => {
		const site = await openSite();
		await start(site, 11, {whenEmpty: 'remove'});
		await site.read();
		expect(site.drain(server(11))?.phase.kind).toBe('gone');
		site.clock.advance(2000);
		expect(await site.operator.undo('ask')).toMatchObject({kind: 'done'});
		await site.read();
		await rest();
		expect(site.drain(server(11))).toMatchObject({
			phase: {kind: 'empty'},
			whenEmpty: 'ask',
			weight: 100,
		});
		expect(await site.weightOf(server(11))).toBe(0);
		site.clock.advance(2000);
		await site.operator.undo('ask');
		await site.read();
		expect(site.drain(server(11))?.phase).toMatchObject({kind: 'returned', weight: 100});
	});

	test('follows its server in the table after it is over, too', async () => {
		const site = await openSite();
		await start(site, 11);
		await site.operator.removeDrained(site.drain(server(11))?.id ?? 0);
		site.clock.advance(2000);
		await site.foreign('-a -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 7');
		await site.read();
		expect(site.drain(server(11))?.phase).toMatchObject({kind: 'returned', weight: 7});
		site.clock.advance(2000);
		await site.foreign('-d -t 192.0.2.10:443 -r 10.0.0.11:443');
		await site.read();
		expect(site.drain(server(11))?.phase.kind).toBe('gone');
	});

	test('says who blocks it and until when, from connection rows', async () => {
		const site = await openSite();
		load(site, 11, 3);
		await start(site, 11);
		site.operator.observeConnections(
			connectionsOf([
				['203.0.113.7:5001', '192.0.2.10:443', '10.0.0.11:443', 'ESTABLISHED', 840],
				['203.0.113.7:5002', '192.0.2.10:443', '10.0.0.11:443', 'ESTABLISHED', 90],
				['203.0.113.9:5001', '192.0.2.10:443', '10.0.0.11:443', 'FIN_WAIT', 12],
				['203.0.113.9:0', '192.0.2.10:443', '10.0.0.11:443', 'NONE', 200],
				['203.0.113.8:5001', '192.0.2.10:443', '10.0.0.12:443', 'ESTABLISHED', 899],
				['203.0.113.8:5001', '192.0.2.99:443', '10.0.0.11:443', 'ESTABLISHED', 899],
			]),
		);
		await site.read();
		expect(site.drain(server(11))).toMatchObject({
			forecast: {basis: 'timers', at: site.clock.now() + 840_000},
			blockers: [
				{client: '203.0.113.7', connections: 2, templates: 0, expires: 840},
				{client: '203.0.113.9', connections: 1, templates: 1, expires: 200},
			],
		});
	});

	test('of a server that has weight 0 already is only followed', async () => {
		const site = await openSite();
		await site.foreign('-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 0');
		load(site, 11, 5);
		await site.read();
		expect(await site.operator.prepare(drain(11))).toMatchObject({kind: 'impossible'});
		expect(await site.operator.follow([server(11)], {whenEmpty: 'hold'})).toBeUndefined();
		const followed = site.drain(server(11));
		expect(followed).toMatchObject({phase: {kind: 'draining'}, weight: undefined});
		expect(await site.operator.leave('return')).toEqual([
			expect.stringMatching(/no weight .* is remembered: it was not drained here; give one$/),
		]);
		expect(await site.operator.returnDrain(followed!.id, 60)).toMatchObject({kind: 'done'});
		expect(await site.weightOf(server(11))).toBe(60);
	});

	test('is removed once, however many readings come meanwhile', async () => {
		const {promise: released, resolve: release} = Promise.withResolvers<void>();
		const site = await openSite({
			client: client => ({
				change: async changes => {
					if (changes.at(0)?.kind === 'delete-destination') {
						await released;
					}
					return client.change(changes);
				},
			}),
		});
		load(site, 11, 5);
		await start(site, 11, {whenEmpty: 'remove'});
		await emptying(site, 11, [0, 0, 0]);
		release();
		await site.read();
		expect(site.drain(server(11))?.phase.kind).toBe('gone');
		expect(site.operator.get().journal.entries).toHaveLength(2);
	});
});

describe('firm drains', () => {
	test('hold expire_quiescent_template until the last one is empty or ends', async () => {
		const site = await openSite();
		load(site, 11, 5);
		load(site, 12, 5);
		await start(site, 11, {firmness: 'firm'});
		await start(site, 12);
		expect(site.quiescent.value).toBe(1);
		expect(await site.operator.makeFirm(site.drain(server(12))!.id)).toBeUndefined();
		await site.operator.returnDrain(site.drain(server(11))!.id);
		expect(site.quiescent.value).toBe(1);
		await emptying(site, 12, [2]);
		expect(site.quiescent.value).toBe(1);
		await emptying(site, 12, [0]);
		expect(site.quiescent.value).toBe(0);
		expect(site.operator.get().journal.entries.map(({what}) => what)).toEqual(
			expect.arrayContaining([
				'expire_quiescent_template 0 > 1 for firm drains',
				'expire_quiescent_template 1 > 0 for firm drains',
			]),
		);
	});

	test('leave a switch alone that was on before, and say when it cannot be set', async () => {
		const site = await openSite();
		site.quiescent.value = 1;
		load(site, 11, 5);
		await start(site, 11, {firmness: 'firm'});
		await site.operator.leave('return');
		expect(site.quiescent.value).toBe(1);
		expect(await site.weightOf(server(11))).toBe(100);
		site.quiescent.value = 0;
		site.quiescent.trouble = 'that needs root';
		await start(site, 11, {firmness: 'firm'});
		expect(site.operator.get().firmSwitch?.trouble).toBe('that needs root');
	});

	test('are asked about at the exit, and the switch goes back', async () => {
		const site = await openSite();
		load(site, 11, 5);
		await start(site, 11, {firmness: 'firm'});
		expect(site.operator.atExit()).toMatchObject({
			drains: 1,
			says: '1 drain in progress: leave at weight 0, return, or stay',
		});
		expect(await site.operator.leave('leave')).toEqual([]);
		expect(site.quiescent.value).toBe(0);
		expect(await site.weightOf(server(11))).toBe(0);
	});
});
