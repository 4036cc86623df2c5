import {arrive} from '../../source/engine/connections/arrive.ts';
import {memoryOf} from '../../source/engine/connections/columns.ts';
import {createEngine, type Engine} from '../../source/engine/engine.ts';
import type {ShippedName} from '../../source/scenario/shipped/shipped.ts';
import {openClient} from '../../source/client/open.ts';
import {openEmbedded} from '../../source/transport/embedded.ts';
import {command} from '../unit/engine/director.ts';
import {runShipped} from '../unit/scenario/running.ts';
import {milliseconds, tableText} from './table.ts';

/** What the embedded director costs on this machine, in this process. */
export const directorSection = async (): Promise<string> => {
	const {connectionsPerSecond, bytesPerConnection, bytesPerConnection6, page, whole} =
		directorFigures();
	const fleet = await fleetFigures();
	return tableText(
		'The embedded director, in one process',
		['', 'cost'],
		[
			['TCP connections a second, begun by rr and expired', millions(connectionsPerSecond)],
			['memory for each of a million, IPv4', `${bytesPerConnection.toFixed(0)} bytes`],
			['memory for each of a million, IPv6', `${bytesPerConnection6.toFixed(0)} bytes`],
			['a first page of them in /proc/net/ip_vs_conn', milliseconds(page)],
			['the whole file', milliseconds(whole)],
			['frame of fleet-100k dump: 10 000 services, 100 000 servers', milliseconds(fleet.frame)],
			['simulated second of web, of a processor', milliseconds(secondOfWeb())],
			['start of fleet-100k', milliseconds(fleet.start)],
			['start of conns-1m, a million handshakes', milliseconds(startOf('conns-1m').milliseconds)],
		],
	);
};

const millions = (value: number): string => `${(value / 1e6).toFixed(2)} million`;

type DirectorFigures = {
	/** TCP connections that begin, are scheduled by rr to ten servers, and expire: so many a second. The best of some rounds. */
	readonly connectionsPerSecond: number;
	/** Bytes in the columns for each of a million connections, of IPv4 clients and of IPv6 ones. */
	readonly bytesPerConnection: number;
	readonly bytesPerConnection6: number;
	/** Milliseconds for a page, the first 2000 or so lines, of /proc/net/ip_vs_conn with a million connections, and for all of it. */
	readonly page: number;
	readonly whole: number;
};

const directorFigures = (connections = 1_000_000): DirectorFigures => {
	const world = createWorld('ipv4');
	const rounds = Array.from({length: 4}, () => {
		const begun = performance.now();
		fill(world, connections);
		world.wait(70_000);
		return performance.now() - begun;
	});
	fill(world, connections);
	const bytesPerConnection = memoryOf(world.engine.director.connections) / connections;
	const page = timeOf(() => takePieces(world.engine, 8));
	const whole = timeOf(() => takePieces(world.engine, Number.POSITIVE_INFINITY));
	const wide = createWorld('ipv6');
	fill(wide, connections);
	return {
		connectionsPerSecond: (connections * 1000) / Math.min(...rounds),
		bytesPerConnection,
		bytesPerConnection6: memoryOf(wide.engine.director.connections) / connections,
		page,
		whole,
	};
};

/** How long a scenario takes until it can be looked at. */
const startOf = (name: ShippedName): {engine: Engine; milliseconds: number} => {
	const begun = performance.now();
	const engine = runShipped(name);
	engine.catchUp();
	return {engine, milliseconds: performance.now() - begun};
};

/** A reading of every service by a dump and of every server by /proc/net/ip_vs, as columns: the best of some. */
const fleetFigures = async (): Promise<{start: number; frame: number}> => {
	const {engine, milliseconds: start} = startOf('fleet-100k');
	const client = openClient(openEmbedded(engine));
	let frame = Number.POSITIVE_INFINITY;
	for (let round = 0; round < 8; round += 1) {
		const begun = performance.now();
		// oxlint-disable-next-line no-await-in-loop -- at the same time they would disturb each other
		const read = await client.table('text');
		if (!read.ok || read.value.destinations.count !== 100_000) {
			throw new Error('the fleet cannot be read');
		}
		frame = Math.min(frame, performance.now() - begun);
	}
	return {start, frame};
};

const secondOfWeb = (): number => {
	let time = 0;
	const engine = runShipped('web', {now: () => time});
	engine.catchUp();
	const seconds = 300;
	return (
		timeOf(() => {
			for (let second = 0; second < seconds; second += 1) {
				time += 1000;
				engine.catchUp();
			}
		}) / seconds
	);
};

type World = {
	readonly engine: Engine;
	readonly family: number;
	readonly target: Uint32Array;
	readonly wait: (milliseconds: number) => void;
};

const createWorld = (family: 'ipv4' | 'ipv6'): World => {
	let time = 0;
	const engine = createEngine({now: () => time});
	const [service, server, target] =
		family === 'ipv4'
			? ['192.0.2.1:80', '10.0.0.', Uint32Array.of(0xc0_00_02_01, 0, 0, 0)]
			: ['[2001:db8::1]:80', '2001:db8:1::', Uint32Array.of(0x20_01_0d_b8, 0, 0, 1)];
	const servers = Array.from({length: 10}, (_, index) =>
		family === 'ipv4' ? `${server}${index + 1}:80` : `[${server}${index + 1}]:80`,
	);
	command(
		engine,
		[`-A -t ${service} -s rr`, ...servers.map(one => `-a -t ${service} -r ${one} -m`)].join('\n'),
	);
	return {
		engine,
		family: family === 'ipv4' ? 2 : 10,
		target,
		wait: duration => {
			time += duration;
			engine.catchUp();
		},
	};
};

const fill = ({engine, family, target}: World, connections: number): void => {
	const packet = {
		family,
		protocol: 6,
		mark: 0,
		client: Uint32Array.of(0x0a_00_00_00, 0, 0, 0),
		clientPort: 0,
		target,
		targetPort: 80,
		signal: 'syn' as const,
		bytes: 60,
	};
	for (let number = 0; number < connections; number += 1) {
		packet.client[3] = family === 2 ? 0 : number >>> 4;
		packet.client[0] = 0x0a_00_00_00 + (number >>> 4);
		packet.clientPort = 1024 + (number & 15);
		arrive(engine.director, packet);
	}
};

const takePieces = (engine: Engine, limit: number): number => {
	let count = 0;
	for (const piece of engine.read('/proc/net/ip_vs_conn') ?? []) {
		count += piece.length === 0 ? 0 : 1;
		if (count >= limit) {
			break;
		}
	}
	return count;
};

const timeOf = (work: () => void): number => {
	const begun = performance.now();
	work();
	return performance.now() - begun;
};
