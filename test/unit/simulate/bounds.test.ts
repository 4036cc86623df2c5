import {expect, test} from 'vitest';
import {configurationOf} from '../../../source/plan/configuration.ts';
import {measuredArrivals} from '../../../source/simulate/measured.ts';
import {simulateQuickly} from '../../../source/simulate/simulate.ts';
import {tableOf} from '../../tui/table-of.ts';
import {changeOf} from '../ipvsadm/parsing.ts';
import {outcomeOf, rateOf, serverOf, serviceAfter, timeouts, web} from './site.ts';

const busy = {
	service: web,
	scheduler: 'wlc',
	counters: rateOf(5000),
	servers: [10, 10, 20].map((weight, index) => ({
		at: `10.0.0.${index + 1}:80`,
		weight,
		active: weight * 1000,
		inactive: weight * 15_000,
		limit: weight * 20_000,
	})),
};

test('of more connections than the limit a part is simulated, and said for all', () => {
	const service = serviceAfter(busy, {mostWork: 60_000, patience: 600});
	expect(service.scale).toBeLessThan(0.02);
	for (const {shareNow, connections, connectionsNow, thresholdNow} of service.servers) {
		expect(shareNow.expected).toBeCloseTo(connections / (40 * 16_000), 1);
		expect(connectionsNow.expected / connections).toBeGreaterThan(0.8);
		expect(connectionsNow.expected / connections).toBeLessThan(1.2);
		expect(thresholdNow).toMatchObject({runs: 0});
	}
});

test('the quick variant says about the same of one service', () => {
	const table = tableOf([busy, {...busy, service: 'tcp 192.0.2.20:80'}]);
	const service = simulateQuickly(
		configurationOf(table, {timeouts}),
		measuredArrivals({table, timeouts, given: new Map(), state: 'running'}),
		[
			'-e -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 0',
			'-e -t 192.0.2.20:80 -r 10.0.0.1:80 -m -w 0',
		].map(changeOf),
		{service: web, seconds: 120},
	)!;
	expect(service.service).toBe(web);
	expect(serverOf(service, 1).shareThen.expected).toBe(0);
	expect(serverOf(service, 2).shareThen.expected).toBeCloseTo(1 / 3, 1);
	expect(serverOf(service, 1).emptying?.kind).toBe('empty');
	expect(
		simulateQuickly(configurationOf(table), new Map(), [], {
			service: 'tcp 192.0.2.99:1',
			seconds: 9,
		}),
	).toBeUndefined();
});

test('without changes every service is simulated, of very many the busiest', () => {
	const specs = Array.from({length: 103}, (_, index) => ({
		service: `tcp 192.0.2.10:${index + 1}`,
		scheduler: 'rr',
		counters: rateOf(index === 1 ? 1 : 2),
		servers: [{at: '10.0.0.1:80'}],
	}));
	const outcome = outcomeOf(specs, {seeds: 1, seconds: 1});
	expect(outcome).toMatchObject({kind: 'simulated', leftOut: 3});
	const names = outcome.kind === 'simulated' ? outcome.services.map(({service}) => service) : [];
	expect(names).toHaveLength(100);
	expect(names).not.toContain('tcp 192.0.2.10:2');
});

test('changes that touch no traffic touch no service, timeouts touch all', () => {
	const specs = [web, 'tcp 192.0.2.20:80'].map(service => ({
		service,
		servers: [{at: '10.0.0.1:80'}],
	}));
	const count = (line: string): number => {
		const outcome = outcomeOf(specs, {changes: [line], seeds: 1, seconds: 1});
		return outcome.kind === 'simulated' ? outcome.services.length : Number.NaN;
	};
	expect([count('-Z'), count('--set 60 0 0'), count('-C')]).toEqual([0, 2, 2]);
});

test('a part of the traffic keeps persistent clients as faithful as all of it', () => {
	const spec = {
		service: web,
		scheduler: 'wlc',
		persistent: 300,
		counters: rateOf(100),
		servers: [1, 2].map(last => ({
			at: `10.0.0.${last}:80`,
			active: 1000,
			inactive: 6000,
			persistent: 1000,
		})),
	};
	const changes = ['-e -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 0'];
	const shareOf = (mostWork: number): number => {
		const service = serviceAfter(spec, {changes, mostWork, patience: 120});
		return serverOf(service, 1).shareThen.expected;
	};
	expect(shareOf(1_000_000)).toBeGreaterThan(0.3);
	expect(Math.abs(shareOf(1_000_000) - shareOf(20_000))).toBeLessThan(0.06);
});
