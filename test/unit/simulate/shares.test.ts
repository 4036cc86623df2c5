import {describe, expect, test} from 'vitest';
import {rateOf, serverOf, serviceAfter, web} from './site.ts';

const three = (weights: readonly number[]) =>
	weights.map((weight, index) => ({
		at: `10.0.0.${index + 1}:80`,
		weight,
		active: 30,
		inactive: 360,
	}));

const shares = (service: ReturnType<typeof serviceAfter>) =>
	service.servers.map(({shareNow, shareThen}) => [shareNow.expected, shareThen.expected]);

describe('who gets how much', () => {
	test('rr gives halves, and one server alone gets all', () => {
		const service = serviceAfter(
			{service: web, scheduler: 'rr', counters: rateOf(6), servers: three([1, 5])},
			{changes: ['-e -t 192.0.2.10:80 -r 10.0.0.2:80 -m -w 0']},
		);
		expect(shares(service)).toEqual([
			[0.5, 1],
			[0.5, 0],
		]);
		expect(service).toMatchObject({isExactNow: true, isExactThen: true});
	});

	test('wrr gives by weight, without and with chance in it', () => {
		const spec = {service: web, scheduler: 'wrr', counters: rateOf(6), servers: three([3, 1])};
		const changes = ['-e -t 192.0.2.10:80 -r 10.0.0.2:80 -m -w 3'];
		expect(shares(serviceAfter(spec, {changes}))).toEqual([
			[0.75, 0.5],
			[0.25, 0.5],
		]);
		const limited = {...spec, servers: spec.servers.map(server => ({...server, limit: 9000}))};
		const service = serviceAfter(limited, {changes: ['-E -t 192.0.2.10:80 -s wrr']});
		expect(service.isExactThen).toBe(false);
		expect(serverOf(service, 1).shareThen.expected).toBeCloseTo(0.75, 2);
	});

	test('after a drain with wlc the others get the rest by weight', () => {
		const service = serviceAfter(
			{service: web, scheduler: 'wlc', counters: rateOf(20), servers: three([10, 10, 20])},
			{changes: ['-e -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 0'], seconds: 600},
		);
		expect(serverOf(service, 1).shareThen.high).toBe(0);
		expect(serverOf(service, 2).shareThen.expected).toBeCloseTo(1 / 3, 1);
		expect(serverOf(service, 3).shareThen.expected).toBeCloseTo(2 / 3, 1);
		expect(serverOf(service, 3).shareThen.low).toBeLessThan(serverOf(service, 3).shareThen.high);
	});

	test('with wlc a server that joins empty gets nearly everything at first', () => {
		const service = serviceAfter(
			{service: web, scheduler: 'wlc', counters: rateOf(3), servers: three([1, 1])},
			{changes: ['-a -t 192.0.2.10:80 -r 10.0.0.9:80 -m -w 1'], seconds: 5},
		);
		const joined = serverOf(service, 9);
		expect(joined).toMatchObject({weightNow: null, weightThen: 1, connections: 0});
		expect(joined.shareThen.low).toBeGreaterThan(0.9);
	});

	test('with sh, clients of a drained server find none', () => {
		const service = serviceAfter(
			{service: web, scheduler: 'sh', counters: rateOf(20), servers: three([1, 1, 1, 1])},
			{changes: ['-e -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 0']},
		);
		expect(service.refusedNow.high).toBe(0);
		expect(service.refusedThen.expected).toBeCloseTo(0.25, 1);
	});

	test('another scheduler, and the changes one after another', () => {
		const service = serviceAfter(
			{service: web, scheduler: 'wrr', counters: rateOf(6), servers: three([3, 1])},
			{
				changes: [
					'-d -t 192.0.2.10:80 -r 10.0.0.1:80',
					'-a -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 9',
					'-E -t 192.0.2.10:80 -s rr',
				],
			},
		);
		expect(service).toMatchObject({schedulerNow: 'wrr', schedulerThen: 'rr'});
		expect(shares(service)).toEqual([
			[0.75, 0.5],
			[0.25, 0.5],
		]);
	});

	test('a firewall mark, every port, and IPv6 get their clients', () => {
		const servers = [{at: '[2001:db8::1]:0'}, {at: '[2001:db8::2]:0'}];
		for (const spec of [
			{service: 'fwmark 7', scheduler: 'wlc', servers: three([1, 1])},
			{service: 'tcp 192.0.2.10:0', scheduler: 'wlc', persistent: 60, servers: three([1, 1])},
			{service: 'udp [2001:db8::10]:53', scheduler: 'lc', servers},
		]) {
			for (const {shareNow} of serviceAfter(spec, {given: {[spec.service]: 20}}).servers) {
				expect(shareNow.expected).toBeCloseTo(0.5, 1);
			}
		}
	});
});

describe('limits', () => {
	test('a threshold is reached when so many have come, and the others take the rest', () => {
		const service = serviceAfter(
			{
				service: web,
				scheduler: 'rr',
				counters: rateOf(10),
				servers: [{at: '10.0.0.1:80'}, {at: '10.0.0.2:80'}],
			},
			{changes: ['-e -t 192.0.2.10:80 -r 10.0.0.1:80 -m -x 100']},
		);
		const {thresholdNow, thresholdThen, connectionsThen, shareThen} = serverOf(service, 1);
		expect(thresholdNow).toBeNull();
		expect(thresholdThen).toMatchObject({limit: 100, runs: 3});
		expect(thresholdThen?.after?.low).toBeGreaterThan(14);
		expect(thresholdThen?.after?.high).toBeLessThan(26);
		expect(connectionsThen.high).toBeLessThanOrEqual(100);
		expect(shareThen.expected).toBeLessThan(0.3);
		expect(service.refusedThen.high).toBe(0);
	});

	test('where all are full, clients find no server', () => {
		const service = serviceAfter(
			{
				service: web,
				scheduler: 'rr',
				counters: rateOf(10),
				servers: [{at: '10.0.0.1:80', limit: 300}],
			},
			{},
		);
		expect(serverOf(service, 1).thresholdNow?.runs).toBe(3);
		expect(service.refusedNow.low).toBeGreaterThan(0.5);
	});
});
