import {expect, test} from 'vitest';
import {measuredArrivals} from '../../../source/simulate/measured.ts';
import {scenarioArrivals} from '../../../source/simulate/scenario-arrivals.ts';
import {parseScenario} from '../../../source/scenario/parse-scenario.ts';
import {tableOf, type ServiceSpec} from '../../tui/table-of.ts';
import {outcomeOf, rateOf, serviceAfter, timeouts, web} from './site.ts';

const servers = [{at: '10.0.0.1:80', active: 100, inactive: 600}];

const arrivalsOf = (spec: ServiceSpec, given: Readonly<Record<string, number>> = {}) =>
	measuredArrivals({
		table: tableOf([spec]),
		timeouts,
		given: new Map(Object.entries(given)),
		state: 'running',
	}).get(spec.service)!;

test.each([
	['the kernel measures it', {counters: rateOf(5)}, {}, 5, 'measured', 20],
	['closed connections tell it', {counters: rateOf(0)}, {}, 5, 'estimated', 20],
	['they do where there are no counters', {}, {}, 5, 'estimated', 20],
	[
		'a person says it: connections last as long as now',
		{counters: rateOf(5)},
		{[web]: 50},
		50,
		'given',
		20,
	],
	['nothing tells it', {servers: [{at: '10.0.0.1:80'}]}, {}, 10, 'assumed', 10],
] as const)('the rate: %s', (_, spec, given, rate, source, lifetime) => {
	const arrivals = arrivalsOf({service: web, servers, ...spec}, given);
	expect(arrivals).toMatchObject({rate, source});
	expect(arrivals.populations[0]?.lifetime.mean).toBe(lifetime);
});

test('datagrams are in use for what is more than their timeout', () => {
	const arrivals = arrivalsOf({
		service: 'udp 192.0.2.10:53',
		counters: rateOf(4),
		servers: [{at: '10.0.0.1:53', inactive: 1240}],
	});
	expect(arrivals.populations[0]?.lifetime.mean).toBe(10);
});

const clientsOf = (persistent: number) =>
	arrivalsOf({
		service: web,
		counters: rateOf(10),
		persistent: 300,
		servers: [{at: '10.0.0.1:80', active: 10, inactive: 1200, persistent}],
	}).clients;

test('the number of clients follows from the templates', () => {
	// 3000 visits in the time of a template: of 500 clients nearly all come in it, of 5000 less than half.
	expect(clientsOf(499)).toBeGreaterThan(499);
	expect(clientsOf(499)).toBeLessThan(520);
	expect(clientsOf(2256)).toBeGreaterThan(4900);
	expect(clientsOf(2256)).toBeLessThan(5100);
	expect(clientsOf(2999)).toBe(1_000_000);
});

test('a table in balance stays in balance', () => {
	for (const spec of [
		{
			service: web,
			servers: [1, 2, 3].map(n => ({at: `10.0.0.${n}:80`, active: 60, inactive: 800})),
		},
		{
			service: web,
			persistent: 300,
			servers: [1, 2, 3].map(n => ({
				at: `10.0.0.${n}:80`,
				active: 60,
				inactive: 800,
				persistent: 90,
			})),
		},
		{
			service: 'udp 192.0.2.10:53',
			servers: [1, 2].map(n => ({at: `10.0.0.${n}:53`, inactive: 3000})),
		},
	]) {
		const service = serviceAfter({...spec, counters: rateOf(20)}, {seconds: 300});
		for (const {connections, connectionsNow} of service.servers) {
			expect(connectionsNow.expected / connections).toBeGreaterThan(0.8);
			expect(connectionsNow.expected / connections).toBeLessThan(1.2);
		}
	}
});

test('a table that is only planned begins with the connections of one that runs', () => {
	const spec = {
		service: web,
		scheduler: 'wrr',
		servers: [
			{at: '10.0.0.1:80', weight: 3},
			{at: '10.0.0.2:80', weight: 1, limit: 200},
		],
	};
	const service = serviceAfter(spec, {state: 'planned', given: {[web]: 20}});
	// Two hundred in use and 2400 closed, by weight.
	expect(service.servers.map(({connections}) => connections)).toEqual([1950, 200]);
});

test('a scenario brings its clients, at the rate of the moment', () => {
	const reading = parseScenario(`-A -t 192.0.2.10:80 -s rr
-a -t 192.0.2.10:80 -r 10.0.0.1:80 -m
clients -t 192.0.2.10:80
	rate 10/s
	wave 50% over 40s from 0s
	from 198.51.100.1 50
clients -t 192.0.2.10:80
	rate 100/s
	between 30s and 60s
	from 198.51.100.1 50
`);
	if (reading.kind === 'problems') {
		throw new Error(JSON.stringify(reading.problems));
	}
	const {populations} = reading.scenario;
	const table = tableOf([
		{service: web, servers},
		{service: 'tcp 192.0.2.20:80', servers},
	]);
	const at = (time: number, given: Readonly<Record<string, number>> = {}) => {
		const arrivals = scenarioArrivals({
			table,
			populations,
			time,
			given: new Map(Object.entries(given)),
		});
		return [...arrivals.values()].map(({rate}) => Math.round(rate));
	};
	expect(at(10)).toEqual([15, 0]);
	expect(at(40)).toEqual([110, 0]);
	expect(at(10, {[web]: 30, 'tcp 192.0.2.20:80': 7})).toEqual([30, 7]);
});

test('a change that cannot be made is named', () => {
	const spec = {service: web, scheduler: 'rr', counters: rateOf(1), servers};
	const good = '-e -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 2';
	expect(outcomeOf([spec], {changes: [good, '-D -t 192.0.2.99:80']})).toEqual({
		kind: 'impossible',
		at: 1,
		why: {kind: 'obstacle', obstacle: 'no-service'},
	});
	expect(outcomeOf([spec], {changes: [good, '-E -t 192.0.2.10:80 -s nonsense']})).toEqual({
		kind: 'impossible',
		at: 1,
		why: {kind: 'refused', errno: 2},
	});
});
