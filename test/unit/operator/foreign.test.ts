import {describe, expect, test} from 'vitest';
import {failed} from '../../../source/model/failure.ts';
import {displacedItems} from '../../../source/operator/displaced.ts';
import {managersOf} from '../../../source/operator/manager.ts';
import {itemKey} from '../../../source/operator/item.ts';
import {openSite, server, web} from './site.ts';

const edit = '-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 0';

test('what others change is in the log with its command, what we change is not in it twice', async () => {
	const site = await openSite();
	await site.foreign(edit, '-E -u 192.0.2.10:53 -s wrr', '-d -f 7 -r 10.0.0.13:0', '-A -f 8 -s rr');
	await site.operator.doNow({kind: 'drain', servers: [server(13)], firmness: 'gentle'});
	await site.read();
	const {entries} = site.operator.get().journal;
	expect(
		entries.map(({actor, line, result}) => `${actor}, ${result.kind}: ${line}`).toSorted(),
	).toEqual([
		'someone else, seen: -A -f 8 -s rr',
		'someone else, seen: -E -u 192.0.2.10:53 -s wrr',
		'someone else, seen: -d -f 7 -r 10.0.0.13:0',
		'someone else, seen: -e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 0',
		'you, done: -e -t 192.0.2.10:443 -r 10.0.0.13:443 -g -w 0',
	]);
	expect(entries.find(({line}) => line === edit)).toMatchObject({
		what: '10.0.0.12:443 in tcp 192.0.2.10:443: weight 100 > 0',
		inverse: ['-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 100'],
	});
	const {marks} = site.operator.get();
	expect(marks.get(itemKey(server(12)))).toMatchObject({actor: 'someone else', kind: 'changed'});
	expect(marks.get(itemKey(server(13)))).toMatchObject({actor: 'you'});
	expect(marks.get('fwmark 8')).toMatchObject({kind: 'added'});
	expect(marks.get('fwmark 7 -> 10.0.0.13:0')).toMatchObject({kind: 'removed'});
});

test('a removed service is one entry that brings all of it back', async () => {
	const site = await openSite();
	const before = await site.saved();
	await site.foreign('-D -t 192.0.2.10:443');
	await site.read();
	const [entry, ...more] = site.operator.get().journal.entries;
	expect(more).toEqual([]);
	await site.foreign(...(entry?.inverse ?? []));
	expect(await site.saved()).toEqual(before);
});

test('what somebody changed after us is put back as we left it, all else as it was seen', async () => {
	const site = await openSite();
	await site.operator.doNow({kind: 'weigh', weights: [{...server(12), weight: 40}]});
	await site.operator.doNow({kind: 'remove', items: [server(13)]});
	await site.foreign(
		edit,
		'-a -t 192.0.2.10:443 -r 10.0.0.13:443 -g -w 9',
		'-E -u 192.0.2.10:53 -s wrr',
	);
	await site.read();
	const here = await site.plan({kind: 'put-back', items: [server(12), server(13)]});
	expect(here.what).toBe('put back 2 changes by others');
	expect(here.steps.map(({line}) => line)).toEqual([
		'-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 40',
		'-d -t 192.0.2.10:443 -r 10.0.0.13:443',
	]);
	await site.operator.perform(here);
	expect(await site.operator.prepare({kind: 'put-back', items: [server(12)]})).toMatchObject({
		kind: 'impossible',
	});
	const rest = await site.plan({kind: 'put-back'});
	expect(rest.what).toBe('put back udp 192.0.2.10:53');
	expect(rest.steps.map(({line}) => line)).toEqual(['-E -u 192.0.2.10:53 -s rr']);
	await site.operator.perform(rest);
	expect(site.operator.get().displaced.size).toBe(0);
	expect(await site.operator.prepare({kind: 'put-back'})).toEqual({
		kind: 'impossible',
		why: 'everything is as it was before others changed it',
	});
});

