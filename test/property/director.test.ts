import fc from 'fast-check';
import {expect, test} from 'vitest';
import {arrive} from '../../source/engine/connections/arrive.ts';
import {destinationOf} from '../../source/engine/connections/accounting.ts';
import {memoryOf} from '../../source/engine/connections/columns.ts';
import {see} from '../../source/engine/connections/see.ts';
import type {Signal} from '../../source/engine/connections/states.ts';
import {createEngine, type Engine} from '../../source/engine/engine.ts';
import {counted} from '../../source/engine/statistics.ts';
import {listDestinations, listServices} from '../../source/engine/table.ts';
import {expectBalance} from '../unit/engine/balance.ts';
import {command} from '../unit/engine/director.ts';

const servers = [1, 2, 3] as const;
const vip = 0x0a_00_00_01;
const rules = (kind: string): string =>
	[
		`-A ${kind}`,
		...servers.map(
			server => `-a ${kind.split(' -')[0]} -r 10.0.2.${server} ${server === 2 ? '-g' : '-m'}`,
		),
	].join('\n');

const kinds = [
	'-t 10.0.0.1:80 -s rr',
	'-t 10.0.0.1:80 -s wlc -p 30',
	'-t 10.0.0.1:80 -s lc -p 300 -M 255.255.255.254',
	'-u 10.0.0.1:80 -s rr -p 20',
	'-t 10.0.0.1:0 -s sh -p 30',
] as const;

/** What may happen to a director; clients and servers are few, so that they meet again. */
type Event =
	| {readonly kind: 'in'; readonly client: number; readonly port: number; readonly signal: Signal}
	| {readonly kind: 'out'; readonly at: number; readonly signal: Signal}
	| {readonly kind: 'wait'; readonly seconds: number}
	| {readonly kind: 'rule'; readonly line: string}
	| {readonly kind: 'set'; readonly name: string; readonly value: string};

const signal = fc.constantFrom<Signal>('syn', 'syn', 'ack', 'fin', 'rst', 'data');
const server = fc.constantFrom(...servers);

const event = (kind: string): fc.Arbitrary<Event> => {
	const service = kind.split(' -')[0]!.replace(' -s', '');
	return fc.oneof(
		{
			weight: 10,
			arbitrary: fc.record({
				kind: fc.constant('in' as const),
				client: fc.nat(3),
				port: fc.integer({min: 40_000, max: 40_003}),
				signal,
			}),
		},
		{
			weight: 5,
			arbitrary: fc.record({kind: fc.constant('out' as const), at: fc.nat(50), signal}),
		},
		{
			weight: 3,
			arbitrary: fc.record({
				kind: fc.constant('wait' as const),
				seconds: fc.constantFrom(0.05, 1, 5, 61, 130, 1000),
			}),
		},
		{
			weight: 3,
			arbitrary: fc
				.tuple(server, fc.constantFrom('-w 0', '-w 1', '-w 3 -x 3 -y 1', '-w 1 -x 2', '-d', '-a'))
				.map(([number, what]) => ({
					kind: 'rule' as const,
					line:
						what === '-d'
							? `-d ${service} -r 10.0.2.${number}`
							: `${what === '-a' ? '-a' : '-e'} ${service} -r 10.0.2.${number} -m ${what === '-a' ? '' : what}`,
				})),
		},
		{
			weight: 1,
			arbitrary: fc
				.tuple(
					fc.constantFrom('expire_nodest_conn', 'expire_quiescent_template', 'conn_reuse_mode'),
					fc.constantFrom('0', '1', '3'),
				)
				.map(([name, value]) => ({kind: 'set' as const, name, value})),
		},
	);
};

const life = fc
	.constantFrom(...kinds)
	// Long ones: what goes wrong does so when many things have happened.
	.chain(kind => fc.tuple(fc.constant(kind), fc.array(event(kind), {maxLength: 120, size: 'max'})));

const createWorld = (kind: string) => {
	let time = 0;
	const engine = createEngine({now: () => time});
	command(engine, rules(kind));
	return {
		engine,
		wait: (seconds: number) => {
			time += seconds * 1000;
			engine.catchUp();
		},
	};
};

const packet = (kind: string, client: number, port: number) => ({
	family: 2,
	protocol: kind.startsWith('-u') ? 17 : 6,
	mark: 0,
	client: Uint32Array.of(0x0a_00_03_00 + client, 0, 0, 0),
	clientPort: port,
	target: Uint32Array.of(vip, 0, 0, 0),
	targetPort: 80,
	signal: 'syn' as Signal,
	bytes: 60,
});

