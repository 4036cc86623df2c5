import {familyNumber} from '../../model/address.ts';
import type {DestinationEntry, ServiceEntry} from '../entries.ts';
import type {Origin} from '../population.ts';
import type {Director} from '../state.ts';
import {bind, destinationOf, isAvailable} from './accounting.ts';
import {flag, templateState, tick, type Connections} from './columns.ts';
import {open} from './open.ts';
import {enchain, find, unchain} from './lookup.ts';
import {numberOf} from './targets.ts';
import type {Packet} from './packet.ts';
import {setDue, tickAfter} from './wheel.ts';

const ftp = 21;
const invalidPort = 0xff_ff;
const scratch = {client: new Uint32Array(4), target: new Uint32Array(4)};

/**
The template that says where a client goes, or -1: one of its network to the service, whose destination is there and, if
expire_quiescent_template is set, not of weight 0. One that may no longer be used never will be: it waits for its time under
a port that nobody has.

@source kernel net/netfilter/ipvs/ip_vs_core.c, ip_vs_sched_persist, and ip_vs_conn.c, ip_vs_check_template
*/
export const findTemplate = (director: Director, service: ServiceEntry, packet: Packet): number => {
	const {connections} = director;
	const row = find(connections, {
		client: masked(service, packet.client),
		clientPort: 0,
		target: templateTarget(connections, service, packet),
		isTemplate: true,
	});
	if (row === -1 || isUsable(director, destinationOf(connections, row))) {
		return row;
	}
	invalidate(connections, row);
	return -1;
};

const isUsable = (director: Director, destination: DestinationEntry): boolean =>
	isAvailable(director, destination) &&
	(destination.weight !== 0 || director.sysctls.expire_quiescent_template === 0);

const invalidate = (connections: Connections, row: number): void => {
	const target = connections.targets.all[connections.target[row]!]!;
	unchain(connections, row);
	connections.target[row] = numberOf(connections.targets, {...target, port: invalidPort});
	enchain(connections, row);
};

/** A new template to a destination. */
export const openTemplate = (
	director: Director,
	{
		service,
		destination,
		packet,
		origin,
	}: {service: ServiceEntry; destination: DestinationEntry; packet: Packet; origin: Origin},
): number => {
	const {connections, settings} = director;
	// The setting is a signed number: a negative one is over at once.
	const milliseconds = (Math.max(0, service.timeout | 0) * 1000) / settings.hz;
	const row = open(
		connections,
		{
			client: masked(service, packet.client),
			clientPort: 0,
			target: templateTarget(connections, service, packet),
			isTemplate: true,
		},
		tickAfter(director, milliseconds),
	);
	connections.flags[row]! |= origin === 'sync' ? flag.sync : 0;
	bind(connections, row, destination);
	connections.ends[row] = Math.ceil(milliseconds / tick);
	connections.link[row] = 0;
	return row;
};

/** Puts a connection under its template, which begins to wait anew. */
export const control = (director: Director, row: number, template: number): void => {
	const {connections} = director;
	connections.link[row] = template;
	connections.link[template]! += 1;
	setDue(connections, template, tickAfter(director, connections.ends[template]! * tick));
};

/** An answered connection makes its template one that is worth keeping. @source ip_vs_control_assure_ct */
export const assure = (connections: Connections, row: number): void => {
	const template = connections.link[row]!;
	if (template !== -1) {
		connections.state[template] = templateState.assured;
	}
};

/**
FTP's connections go to ports that nobody knows before, those of a mark or of port 0 to any: their templates are for all ports.
*/
const templateTarget = (
	{targets}: Connections,
	service: ServiceEntry,
	{family, protocol, target, targetPort}: Packet,
): number => {
	if (service.mark !== 0) {
		scratch.target.fill(0);
		scratch.target[0] = service.mark;
		return numberOf(targets, {family, protocol: 0, words: scratch.target, port: 0});
	}
	const isForPort = targetPort === service.port && targetPort !== ftp;
	return numberOf(targets, {family, protocol, words: target, port: isForPort ? targetPort : 0});
};

const masked = ({family, netmask}: ServiceEntry, client: ArrayLike<number>): ArrayLike<number> => {
	const words = scratch.client;
	if (family === familyNumber.ipv4) {
		words.fill(0);
		words[0] = client[0]! & maskOf(netmask);
		return words;
	}
	for (let word = 0; word < 4; word += 1) {
		const bits = Math.min(Math.max(netmask - word * 32, 0), 32);
		words[word] = bits === 0 ? 0 : client[word]! & (0xff_ff_ff_ff << (32 - bits));
	}
	return words;
};

/** The mask as a number, from its four bytes in network order. */
export const maskOf = (netmask: number): number =>
	((netmask << 24) | ((netmask & 0xff00) << 8) | ((netmask >>> 8) & 0xff00) | (netmask >>> 24)) >>>
	0;
