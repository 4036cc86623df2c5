import {expect, test} from 'vitest';
import {createEngine} from '../../../../source/engine/engine.ts';
import type {Population, ServerBehaviour} from '../../../../source/engine/population.ts';
import {counted} from '../../../../source/engine/statistics.ts';
import {listServices} from '../../../../source/engine/table.ts';
import {parseIpv4} from '../../../../source/model/address.ts';
import {counter} from '../../../../source/model/table.ts';
import {command} from '../director.ts';

const nat = '-A -t 192.0.2.1:80 -s rr\n-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m';

/** Ten connections a second for twenty seconds, each for five, and how many are in which state after thirty. */
const statesOf = (
	rules: string,
	population: Partial<Population>,
	behaviour: ServerBehaviour = {kind: 'ok'},
) => {
	let time = 0;
	const engine = createEngine({now: () => time});
	command(engine, rules);
	engine.setServerBehaviour(parseIpv4('10.0.0.1')!, undefined, behaviour);
	engine.setPopulations(
		listServices(engine.director).map(({key}) => ({
			service: key,
			target: undefined,
			rate: 10,
			wave: undefined,
			from: 0,
			until: 20,
			lifetime: {kind: 'constant', mean: 5},
			bytesIn: {kind: 'constant', mean: 500},
			bytesOut: {kind: 'constant', mean: 10_000},
			firstClient: parseIpv4('198.51.100.1')!,
			clients: 200,
			skew: 1,
			ending: {client: 1, server: 0, reset: 0, silent: 0},
			halfOpen: 0,
			origin: 'local',
			...population,
		})),
		1,
	);
	time = 29_000;
	const text = [...(engine.read('/proc/net/ip_vs_conn_sync') ?? [])].join('');
	return {
		states: [
			...new Set(
				text
					.split('\n')
					.slice(1, -1)
					.map(line => line.split(/\s+/).slice(7, 9).join(' ')),
			),
		].toSorted(),
		counters: counted(engine.director.statistics, engine.director.totals),
	};
};

const backup = '--start-daemon backup --mcast-interface eth0';
const none = {client: 0, server: 0, reset: 0, silent: 0};

test.each([
	['closed by the client', nat, {}, ['TIME_WAIT LOCAL']],
	['closed by the server', nat, {ending: {...none, server: 1}}, ['TIME_WAIT LOCAL']],
	['left open', nat, {ending: {...none, silent: 1}}, ['ESTABLISHED LOCAL']],
	['of which only half is opened', nat, {halfOpen: 1}, ['SYN_RECV LOCAL']],
	['seen one way only', nat.replace('-m', '-g'), {}, ['FIN_WAIT LOCAL']],
	['told of by another director', `${nat}\n${backup}`, {origin: 'sync'}, ['TIME_WAIT SYNC']],
	['told of, but nobody listens', nat, {origin: 'sync'}, []],
	['of datagrams', nat.replaceAll('-t', '-u'), {}, ['UDP LOCAL']],
	['of SCTP', nat.replaceAll('-t', '--sctp-service'), {}, ['CLOSED LOCAL']],
] satisfies readonly (readonly [string, string, Partial<Population>, readonly string[]])[])(
	'connections %s',
	(_, rules, population, states) => {
		expect(statesOf(rules, population).states).toEqual(states);
	},
);

test('a reset connection is gone ten seconds later', () => {
	const {states, counters} = statesOf(nat, {ending: {...none, reset: 1}});
	expect(states).toEqual(['CLOSE LOCAL']);
	expect(counters[counter.connections]).toBeGreaterThan(150);
});

test('a server that is down leaves clients half open, and they ask again', () => {
	const {states, counters} = statesOf(nat, {}, {kind: 'down'});
	expect(states).toEqual(['SYN_RECV LOCAL']);
	expect(counters[counter.inPackets]).toBe(4 * counters[counter.connections]!);
	expect(counters[counter.outPackets]).toBe(0);
});

test('a server that refuses resets', () => {
	expect(statesOf(nat, {until: 28}, {kind: 'refusing'}).states).toEqual(['CLOSE LOCAL']);
});

test('with a slow server connections take longer', () => {
	expect(statesOf(nat, {}, {kind: 'slow', factor: 10}).states).toEqual(['ESTABLISHED LOCAL']);
});

test('all that was asked and answered is counted, with headers', () => {
	const {counters} = statesOf(nat, {});
	const each = counters[counter.outBytes]! / counters[counter.connections]!;
	expect(each).toBeGreaterThan(10_000);
	expect(each).toBeLessThan(10_700);
	expect([...statesOf(`${nat}\n${backup}`, {origin: 'sync'}).counters]).toEqual([0, 0, 0, 0, 0]);
});
