import {describe, expect, test} from 'vitest';
import {rateOf, serverOf, serviceAfter, web} from './site.ts';

const changes = ['-e -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 0'];

const drained = (
	spec: Partial<Parameters<typeof serviceAfter>[0]>,
	more: Parameters<typeof serviceAfter>[1] = {},
) =>
	serverOf(
		serviceAfter(
			{
				service: web,
				scheduler: 'wlc',
				counters: rateOf(10),
				servers: [
					{at: '10.0.0.1:80', active: 50, inactive: 600},
					{at: '10.0.0.2:80', active: 50, inactive: 600},
				],
				...spec,
			},
			{changes, ...more},
		),
		1,
	).emptying;

describe('when a server of weight 0 is empty', () => {
	test('its last connection has ended and waited for its time', () => {
		const emptying = drained({});
		expect(emptying?.kind).toBe('empty');
		// Ten seconds in the mean, of some fifty the longest, and two minutes of TIME_WAIT.
		expect(emptying).toMatchObject({kind: 'empty', seconds: {low: expect.any(Number)}});
		const {low, high} = (emptying as {seconds: {low: number; high: number}}).seconds;
		expect(low).toBeGreaterThan(125);
		expect(high).toBeLessThan(240);
	});

	test('one that has nothing but closed connections, within two minutes', () => {
		const servers = [
			{at: '10.0.0.1:80', weight: 0, inactive: 40},
			{at: '10.0.0.2:80', active: 50, inactive: 600},
		];
		const emptying = drained({servers}, {changes: []});
		expect(emptying).toMatchObject({kind: 'empty'});
		expect((emptying as {seconds: {high: number}}).seconds.high).toBeLessThan(125);
	});

	test('datagrams wait for their timeout, and a shorter one counts for those that come later', () => {
		const drain = '-e -u 192.0.2.10:53 -r 10.0.0.1:53 -m -w 0';
		const service = serviceAfter(
			{
				service: 'udp 192.0.2.10:53',
				scheduler: 'rr',
				counters: rateOf(6),
				servers: [
					{at: '10.0.0.1:53', inactive: 900},
					{at: '10.0.0.2:53', inactive: 900},
				],
			},
			{changes: [drain, '--set 0 0 30'], seconds: 400},
		);
		const {emptying} = serverOf(service, 1);
		const {low, high} = emptying?.kind === 'empty' ? emptying.seconds : {low: 0, high: 0};
		expect(low).toBeGreaterThan(250);
		expect(high).toBeLessThanOrEqual(301);
		expect(serverOf(service, 2).connectionsNow.low).toBeGreaterThan(700);
		expect(serverOf(service, 2).connectionsThen.high).toBeLessThan(300);
	});

	test('with persistence its clients come back, unless expire_quiescent_template forbids it', () => {
		const sticky = {
			persistent: 300,
			servers: [
				{at: '10.0.0.1:80', active: 50, inactive: 600, persistent: 40},
				{at: '10.0.0.2:80', active: 50, inactive: 600, persistent: 40},
			],
		};
		const emptying = drained(sticky, {patience: 1200});
		expect(emptying).toMatchObject({kind: 'lasting', runs: 3});
		expect(emptying?.kind === 'lasting' ? emptying.templates.low : 0).toBeGreaterThan(0);
		const firm = drained(sticky, {patience: 1200, expiresQuiescent: true});
		expect(firm).toMatchObject({kind: 'empty'});
	});

	test('with persistence and nobody who comes, the templates go last', () => {
		const emptying = drained(
			{
				persistent: 600,
				servers: [{at: '10.0.0.1:80', active: 1, inactive: 20, persistent: 30}],
			},
			{given: {[web]: 0}},
		);
		expect(emptying?.kind).toBe('empty');
		const seconds = emptying?.kind === 'empty' ? emptying.seconds : undefined;
		expect(seconds?.low).toBeGreaterThan(480);
		expect(seconds?.high).toBeLessThan(1200);
	});

	test('one that is deleted loses its connections at once', () => {
		expect(drained({}, {changes: ['-d -t 192.0.2.10:80 -r 10.0.0.1:80']})).toEqual({
			kind: 'cut',
			connections: 650,
		});
	});

	test('one that takes connections is not asked', () => {
		expect(drained({}, {changes: []})).toBeNull();
	});
});
