import {expect, test} from 'vitest';
import {itemKey} from '../../../source/operator/item.ts';
import {watchConnections} from '../../../source/operator/watch-connections.ts';
import {success} from '../../../source/model/failure.ts';
import {connectionsOf} from './connections-of.ts';
import {openSite, rest, server} from './site.ts';

/** A site whose readings of connections take a while, and how many there were. */
const watched = async (cost: number) => {
	const site = await openSite();
	let readings = 0;
	const slow = {cost};
	const end = watchConnections({
		operator: site.operator,
		clock: site.clock,
		client: {
			connections: async () => {
				readings += 1;
				site.clock.advance(slow.cost);
				return success(connectionsOf([]));
			},
		},
	});
	const drain = async () => {
		site.loads.set(itemKey(server(11)), {active: 3, inactive: 0, persistent: 0});
		const plan = await site.plan({kind: 'drain', servers: [server(11)], firmness: 'gentle'});
		await site.operator.startDrains(plan, {whenEmpty: 'ask'});
		await rest();
	};
	const pass = async (milliseconds: number) => {
		site.clock.advance(milliseconds);
		await rest();
	};
	return {...site, slow, drain, pass, end, readings: () => readings};
};

test('connections are read while a drain runs, and only then', async () => {
	const site = await watched(1);
	await site.pass(60_000);
	expect(site.readings()).toBe(0);
	await site.drain();
	expect(site.readings()).toBe(1);
	await site.pass(5000);
	expect(site.readings()).toBe(2);
	site.loads.clear();
	await site.read();
	await site.pass(5000);
	await site.pass(60_000);
	expect(site.readings()).toBe(2);
	site.end();
});

test('what takes long is read seldom', async () => {
	const site = await watched(2000);
	await site.drain();
	await site.pass(10_000);
	expect(site.readings()).toBe(2);
	// Two that took long in a row are no chance.
	await site.pass(99_000);
	expect(site.readings()).toBe(2);
	site.slow.cost = 10;
	await site.pass(1000);
	expect(site.readings()).toBe(3);
	// It was by chance after all.
	await site.pass(5000);
	expect(site.readings()).toBe(4);
	site.end();
	await site.pass(200_000);
	expect(site.readings()).toBe(4);
});
