import {describe, expect, test} from 'vitest';
import {readLine} from '../../../source/operator/lines.ts';
import type {Intent} from '../../../source/operator/intent.ts';
import {parseIpv4} from '../../../source/model/address.ts';
import {itemKey} from '../../../source/operator/item.ts';
import {openSite, server, web} from './site.ts';

const changeOf = (line: string): Intent => {
	const change = readLine(line);
	if (typeof change === 'string') {
		throw new Error(change);
	}
	return {kind: 'change', changes: [change]};
};

describe('a preview', () => {
	test('of a drain changes the weight and nothing else, and shows where the load goes', async () => {
		const {plan} = await openSite();
		const {steps, shifts, severity, weights, what} = await plan({
			kind: 'drain',
			servers: [server(11)],
			firmness: 'gentle',
		});
		expect(what).toBe('drain 10.0.0.11:443 in tcp 192.0.2.10:443');
		expect(steps).toMatchObject([
			{
				line: '-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 0 -x 500 -y 400',
				effect: 'weight 100 > 0',
			},
		]);
		expect(shifts).toEqual([
			{
				service: web,
				servers: expect.arrayContaining([
					{destination: '10.0.0.11:443', weightBefore: 100, weightAfter: 0, before: 0.4, after: 0},
					{
						destination: '10.0.0.12:443',
						weightBefore: 100,
						weightAfter: 100,
						before: 0.4,
						after: 2 / 3,
					},
				]),
			},
		]);
		expect(severity).toEqual({kind: 'reversible'});
		expect([...weights]).toEqual([['tcp 192.0.2.10:443 -> 10.0.0.11:443', 100]]);
	});

	test('of maintenance finds a server in every service, at every port and method', async () => {
		const {plan} = await openSite();
		const address = parseIpv4('10.0.0.13');
		const {steps, what} = await plan({kind: 'maintain', address: address!, firmness: 'gentle'});
		expect(what).toBe('drain 10.0.0.13 in 3 services');
		expect(steps.map(({line}) => line).toSorted()).toEqual([
			'-e -f 7 -r 10.0.0.13:0 -i -w 0 --tun-type gue --tun-port 6080 --tun-csum',
			'-e -t 192.0.2.10:443 -r 10.0.0.13:443 -g -w 0',
			'-e -u 192.0.2.10:53 -r 10.0.0.13:53 -m -w 0',
		]);
	});

	test.each([
		['-D -t 192.0.2.10:443', {kind: 'large', type: '192.0.2.10'}],
		['-D -f 7', {kind: 'large', type: '7'}],
		['-C', {kind: 'large', type: '3'}],
		['-Z', {kind: 'lossy', loses: 'lost for good: counters'}],
		['-d -t 192.0.2.10:443 -r 10.0.0.12:443', {kind: 'reversible'}],
		['-d -u 192.0.2.10:53 -r 10.0.0.13:53', {kind: 'lossy'}],
		['-e -t 192.0.2.10:443 -r 10.0.0.12:443 -m -w 5', {kind: 'reversible'}],
	])('of %s says how much care it deserves', async (line, severity) => {
		const {plan} = await openSite();
		expect((await plan(changeOf(line))).severity).toMatchObject(severity);
	});

	test('of removing a service without servers needs no text to be typed', async () => {
		const {plan} = await openSite({rules: ['-A -t 192.0.2.99:80 -s rr']});
		expect((await plan(changeOf('-D -t 192.0.2.99:80'))).severity).toEqual({kind: 'reversible'});
	});

	test.each([
		['-A -t 192.0.2.10:443 -s rr', 'there is such a service already; edit it instead'],
		['-d -t 192.0.2.10:443 -r 10.0.0.99:443', 'the service has no such server'],
		['-a -t 192.0.2.99:80 -r 10.0.0.1:80', 'there is no such service'],
		['-E -u 192.0.2.10:53 -s rr', 'nothing would change'],
	])('of %s says why not', async (line, why) => {
		const {operator} = await openSite();
		const preview = await operator.prepare(changeOf(line));
		expect(preview).toMatchObject({kind: 'impossible', why: expect.stringContaining(why)});
	});

	test.each([
		[
			'rr',
			9,
			'rr only asks whether a weight is 0: in steps it has its full share from the first one on',
		],
		['lc', 9, 'lc only asks whether a weight is 0'],
		['dh', 9, 'dh only asks whether a weight is 0'],
		[
			'fo',
			9,
			'fo gives all to the highest weight: in steps it has nothing until its weight is that',
		],
		['mh', 9, 'mh finds servers by a hash: each of the steps moves some clients to another server'],
		['wrr', 9, undefined],
		['wlc', 9, undefined],
		['sed', 9, undefined],
		['rr', 1, undefined],
	])(
		'of a return under %s to weight %i says what steps would do there',
		async (scheduler, weight, says) => {
			const site = await openSite({
				rules: [
					`-A -t 192.0.2.10:443 -s ${scheduler}`,
					'-a -t 192.0.2.10:443 -r 10.0.0.12:443 -m -w 5',
					'-a -t 192.0.2.10:443 -r 10.0.0.11:443 -m -w 0',
				],
			});
			const {warnings} = await site.plan({kind: 'return', servers: [server(11)], weight});
			expect(warnings).toEqual(
				says === undefined
					? []
					: [{kind: 'weights', says: expect.stringContaining(`tcp 192.0.2.10:443: ${says}`)}],
			);
		},
	);

	test('of another weight where weights do not count says so, of a drain it does not', async () => {
		const site = await openSite({
			rules: [
				'-A -t 192.0.2.10:443 -s rr',
				'-a -t 192.0.2.10:443 -r 10.0.0.11:443 -m -w 5',
				'-a -t 192.0.2.10:443 -r 10.0.0.12:443 -m -w 5',
			],
		});
		const weigh = (weight: number) =>
			site.plan({kind: 'weigh', weights: [{...server(11), weight}]});
		expect((await weigh(9)).warnings).toEqual([
			{
				kind: 'weights',
				says: 'tcp 192.0.2.10:443: rr only asks whether a weight is 0: 5 and 9 are the same to it',
			},
		]);
		expect((await weigh(0)).warnings).toEqual([]);
	});

	test('warns of the last server, of sticky clients, of UDP and of who manages the table', async () => {
		const site = await openSite({processes: [{pid: 812, name: 'keepalived'}]});
		site.loads.set(itemKey(server(13)), {active: 0, inactive: 0, persistent: 2});
		await site.read();
		const address = parseIpv4('10.0.0.13');
		const {warnings, severity} = await site.plan({
			kind: 'maintain',
			address: address!,
			firmness: 'firm',
		});
		expect(warnings.map(({kind}) => kind).toSorted()).toEqual([
			'datagrams',
			'host-switch',
			'last-server',
			'last-server',
			'managed',
			'sticky-clients',
		]);
		expect(severity.kind).toBe('lossy');
	});

	test('of weight 0 by whatever way says that sticky clients may come back', async () => {
		const {plan, loads, read} = await openSite();
		const weigh = {kind: 'weigh', weights: [{...server(11), weight: 0}]} as const;
		expect((await plan(weigh)).warnings).toEqual([]);
		loads.set(itemKey(server(11)), {active: 0, inactive: 0, persistent: 2});
		await read();
		expect((await plan(weigh)).warnings.map(({kind}) => kind)).toEqual(['sticky-clients']);
	});

	test('is not made from a reading that leaves out thresholds', async () => {
		const {operator} = await openSite({
			client: client => ({table: (_, options) => client.table('text', options)}),
		});
		expect(
			await operator.prepare({kind: 'drain', servers: [server(11)], firmness: 'gentle'}),
		).toEqual({
			kind: 'impossible',
			why: 'the settings of tcp 192.0.2.10:443 could not be read in full',
		});
	});
});
