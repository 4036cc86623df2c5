import {expect, test} from 'vitest';
import {isTemplate, state, states} from '../../../source/engine/connections.ts';
import {createEngine, type Engine} from '../../../source/engine/engine.ts';
import type {DestinationEntry} from '../../../source/engine/entries.ts';
import {shown} from '../../../source/engine/statistics.ts';
import {listDestinations, listServices} from '../../../source/engine/table.ts';
import type {Flow} from '../../../source/engine/traffic.ts';
import {parseIpv4} from '../../../source/model/address.ts';
import {counter} from '../../../source/model/table.ts';
import {command} from './director.ts';

const start = (rules: string, flow: Partial<Flow> = {}) => {
	let time = 0;
	const engine = createEngine({now: () => time});
	command(engine, rules);
	engine.startTraffic(
		listServices(engine.director).map(({key}) => ({
			service: key,
			rate: 20,
			lifetime: 5,
			bytesIn: 500,
			bytesOut: 5000,
			firstClient: parseIpv4('198.51.100.1')!,
			clients: 200,
			skew: 1,
			marked: undefined,
			...flow,
		})),
		1,
	);
	return {
		engine,
		wait: (seconds: number) => {
			time += seconds * 1000;
			engine.catchUp();
		},
		/** Oldest first. */
		servers: (): DestinationEntry[] =>
			listServices(engine.director).flatMap(service => [...listDestinations(service)].toReversed()),
	};
};

/** What the rows of the connection table say about each destination has to be what it counts itself. */
const expectBalance = ({director}: Engine): void => {
	const counted = new Map<
		DestinationEntry,
		{active: number; inactive: number; persistent: number}
	>();
	const {connections} = director;
	for (let row = 0; row < connections.count; row += 1) {
		const destination = connections.destination[row];
		if (connections.state[row] !== state.free && destination !== undefined) {
			const counts = counted.get(destination) ?? {active: 0, inactive: 0, persistent: 0};
			if (isTemplate(connections, row)) {
				counts.persistent += 1;
			} else if (states[connections.state[row]!]!.isActive) {
				counts.active += 1;
			} else {
				counts.inactive += 1;
			}
			counted.set(destination, counts);
		}
	}
	for (const service of listServices(director)) {
		for (const destination of listDestinations(service)) {
			const {active, inactive, persistent} = destination;
			const rows = counted.get(destination) ?? {active: 0, inactive: 0, persistent: 0};
			expect({active, inactive, persistent}).toEqual(rows);
		}
	}
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
	const {engine, wait, servers} = start(pair.replace('-s wrr', '-s wrr -p 600'), {clients: 10});
	wait(60);
	command(engine, '-e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 0');
	wait(60);
	expect(servers()[0]!.active).toBeGreaterThan(0);
	const {connections} = engine.director;
	expect(connections.templates.size).toBe(10);
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
	expect(engine.director.connections.count).toBe(0);
});
