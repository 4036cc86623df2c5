import {forwarding} from '../../model/destination.ts';
import {protocols} from '../../model/service.ts';
import {destinationOf} from '../connections/accounting.ts';
import {arriveAt} from '../connections/arrive.ts';
import {flag, type Connections} from '../connections/columns.ts';
import {expireNow} from '../connections/expire.ts';
import type {Packet, Seen} from '../connections/packet.ts';
import {see} from '../connections/see.ts';
import type {Direction, Signal} from '../connections/states.ts';
import {isTold, tell} from '../connections/tell.ts';
import {replace, tickAfter} from '../connections/wheel.ts';
import type {ServiceEntry} from '../entries.ts';
import type {Ending, Population, ServerBehaviour} from '../population.ts';
import type {Random} from '../random.ts';
import type {Director} from '../state.ts';
import {behaviourOf} from './behaviour.ts';
import {draw} from './distribution.ts';

/** Bytes: an empty TCP packet, the first one with its options, what fits into a full one, and a datagram's header. */
const header = 52;
const opening = 60;
const payload = 1448;
const datagramHeader = 28;

/** Seconds after which a client that gets no answer asks again; in the end it gives up. */
const patience = [1, 2, 4] as const;

/** Ticks after which somebody in a long connection is heard of at least. */
const heartbeat = 100;

/** What is kept of how a connection will end. */
const plans = ['client', 'server', 'reset', 'silent', 'unanswered'] as const;
type Plan = (typeof plans)[number];

export type Visit = {
	readonly packet: Packet & {bytes: number};
	readonly population: Population;
	readonly random: Random;
};

/** A client comes to a service. */
export const start = (director: Director, service: ServiceEntry, visit: Visit): void => {
	const {packet, population, random} = visit;
	const {connections} = director;
	const {protocol} = packet;
	const asked = Math.round(draw(random, population.bytesIn));
	packet.bytes = protocol === protocols.udp ? datagramHeader + asked : opening;
	const row =
		population.origin === 'sync'
			? tell(director, service, packet)
			: arriveAt(director, service, {packet, origin: 'local'});
	// What has an end already is another connection of this client, from the same port.
	if (row < 0 || connections.target[row] === -1 || connections.ends[row] !== 0) {
		return;
	}
	// What is so short that it is told only when it closes is left out.
	const packets = converse(director, row, {visit, asked});
	if (population.origin === 'sync' && !isTold(director, row, packets)) {
		expireNow(connections, row);
	}
};

/**
Client and server greet each other, and it is settled how this goes on.

@param asked - bytes that the client sends
@returns how many packets the client sends in all, as long as it is open
*/
const converse = (
	director: Director,
	row: number,
	{visit, asked}: {visit: Visit; asked: number},
): number => {
	const {packet, population, random} = visit;
	const {connections} = director;
	const {protocol} = packet;
	const behaviour = behaviourOf(director.behaviours, destinationOf(connections, row));
	const isTcp = protocol === protocols.tcp;
	if (isTcp && population.halfOpen > 0 && random() < population.halfOpen) {
		say(director, row, {says: [['out', 'syn']], behaviour});
		return 1;
	}
	if (behaviour.kind === 'refusing' || behaviour.kind === 'down') {
		if (isTcp) {
			say(director, row, {says: [['out', 'rst']], behaviour});
		}
		if (isTcp && behaviour.kind === 'down') {
			setPlan(connections, row, 'unanswered');
			endAfter(director, row, patience[0]);
		}
		return 1;
	}
	const greeting = greetings[protocol] ?? [];
	say(director, row, {says: greeting, behaviour});
	const packets = protocol === protocols.udp ? 0 : Math.ceil(asked / payload);
	if (packets > 0) {
		see(director, row, {direction: 'in', signal: 'data', packets, bytes: asked + packets * header});
	}
	setPlan(connections, row, choose(random, population.ending));
	connections.pending[row] = Math.min(draw(random, population.bytesOut), 0xff_ff_ff_ff);
	const factor = behaviour.kind === 'slow' ? behaviour.factor : 1;
	endAfter(director, row, draw(random, population.lifetime) * factor);
	const greeted = 1 + greeting.filter(([direction]) => direction === 'in').length;
	return greeted + packets + acknowledgements(connections.pending[row]!);
};