const perform = (world: ReturnType<typeof createWorld>, kind: string, happening: Event): void => {
	const {engine, wait} = world;
	const {director} = engine;
	switch (happening.kind) {
		case 'in':
			arrive(director, {
				...packet(kind, happening.client, happening.port),
				signal: happening.signal,
			});
			return;
		case 'out': {
			const {connections} = director;
			const row = happening.at % Math.max(1, connections.count);
			if (connections.target[row] !== -1 && (connections.flags[row]! & 8) === 0) {
				see(director, row, {
					direction: 'out',
					signal: happening.signal,
					packets: 1,
					bytes: 60,
				});
			}
			return;
		}
		case 'wait':
			wait(happening.seconds);
			return;
		case 'rule':
			command(engine, happening.line);
			return;
		case 'set':
			engine.writeSysctl(happening.name, happening.value);
			return;
	}
};

const countersOf = ({director}: Engine): readonly (readonly [number, Float64Array])[] =>
	[
		director.totals,
		...listServices(director).flatMap(service => [
			service.statistics,
			...listDestinations(service).map(({statistics}) => statistics),
		]),
	].map(row => [row, counted(director.statistics, row)]);

test('whatever comes, destinations and templates count what is in the table, and counters only grow', () => {
	fc.assert(
		fc.property(life, ([kind, events]) => {
			const world = createWorld(kind);
			let before = new Map(countersOf(world.engine));
			for (const happening of events) {
				perform(world, kind, happening);
				expectBalance(world.engine);
				const after = countersOf(world.engine);
				for (const [row, counters] of after) {
					const earlier = before.get(row);
					expect(
						earlier === undefined || counters.every((value, at) => value >= earlier[at]!),
					).toBe(true);
				}
				before = new Map(after);
			}
			// Templates wait a minute at a time for their connections, and trash two for its own.
			world.wait(4000);
			expect(world.engine.director.connections.live).toBe(0);
			expectBalance(world.engine);
			expect(world.engine.director.trash.entries.size).toBe(0);
		}),
		{numRuns: 200},
	);
});

test('a server of weight 0 gets nobody but those who have a template or a connection', () => {
	fc.assert(
		fc.property(life, ([kind, events]) => {
			const world = createWorld(kind);
			const {director} = world.engine;
			for (const happening of events) {
				if (happening.kind !== 'in') {
					perform(world, kind, happening);
					continue;
				}
				const {connections} = director;
				const known = new Set(
					Array.from({length: connections.count}, (_, row) => row).filter(
						row => connections.target[row] !== -1,
					),
				);
				const row = arrive(director, {
					...packet(kind, happening.client, happening.port),
					signal: happening.signal,
				});
				if (row >= 0 && !known.has(row) && destinationOf(connections, row).weight === 0) {
					const template = connections.link[row]!;
					expect(template).not.toBe(-1);
					expect(known).toContain(template);
					expect(director.sysctls.expire_quiescent_template).toBe(0);
				}
			}
		}),
		{numRuns: 200},
	);
});

test('very many connections expire to none and give their memory back', () => {
	const world = createWorld('-t 10.0.0.1:80 -s rr');
	const {connections} = world.engine.director;
	const empty = memoryOf(connections);
	const wanted = 200_000;
	for (let number = 0; number < wanted; number += 1) {
		arrive(world.engine.director, packet('-t', number >>> 14, 1024 + (number & 0x3f_ff)));
	}
	expect(connections.live).toBe(wanted);
	expect(memoryOf(connections) / connections.capacity).toBeLessThanOrEqual(64);
	world.wait(59);
	expect(connections.live).toBe(wanted);
	world.wait(2);
	expect(connections.live).toBe(0);
	expect(memoryOf(connections)).toBe(empty);
	expectBalance(world.engine);
});

test('a table gives back what lies above its highest row, and the rows that stay are found again', () => {
	const world = createWorld('-t 10.0.0.1:80 -s rr');
	const {director} = world.engine;
	const {connections} = director;
	const rows = Array.from({length: 50_000}, (_, number) =>
		arrive(director, packet('-t', number >>> 14, 1024 + (number & 0x3f_ff))),
	);
	for (const row of rows.slice(0, 500)) {
		see(director, row, {direction: 'in', signal: 'ack', packets: 1, bytes: 52});
	}
	const full = memoryOf(connections);
	world.wait(70);
	expect(connections.live).toBe(500);
	expect(memoryOf(connections)).toBeLessThan(full / 10);
	expect(
		Array.from({length: 500}, (_, number) => arrive(director, packet('-t', 0, 1024 + number))),
	).toEqual(rows.slice(0, 500));
	const [fresh] = [arrive(director, packet('-t', 9, 1))];
	expect(fresh).toBe(500);
	expectBalance(world.engine);
});
