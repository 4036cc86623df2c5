import {expect, test} from 'vitest';
import {changeLine} from '../../../source/ipvsadm/unparse.ts';
import {orderText, readOrder} from '../../../source/operator/guard.ts';
import {manualClock} from '../../tui/manual-clock.ts';
import {openSite, rememberingGuards, rest, server} from './site.ts';

const minute = 60_000;
/** When the clock of a site begins. */
const rememberedAt = manualClock().now();
const drain = {kind: 'drain', servers: [server(11)], firmness: 'gentle'} as const;

const guardedSite = async () => {
	const {armed, guards} = rememberingGuards();
	const site = await openSite({guards});
	const performed = await site.operator.perform(await site.plan(drain), {revertAfter: 5 * minute});
	const id = performed.kind === 'done' ? (performed.guard ?? '') : '';
	return {site, armed, id};
};

test('a guard holds what puts it back before anything is changed, until it is confirmed', async () => {
	const {site, armed, id} = await guardedSite();
	const order = armed.get(id);
	expect(order?.inverse.map(changeLine)).toEqual([
		'-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 100 -x 500 -y 400',
	]);
	expect(order === undefined ? undefined : readOrder(orderText(order))).toEqual(order);
	expect(site.operator.atExit()).toMatchObject({guarded: 1});
	expect(await site.operator.confirm(id)).toBeUndefined();
	expect(armed.size).toBe(0);
	expect(site.operator.get().guarded).toEqual([]);
	site.clock.advance(6 * minute);
	await rest();
	expect(site.operator.get().undo).toHaveLength(1);
});

test('what the guard reverted is no foreign change, and can be done again', async () => {
	const {site, armed, id} = await guardedSite();
	site.clock.advance(5 * minute - 100);
	await site.client.change(armed.get(id)?.inverse ?? []);
	armed.clear();
	site.clock.advance(100);
	await site.read();
	const state = site.operator.get();
	expect(state.guarded).toEqual([]);
	expect(state.undo).toEqual([]);
	expect(state.journal.entries.map(({actor}) => actor)).toEqual(['you', 'scheduled']);
	expect(await site.operator.confirm(id)).toBe('nothing waits to be confirmed');
	expect(await site.operator.redo('ask')).toMatchObject({kind: 'done'});
	expect(await site.weightOf(server(11))).toBe(0);
});

test('what an earlier program left waiting is seen, and kept or reverted', async () => {
	const {armed, guards} = rememberingGuards();
	for (const [id, minutes] of [
		['kept', 2],
		['left', 3],
	] as const) {
		const deadline = rememberedAt + minutes * minute;
		armed.set(id, {id, what: `drain ${id}`, deadline, inverse: []});
	}
	const site = await openSite({guards});
	expect(site.operator.get().guarded.map(({what}) => what)).toEqual(['drain kept', 'drain left']);
	expect(await site.operator.confirm('kept')).toBeUndefined();
	expect([...armed.keys()]).toEqual(['left']);
	site.clock.advance(4 * minute);
	expect(site.operator.get().guarded).toEqual([]);
	expect(site.operator.get().notice?.says).toContain('the guard reverts: drain left');
});

test('an undo takes the guard along', async () => {
	const {site, armed} = await guardedSite();
	await site.operator.undo('ask');
	expect(armed.size).toBe(0);
	expect(site.operator.get().guarded).toEqual([]);
});

test('a guard reverts what was done and not what was meant', async () => {
	const {armed, guards} = rememberingGuards();
	const site = await openSite({guards});
	const plan = await site.plan({kind: 'remove', items: [server(11), server(12)]});
	await site.foreign('-d -t 192.0.2.10:443 -r 10.0.0.12:443');
	await site.operator.perform(plan, {revertAfter: minute, evenIfChanged: true});
	expect([...armed.values()]).toEqual([]);
	const other = await site.plan({kind: 'remove', items: [server(11)]});
	await site.operator.perform(other, {revertAfter: minute});
	expect([...armed.values()].map(({inverse}) => inverse.map(changeLine))).toEqual([
		['-a -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 100 -x 500 -y 400'],
	]);
});

test('without a guard nothing is changed that was to be guarded', async () => {
	const site = await openSite();
	expect(await site.operator.perform(await site.plan(drain), {revertAfter: minute})).toEqual({
		kind: 'not possible',
		why: 'no guard can be left behind here that would revert it; nothing was changed',
	});
	expect(await site.weightOf(server(11))).toBe(100);
	expect(site.weights.size).toBe(0);
});
