import {expect, test} from 'vitest';
import {connectionsOf} from './connections-of.ts';
import {openSite, rest, server, type Site} from './site.ts';

const minute = 60_000;

const returning = async (site: Site) => {
	await site.operator.doNow({
		kind: 'drain',
		servers: [server(11), server(13)],
		firmness: 'gentle',
	});
	const plan = await site.plan({kind: 'return', servers: [server(11), server(13)]});
	return site.operator.startRamps(plan, {duration: 9 * minute});
};

const later = async (site: Site, minutes: number): Promise<void> => {
	for (let passed = 0; passed < minutes; passed += 1) {
		site.clock.advance(minute);
		await rest();
	}
};

test('a ramp rises in steps to the remembered weight, and is undone as one', async () => {
	const site = await openSite();
	const before = await site.saved();
	expect(await returning(site)).toMatchObject({kind: 'done'});
	expect([await site.weightOf(server(11)), await site.weightOf(server(13))]).toEqual([10, 5]);
	await later(site, 4);
	expect([await site.weightOf(server(11)), await site.weightOf(server(13))]).toEqual([50, 25]);
	expect(site.weights.size).toBe(2);
	expect(site.operator.atExit()).toMatchObject({ramps: 2});
	await later(site, 5);
	expect(await site.saved()).toEqual(before);
	expect(site.weights.size).toBe(0);
	expect(site.operator.get().ramps.map(({phase}) => phase.kind)).toEqual(['done', 'done']);
	expect(await site.operator.undo('ask')).toMatchObject({kind: 'done'});
	expect([await site.weightOf(server(11)), await site.weightOf(server(13))]).toEqual([0, 0]);
});

test('a ramp ends when somebody else sets the weight', async () => {
	const site = await openSite();
	await returning(site);
	await site.foreign('-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 3 -x 500 -y 400');
	await site.read();
	await later(site, 2);
	expect(await site.weightOf(server(11))).toBe(3);
	expect(await site.weightOf(server(13))).toBe(15);
	expect(site.operator.get().ramps[0]?.phase).toEqual({
		kind: 'stopped',
		why: 'somebody set its weight to 3 meanwhile',
	});
});

test('a ramp ends when too many connections stay half open, and when a person stops it', async () => {
	const site = await openSite();
	await returning(site);
	site.operator.observeConnections(
		connectionsOf(
			Array.from({length: 30}, (_, index) => [
				`203.0.113.1:${5000 + index}`,
				'192.0.2.10:443',
				'10.0.0.11:443',
				index < 10 ? 'SYN_RECV' : 'ESTABLISHED',
				60,
			]),
		),
	);
	site.operator.stopRamp(site.operator.get().ramps[1]!.id);
	await later(site, 9);
	expect([await site.weightOf(server(11)), await site.weightOf(server(13))]).toEqual([10, 5]);
	expect(site.operator.get().ramps[0]?.phase).toMatchObject({
		why: '10 of its 30 connections are only half open: it does not keep up',
	});
});

test('leaving brings servers on their way back to the full weight, or leaves them', async () => {
	const site = await openSite();
	const before = await site.saved();
	await returning(site);
	await site.operator.leave('return');
	expect(await site.saved()).toEqual(before);
});