/** The time has come to look at a connection that a client has to do with: it ends, or something of it is sent. */
export const proceed = (director: Director, row: number): void => {
	const {connections} = director;
	const behaviour = behaviourOf(director.behaviours, destinationOf(connections, row));
	const rest = connections.ends[row]! - connections.now;
	const isOver = rest <= 0;
	const plan = plans[(connections.flags[row]! & flag.plan) >>> 8]!;
	if (plan === 'unanswered') {
		askAgain(director, row);
		return;
	}
	const pending = connections.pending[row]!;
	const amount = isOver ? pending : Math.floor((pending * heartbeat) / (rest + heartbeat));
	transfer(director, row, {amount, behaviour});
	connections.pending[row] = pending - amount;
	if (isOver) {
		const {protocol} = connections.targets.all[connections.target[row]!]!;
		say(director, row, {says: farewells[protocol]?.[plan] ?? [], behaviour});
		connections.ends[row] = 0;
	}
	settle(director, row);
};

type Says = readonly (readonly [Direction, Signal])[];

const greetings: Readonly<Record<number, Says>> = {
	[protocols.tcp]: [
		['out', 'syn'],
		['in', 'ack'],
	],
	[protocols.sctp]: [
		['out', 'init-ack'],
		['in', 'cookie-echo'],
		['out', 'cookie-ack'],
	],
};

const farewells: Readonly<Record<number, Readonly<Partial<Record<Plan, Says>>>>> = {
	[protocols.tcp]: {
		client: [
			['in', 'fin'],
			['out', 'fin'],
			['in', 'ack'],
		],
		server: [
			['out', 'fin'],
			['in', 'fin'],
			['out', 'ack'],
		],
		reset: [['in', 'rst']],
	},
	[protocols.sctp]: {
		client: [
			['in', 'shutdown'],
			['out', 'shutdown-ack'],
			['in', 'shutdown-complete'],
		],
		server: [
			['out', 'shutdown'],
			['in', 'shutdown-ack'],
			['out', 'shutdown-complete'],
		],
		reset: [['in', 'abort']],
	},
};

/** Empty packets of both sides, of which the director sees what it can: answers with masquerading only, and none of a server that is down. */
const say = (
	director: Director,
	row: number,
	{says, behaviour}: {says: Says; behaviour: ServerBehaviour},
): void => {
	for (const [direction, signal] of says) {
		if (direction === 'in' || isHeard(director, row, behaviour)) {
			const bytes = signal === 'syn' ? opening : header;
			see(director, row, {direction, signal, packets: 1, bytes});
		}
	}
};

const isHeard = ({connections}: Director, row: number, {kind}: ServerBehaviour): boolean =>
	kind !== 'down' && (connections.flags[row]! & flag.method) === forwarding.masquerading;

/** Bytes of the server come, and every second packet of them is acknowledged. */
const transfer = (
	director: Director,
	row: number,
	{amount, behaviour}: {amount: number; behaviour: ServerBehaviour},
): void => {
	if (behaviour.kind === 'down') {
		return;
	}
	const packets = Math.ceil(amount / payload);
	if (packets > 0 && isHeard(director, row, behaviour)) {
		const bytes = amount + packets * header;
		see(director, row, {direction: 'out', signal: 'data', packets, bytes});
	}
	const acknowledged = acknowledgements(amount);
	const seen: Seen = {
		direction: 'in',
		signal: 'ack',
		packets: acknowledged,
		bytes: acknowledged * header,
	};
	see(director, row, seen);
};

const acknowledgements = (bytes: number): number => Math.ceil((Math.ceil(bytes / payload) + 1) / 2);

const askAgain = (director: Director, row: number): void => {
	const {connections} = director;
	const asked = connections.pending[row]! + 1;
	connections.pending[row] = asked;
	see(director, row, {direction: 'in', signal: 'syn', packets: 1, bytes: opening});
	const seconds = patience[asked];
	if (seconds === undefined) {
		connections.ends[row] = 0;
		settle(director, row);
	} else {
		endAfter(director, row, seconds);
	}
};

const endAfter = (director: Director, row: number, seconds: number): void => {
	director.connections.ends[row] = tickAfter(director, seconds * 1000);
	settle(director, row);
};

/** Puts a row where it is next looked at: when it ends, when it expires, or sooner so that it does not expire while it is used. */
const settle = ({connections}: Director, row: number): void => {
	const due = connections.due[row]!;
	const end = connections.ends[row]!;
	const half = connections.now + Math.max(1, (due - connections.now) >>> 1);
	replace(connections, row, end === 0 ? due : Math.min(end, half, connections.now + heartbeat));
};

const setPlan = ({flags}: Connections, row: number, plan: Plan): void => {
	flags[row] = (flags[row]! & ~flag.plan) | (plans.indexOf(plan) << 8);
};

const choose = (random: Random, {client, server, reset, silent}: Ending): Plan => {
	let at = random() * (client + server + reset + silent);
	const chosen = [client, server, reset, silent].findIndex(share => {
		at -= share;
		return at < 0;
	});
	return plans[chosen] ?? 'client';
};