describe('what others change and nobody touched here', () => {
	test.each([
		['weight and thresholds', ['-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 3 -x 9 -y 2']],
		['a method', ['-e -t 192.0.2.10:443 -r 10.0.0.11:443 -m -w 100 -x 500 -y 400']],
		['settings of a service', ['-E -t 192.0.2.10:443 -s rr']],
		['a server that came', ['-a -t 192.0.2.10:443 -r 10.0.0.14:443 -g -w 100']],
		['a server that went', ['-d -f 7 -r 10.0.0.13:0']],
		['a service that came', ['-A -t 192.0.2.30:80 -s rr', '-a -t 192.0.2.30:80 -r 10.0.0.1:80 -m']],
		['a service that went', ['-D -t 192.0.2.10:443']],
		['a server that went before its service', ['-d -f 7 -r 10.0.0.13:0', '-D -f 7'], '-d'],
	])('%s: is put back in one go, and that is undone', async (_, lines, between?: string) => {
		const site = await openSite();
		const before = await site.saved();
		for (const group of between === undefined ? [lines] : lines.map(line => [line])) {
			await site.foreign(...group);
			await site.read();
		}
		const changed = await site.saved();
		expect(displacedItems(site.operator.get().displaced)).toHaveLength(1);
		await site.operator.perform(await site.plan({kind: 'put-back'}));
		expect(await site.saved()).toEqual(before);
		await site.read();
		expect(site.operator.get().displaced.size).toBe(0);
		expect(await site.operator.undo('ask')).toMatchObject({kind: 'done'});
		expect(await site.saved()).toEqual(changed);
	});

	test('goes back to what was there first, and is forgotten when they put it back themselves', async () => {
		const site = await openSite();
		await site.foreign(edit);
		await site.read();
		await site.foreign('-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 7');
		await site.read();
		const {steps} = await site.plan({kind: 'put-back'});
		expect(steps.map(({line}) => line)).toEqual([
			'-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 100',
		]);
		await site.foreign('-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 100');
		await site.read();
		expect(site.operator.get().displaced.size).toBe(0);
	});

	test('goes back to what was left here a moment before, which no reading had shown', async () => {
		const site = await openSite();
		await site.operator.doNow({kind: 'weigh', weights: [{...server(12), weight: 40}]});
		await site.foreign(edit);
		await site.read();
		const {steps} = await site.plan({kind: 'put-back'});
		expect(steps.map(({effect}) => effect)).toEqual(['weight 0 > 40']);
	});

	test('is ours once we touched it', async () => {
		const site = await openSite();
		await site.foreign(edit, '-d -f 7 -r 10.0.0.13:0');
		await site.read();
		await site.operator.doNow({kind: 'weigh', weights: [{...server(12), weight: 5}]});
		await site.operator.doNow({kind: 'remove', items: [{service: 'fwmark 7'}]});
		expect(site.operator.get().displaced.size).toBe(0);
	});

	test('of which thresholds were never read keeps those it has, and says what a removed one lacks', async () => {
		const many = Array.from({length: 101}, (_, index) => [
			`-A -t 192.0.2.50:${index + 1} -s wlc`,
			`-a -t 192.0.2.50:${index + 1} -r 10.0.0.1:80 -m -w 10 -x 90`,
		]);
		const site = await openSite({rules: many.flat()});
		await site.read();
		await site.foreign(
			'-e -t 192.0.2.50:7 -r 10.0.0.1:80 -m -w 3 -x 90',
			'-d -t 192.0.2.50:8 -r 10.0.0.1:80',
		);
		await site.read();
		const {steps, warnings} = await site.plan({kind: 'put-back'});
		expect(steps.map(({line}) => line).toSorted()).toEqual([
			'-a -t 192.0.2.50:8 -r 10.0.0.1:80 -m -w 10',
			'-e -t 192.0.2.50:7 -r 10.0.0.1:80 -m -w 10 -x 90',
		]);
		expect(warnings.map(({says}) => says)).toContain(
			'thresholds and tunnel options of 10.0.0.1:80 in tcp 192.0.2.50:8 had not been read before: back without them',
		);
	});

	test('is put back with a word on who manages the table', async () => {
		const site = await openSite({processes: [{pid: 812, name: 'keepalived'}]});
		await site.foreign(edit);
		await site.read();
		const {warnings} = await site.plan({kind: 'put-back'});
		expect(warnings).toContainEqual({
			kind: 'managed',
			says: 'keepalived (process 812) probably manages this table and will likely change this again: what shall last belongs into its configuration',
		});
	});
});

test('a whole table that was replaced is not more than a page of the log', async () => {
	const site = await openSite();
	await site.foreign(
		'-C',
		...Array.from({length: 200}, (_, index) => `-A -t 192.0.2.20:${index + 1} -s rr`),
	);
	await site.read();
	const {entries} = site.operator.get().journal;
	expect(entries).toHaveLength(101);
	expect(entries.at(-1)?.what).toMatch(/^and \d+ more changes/);
	expect(site.operator.get().marks.has(web)).toBe(true);
});

test('who manages the table is told by the names of processes', () => {
	expect(
		managersOf([
			{pid: 1, name: 'systemd'},
			{pid: 812, name: 'keepalived'},
			{pid: 813, name: 'keepalived'},
			{pid: 9, name: 'kube-proxy'},
		]),
	).toMatchObject([
		{name: 'keepalived', pid: 812},
		{name: 'kube-proxy', pid: 9},
	]);
});

test('without the right to write, everything is read-only and says why', async () => {
	const site = await openSite({
		client: () => ({
			table: async () => failed({kind: 'no-permission', doing: 'read the IPVS table'}),
		}),
	});
	const access = {
		kind: 'read-only',
		why: 'read-only: changing the table needs CAP_NET_ADMIN; run with sudo',
		canUnlock: false,
	} as const;
	expect(site.operator.get().access).toEqual(access);
	expect(site.operator.toggleReadOnly()).toBe(access.why);
});
