import {describe, expect, test} from 'vitest';
import {failed, type Result} from '../../../source/model/failure.ts';
import {readLine} from '../../../source/operator/lines.ts';
import type {Change} from '../../../source/model/change.ts';
import {openSite, rest, server} from './site.ts';

const changes = (...lines: readonly string[]): readonly Change[] =>
	lines.map(line => {
		const change = readLine(line);
		if (typeof change === 'string') {
			throw new Error(change);
		}
		return change;
	});

describe('what is performed', () => {
	test('is in the table, in the log with its command and inverse, and can be undone and done again', async () => {
		const site = await openSite();
		const before = await site.saved();
		const plan = await site.plan({
			kind: 'drain',
			servers: [server(11), server(12)],
			firmness: 'gentle',
		});
		expect(await site.operator.perform(plan)).toMatchObject({kind: 'done'});
		expect(await site.weightOf(server(11))).toBe(0);
		expect([...site.weights.values()]).toEqual([100, 100]);
		expect(
			site.written
				.join('')
				.trim()
				.split('\n')
				.map(line => JSON.parse(line)),
		).toMatchObject([
			{
				actor: 'you',
				line: '-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 0 -x 500 -y 400',
				inverse: ['-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 100 -x 500 -y 400'],
				result: 'done',
			},
			{server: '10.0.0.12:443', result: 'done'},
		]);
		const drained = await site.saved();
		expect(await site.operator.undo('ask')).toMatchObject({kind: 'done'});
		expect(await site.saved()).toEqual(before);
		expect(site.operator.get().journal.entries[0]?.isUndone).toBe(true);
		expect(await site.operator.redo('ask')).toMatchObject({kind: 'done'});
		expect(await site.saved()).toEqual(drained);
		expect(site.operator.exportLines('commands').trim().split('\n')).toHaveLength(6);
	});

	test('of many, each has a result of its own', async () => {
		const site = await openSite({
			client: client => ({
				change: async sent =>
					(await client.change(sent)).map((result, index): Result<undefined> =>
						index === 0 ? failed({kind: 'kernel', errno: 12, doing: 'x'}) : result,
					),
			}),
		});
		const plan = await site.plan({kind: 'remove', items: [server(11), server(12)]});
		expect(await site.operator.perform(plan)).toMatchObject({
			kind: 'partly',
			items: [
				{result: {kind: 'refused', why: 'Memory allocation problem'}},
				{result: {kind: 'done'}},
			],
		});
	});

	test('remembers no weight of a server that could not be drained', async () => {
		const site = await openSite({
			client: () => ({
				change: async sent =>
					Array.from({length: sent.length}, () =>
						failed({kind: 'kernel', errno: 2, doing: 'x'} as const),
					),
			}),
		});
		const {operator} = site;
		await operator.doNow({kind: 'drain', servers: [server(11)], firmness: 'gentle'});
		expect(site.weights.size).toBe(0);
		expect(operator.get().undo).toEqual([]);
		expect(operator.get().journal.entries).toMatchObject([
			{result: {kind: 'refused', why: 'No such destination'}},
		]);
	});

	test('as a chain stops at the first refusal and says what was not sent', async () => {
		const site = await openSite();
		const [first, second, third] = changes(
			'-A -t 192.0.2.20:80 -s nosuch',
			'-a -t 192.0.2.20:80 -r 10.0.0.1:80 -g',
			'-a -t 192.0.2.20:80 -r 10.0.0.2:80 -g',
		);
		const performed = await site.operator.doNow({
			kind: 'change',
			changes: [first!, second!, third!],
		});
		expect(performed).toMatchObject({
			kind: 'partly',
			items: [
				{result: {kind: 'refused', why: 'Scheduler or persistence engine not found'}},
				{result: {kind: 'not sent'}},
				{result: {kind: 'not sent'}},
			],
		});
	});

	test('without an answer is looked for in the table', async () => {
		const site = await openSite({
			client: client => ({
				change: async sent => {
					await client.change(sent.slice(0, 1));
					return Array.from({length: sent.length}, () =>
						failed({kind: 'timeout', doing: 'change the IPVS table'} as const),
					);
				},
			}),
		});
		const performed = await site.operator.doNow({kind: 'remove', items: [server(11), server(12)]});
		expect(performed).toMatchObject({
			kind: 'partly',
			items: [{result: {kind: 'done'}}, {result: {kind: 'not sent'}}],
		});
	});

	test('is asked again when the table is not what was shown', async () => {
		const site = await openSite();
		const plan = await site.plan({kind: 'drain', servers: [server(12)], firmness: 'gentle'});
		await site.foreign('-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 100 -x 9');
		expect(await site.operator.perform(plan)).toMatchObject({
			kind: 'changed',
			differences: [
				'10.0.0.12:443 in tcp 192.0.2.10:443 was changed meanwhile: upper threshold 0 > 9',
			],
		});
		expect(await site.weightOf(server(12))).toBe(100);
		expect(await site.operator.perform(plan, {evenIfChanged: true})).toMatchObject({kind: 'done'});
		expect(await site.saved()).toContain('-a -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 0 -x 9');
	});

	test('not at all while read-only, which a key may end or not', async () => {
		const pinned = await openSite({
			access: {kind: 'read-only', why: 'read-only as asked for', canUnlock: false},
		});
		expect(await pinned.operator.doNow({kind: 'remove', items: [server(11)]})).toEqual({
			kind: 'not possible',
			why: 'read-only as asked for',
		});
		expect(pinned.operator.toggleReadOnly()).toBe('read-only as asked for');
		const site = await openSite();
		expect(site.operator.toggleReadOnly()).toBeUndefined();
		expect(site.operator.stepWeights([server(11)], 1)).toMatch(/^read-only/);
		expect(site.operator.toggleReadOnly()).toBeUndefined();
		expect(await site.operator.doNow({kind: 'remove', items: [server(11)]})).toMatchObject({
			kind: 'done',
		});
	});

	test('is in the log in memory when the disk is full, and in the file when it is not any more', async () => {
		const site = await openSite();
		site.sink.trouble = 'the log cannot be written: ENOSPC';
		await site.operator.doNow({kind: 'remove', items: [server(11)]});
		expect(site.operator.get().journal).toMatchObject({
			trouble: 'the log cannot be written: ENOSPC',
			entries: [{line: '-d -t 192.0.2.10:443 -r 10.0.0.11:443'}],
		});
		site.sink.trouble = undefined;
		await site.operator.undo('ask');
		expect(site.operator.get().journal.trouble).toBeUndefined();
		expect(site.written.join('').trim().split('\n')).toHaveLength(2);
	});
});

