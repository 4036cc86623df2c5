import {expect, test} from 'vitest';
import {createEngine} from '../../../source/engine/engine.ts';
import type {Population} from '../../../source/engine/population.ts';
import {counted} from '../../../source/engine/statistics.ts';
import {listServices} from '../../../source/engine/table.ts';
import {parseIpv4} from '../../../source/model/address.ts';
import {command} from './director.ts';

const backup = '--start-daemon backup --mcast-interface eth0';
const tcp = '-A -t 192.0.2.1:80 -s rr\n-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m';
const persistent = tcp.replace('-s rr', '-s rr -p 100');
const udp = tcp.replaceAll('-t', '-u');

/** A client whose connections the other director has: seven packets of it each, if nothing else is said. */
const client: Omit<Population, 'service'> = {
	target: undefined,
	rate: 10,
	wave: undefined,
	from: 0,
	until: 20,
	lifetime: {kind: 'constant', mean: 600},
	bytesIn: {kind: 'constant', mean: 500},
	bytesOut: {kind: 'constant', mean: 10_000},
	firstClient: parseIpv4('198.51.100.1')!,
	clients: 1,
	skew: 1,
	ending: {client: 1, server: 0, reset: 0, silent: 0},
	halfOpen: 0,
	origin: 'sync',
};
const once = {
	bytesOut: {kind: 'constant', mean: 0},
	lifetime: {kind: 'constant', mean: 0},
} as const;

/** What a backup hears: its rows in short, each once, from /proc/net/ip_vs_conn_sync. */
const heard = (
	rules: string,
	settings: Readonly<Record<string, string>> = {},
	population: Partial<Population> = {},
): readonly string[] => {
	let time = 0;
	const engine = createEngine({now: () => time});
	command(engine, `${rules}\n${backup}`);
	for (const [name, value] of Object.entries(settings)) {
		engine.writeSysctl(name, value);
	}
	engine.setPopulations(
		listServices(engine.director).map(({key}) => ({...client, ...population, service: key})),
		1,
	);
	time = 21_000;
	const text = [...(engine.read('/proc/net/ip_vs_conn_sync') ?? [])].join('');
	expect([...counted(engine.director.statistics, engine.director.totals)]).toEqual([0, 0, 0, 0, 0]);
	const rows = text
		.split('\n')
		.slice(1, -1)
		.map(line => line.split(/\s+/));
	return [
		...new Set(
			rows.map(([, , port, , , , , state, origin]) =>
				[port === '0000' ? 'template' : 'connection', state, origin].join(' '),
			),
		),
	].toSorted();
};

const open = 'connection ESTABLISHED SYNC';

// These are the rules that were seen on a pair of directors with Linux 6.1.
test.each([
	['an open connection', tcp, {}, {}, [open]],
	['not one that is half open', tcp, {}, {halfOpen: 1}, []],
	[
		'one that is closing',
		tcp,
		{},
		{lifetime: {kind: 'constant', mean: 1}},
		['connection TIME_WAIT SYNC'],
	],
	['a template as well', persistent, {}, {}, [open, 'template ASSURED SYNC']],
	['a template at the first packet', persistent, {}, {halfOpen: 1}, ['template NONE SYNC']],
	[
		'templates only, with sync_persist_mode',
		persistent,
		{sync_persist_mode: '1'},
		{},
		['template ASSURED SYNC'],
	],
	[
		'a connection without a template, with sync_persist_mode',
		tcp,
		{sync_persist_mode: '1'},
		{},
		[open],
	],
	['datagrams that go on', udp, {}, {}, ['connection UDP SYNC']],
	['not a question of one datagram', udp, {}, once, []],
	['no one-packet connections', udp.replace('-s rr', '-s rr -o'), {}, {}, []],
	['the last of seven packets', tcp, {sync_threshold: '7 50'}, {}, [open]],
	['not a connection of fewer packets', tcp, {sync_threshold: '8 50'}, {}, []],
	[
		'not what ends before the period, which a threshold of 0 means',
		tcp,
		{sync_threshold: '0 8'},
		{},
		[],
	],
	['a shorter period', tcp, {sync_threshold: '0 4'}, {}, [open]],
	['without threshold and period only what closes', tcp, {sync_threshold: '0 0'}, {}, []],
	[
		'everything after a while',
		tcp,
		{sync_threshold: '0 0', sync_refresh_period: '1000'},
		{},
		[open],
	],
] satisfies readonly (readonly [
	string,
	string,
	Readonly<Record<string, string>>,
	Partial<Population>,
	readonly string[],
])[])('a backup hears of %s', (_, rules, settings, population, rows) => {
	expect(heard(rules, settings, population)).toEqual(rows);
});

test('what was heard counts for its server, and is gone when its time is over and the other director is silent', () => {
	let time = 0;
	const engine = createEngine({now: () => time});
	command(engine, `${persistent}\n${backup}`);
	const [service] = listServices(engine.director);
	engine.setPopulations([{...client, service: service!.key}], 1);
	time = 21_000;
	engine.catchUp();
	const [server] = service!.destinations.values();
	expect(server!.active).toBeGreaterThan(150);
	expect(server!.persistent).toBe(1);
	engine.setPopulations([], 1);
	time = 3_600_000;
	engine.catchUp();
	expect([server!.active, server!.inactive, server!.persistent]).toEqual([0, 0, 0]);
});
