import {expect, test} from 'vitest';
import {failed} from '../../../source/model/failure.ts';
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

test('what somebody changed after us is put back as we left it, and nothing else', async () => {
	const site = await openSite();
	await site.operator.doNow({kind: 'weigh', weights: [{...server(12), weight: 40}]});
	await site.operator.doNow({kind: 'remove', items: [server(13)]});
	await site.foreign(
		edit,
		'-a -t 192.0.2.10:443 -r 10.0.0.13:443 -g -w 9',
		'-E -u 192.0.2.10:53 -s wrr',
	);
	await site.read();
	expect([...site.operator.get().overridden].toSorted()).toEqual([
		itemKey(server(12)),
		itemKey(server(13)),
	]);
	const plan = await site.plan({kind: 'put-back'});
	expect(plan.steps.map(({line}) => line)).toEqual([
		'-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 40',
		'-d -t 192.0.2.10:443 -r 10.0.0.13:443',
	]);
	await site.operator.perform(plan);
	expect(site.operator.get().overridden.size).toBe(0);
	expect(await site.operator.prepare({kind: 'put-back'})).toEqual({
		kind: 'impossible',
		why: 'everything is as it was left here',
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
