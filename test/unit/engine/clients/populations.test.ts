import {expect, test} from 'vitest';
import {createEngine} from '../../../../source/engine/engine.ts';
import type {DestinationEntry} from '../../../../source/engine/entries.ts';
import type {Population} from '../../../../source/engine/population.ts';
import {shown} from '../../../../source/engine/statistics.ts';
import {listDestinations, listServices} from '../../../../source/engine/table.ts';
import {parseIpv4} from '../../../../source/model/address.ts';
import {counter} from '../../../../source/model/table.ts';
import {expectBalance} from '../balance.ts';
import {command} from '../director.ts';

const everybody: Omit<Population, 'service'> = {
	target: undefined,
	rate: 20,
	wave: undefined,
	from: 0,
	until: Number.POSITIVE_INFINITY,
	lifetime: {kind: 'exponential', mean: 5},
	bytesIn: {kind: 'exponential', mean: 500},
	bytesOut: {kind: 'exponential', mean: 5000},
	firstClient: parseIpv4('198.51.100.1')!,
	clients: 200,
	skew: 1,
	ending: {client: 1, server: 0, reset: 0, silent: 0},
	halfOpen: 0,
	origin: 'local',
};

const start = (rules: string, population: Partial<Population> = {}) => {
	let time = 0;
	const engine = createEngine({now: () => time});
	command(engine, rules);
	engine.setPopulations(
		listServices(engine.director).map(({key}) => ({...everybody, service: key, ...population})),
		1,
	);
	const text = (file: string) => [...(engine.read(file) ?? [])].join('');
	return {
		engine,
		wait: (seconds: number) => {
			time += seconds * 1000;
			engine.catchUp();
		},
		/** Oldest first. */
		servers: (): DestinationEntry[] =>
			listServices(engine.director).flatMap(service => [...listDestinations(service)].toReversed()),
		/** How many rows of the connection table say this. */
		count: (pattern: RegExp) =>
			text('/proc/net/ip_vs_conn_sync')
				.split('\n')
				.filter(line => pattern.test(line)).length,
	};
};

const total = ({active, inactive}: DestinationEntry): number => active + inactive;

const pair = `
-A -t 192.0.2.1:80 -s wrr
-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 3
-a -t 192.0.2.1:80 -r 10.0.0.2:80 -g -w 1
`;

test('connections come, are spread by weight, and expire', () => {
	const {engine, wait, servers} = start(pair);
	wait(300);
	const [first, second] = servers();
	expect(total(first!) / total(second!)).toBeGreaterThan(2);
	expect(total(first!) + total(second!)).toBeLessThan(20 * 140 * 1.2);
	expectBalance(engine);
});

test('answers are seen with NAT only', () => {
	const {engine, wait, servers} = start(pair);
	wait(60);
	const outBytes = servers().map(
		({statistics}) => shown(engine.director.statistics, statistics)[counter.outBytes]!,
	);
	expect(outBytes[0]).toBeGreaterThan(0);
	expect(outBytes[1]).toBe(0);
});

test('a server of weight 0 gets no new connections and loses the old ones', () => {
	const {engine, wait, servers} = start(pair);
	wait(60);
	command(engine, '-e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 0');
	const before = servers()[0]!.active;
	wait(10);
	expect(servers()[0]!.active).toBeLessThan(before);
	wait(300);
	expect(servers()[0]).toMatchObject({active: 0, inactive: 0});
	expectBalance(engine);
});

test('persistent clients stay with their server, also at weight 0', () => {
	const {engine, wait, servers, count} = start(pair.replace('-s wrr', '-s wrr -p 600'), {
		clients: 10,
	});
	wait(60);
	command(engine, '-e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 0');
	wait(60);
	expect(servers()[0]!.active).toBeGreaterThan(0);
	expect(count(/ 0000 /)).toBe(10);
	expect(servers().reduce((sum, {persistent}) => sum + persistent, 0)).toBe(10);
	expectBalance(engine);
});

test('a server takes no more than its upper threshold', () => {
	const rules = pair.replace('-w 3', '-w 3 -x 50 -y 40');
	const {engine, wait, servers} = start(rules);
	for (let second = 0; second < 200; second += 1) {
		wait(1);
		const {active, inactive} = servers()[0]!;
		expect(active + inactive).toBeLessThanOrEqual(50);
	}
	expectBalance(engine);
});

test('connections outlive their service, and then only the totals know of them', () => {
	const {engine, wait} = start(pair);
	wait(60);
	command(engine, '-C');
	const rows = (): number =>
		[...(engine.read('/proc/net/ip_vs_conn') ?? [])].join('').split('\n').length - 2;
	expect(rows()).toBeGreaterThan(100);
	wait(1200);
	expect(rows()).toBe(0);
	expect(engine.director.trash.entries.size).toBe(0);
});

const connectionsAfter = (seconds: number): string => {
	const {engine, wait} = start(pair);
	wait(seconds);
	return [...(engine.read('/proc/net/ip_vs_conn') ?? [])].join('');
};

test('the same seed makes the same connections', () => {
	expect(connectionsAfter(100)).toBe(connectionsAfter(100));
});

test('one-packet scheduling counts and leaves no rows', () => {
	const {engine, wait, servers} = start(`
-A -u 192.0.2.1:53 -s rr -o
-a -u 192.0.2.1:53 -r 10.0.0.1:53 -g -w 1
`);
	wait(60);
	const [server] = servers();
	expect(
		shown(engine.director.statistics, server!.statistics)[counter.connections],
	).toBeGreaterThan(900);
	expect(engine.director.connections.live).toBe(0);
});