describe('steps of weights', () => {
	test('within a moment are sent together and undone in one', async () => {
		const site = await openSite();
		for (let press = 0; press < 3; press += 1) {
			expect(site.operator.stepWeights([server(11), server(12)], 10)).toBeUndefined();
			site.clock.advance(600);
		}
		expect(await site.weightOf(server(11))).toBe(100);
		expect([...site.operator.get().steppedWeights.values()]).toEqual([130, 130]);
		site.clock.advance(100);
		await rest();
		expect(await site.weightOf(server(11))).toBe(130);
		expect(await site.weightOf(server(12))).toBe(130);
		expect(site.operator.get().steppedWeights.size).toBe(0);
		await site.operator.undo('ask');
		expect(await site.weightOf(server(11))).toBe(100);
		expect(await site.weightOf(server(12))).toBe(100);
	});

	test('never take a server out', async () => {
		const site = await openSite();
		site.operator.stepWeights([server(13)], -100);
		expect(site.operator.stepWeights([server(13)], -1)).toMatch(/drain/);
		site.clock.advance(700);
		await rest();
		expect(await site.weightOf(server(13))).toBe(1);
	});
});

describe('undo', () => {
	test('says what somebody else changed, and leaves that to them', async () => {
		const site = await openSite();
		await site.operator.doNow({kind: 'drain', servers: [server(12)], firmness: 'gentle'});
		await site.foreign('-e -t 192.0.2.10:443 -r 10.0.0.12:443 -m -w 0 -x 77');
		expect(await site.operator.undo('ask')).toEqual({
			kind: 'differs',
			what: 'drain 10.0.0.12:443 in tcp 192.0.2.10:443',
			differences: [
				'10.0.0.12:443 in tcp 192.0.2.10:443 was changed meanwhile: method DR > NAT, upper threshold 0 > 77',
			],
		});
		expect(await site.weightOf(server(12))).toBe(0);
		expect(await site.operator.undo('anyway')).toMatchObject({kind: 'done'});
		expect(await site.saved()).toContain('-a -t 192.0.2.10:443 -r 10.0.0.12:443 -m -w 100 -x 77');
	});

	test('brings a removed service back with its servers', async () => {
		const site = await openSite();
		const before = await site.saved();
		await site.operator.doNow({kind: 'remove', items: [{service: 'tcp 192.0.2.10:443'}]});
		await site.operator.doNow({kind: 'change', changes: changes('-C')});
		expect(await site.saved()).toEqual([]);
		await site.operator.undo('ask');
		await site.operator.undo('ask');
		expect(await site.saved()).toEqual(before);
		expect(await site.operator.undo('ask')).toMatchObject({kind: 'not possible'});
	});

	test('of timeouts and of a daemon', async () => {
		const site = await openSite();
		await site.operator.doNow({kind: 'change', changes: changes('--set 800 0 0')});
		await site.operator.doNow({
			kind: 'change',
			changes: changes('--start-daemon master --mcast-interface lo --syncid 7'),
		});
		expect(await site.operator.undo('ask')).toMatchObject({
			items: [{step: {line: '--stop-daemon master'}}],
		});
		expect(await site.operator.undo('ask')).toMatchObject({kind: 'done'});
		expect(await site.client.timeouts()).toMatchObject({value: {tcp: 900, tcpFin: 120, udp: 300}});
	});
});
