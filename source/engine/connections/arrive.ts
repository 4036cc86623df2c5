import {forwarding} from '../../model/destination.ts';
import {protocols, serviceFlag} from '../../model/service.ts';
import type {DestinationEntry, ServiceEntry} from '../entries.ts';
import type {Origin} from '../population.ts';
import {pickDestination} from '../schedulers/pick.ts';
import type {Director} from '../state.ts';
import {bind, countConnection, destinationOf} from './accounting.ts';
import {flag, type Connections} from './columns.ts';
import {expireNow, expireSoon} from './expire.ts';
import {find} from './lookup.ts';
import {open} from './open.ts';
import type {Packet} from './packet.ts';
import {see} from './see.ts';
import {serviceFor} from './service-for.ts';
import {isSchedulable, sctpState, tcpState} from './states.ts';
import {numberOf} from './targets.ts';
import {control, findTemplate, openTemplate} from './templates.ts';
import {tickAfter} from './wheel.ts';

/** Why a client's packet becomes no connection; all are below zero, and rows are not. */
export const refused = {
	/** Nobody listens there, or the protocol has no connections: the packet is none of IPVS's business. */
	noService: -1,
	/** No destination has a weight and room: the client is told that the port is unreachable. */
	noDestination: -2,
	/** A service of port 0 or a mark's has no persistence, or the port is another one than the service's. */
	wrongPort: -3,
	/** It belongs to a connection that is not known. */
	notFirst: -4,
	/** From port 20: a server's FTP data connection, which goes the other way. */
	ftpData: -5,
	/** Its destination was deleted. */
	dropped: -6,
	/** Another director has it, and this one does not hear of it. */
	untold: -7,
} as const;

/**
A client's packet comes: it belongs to a connection, or becomes a new one.

@returns the connection's row, or one of `refused`. A one-packet connection is over already; its row can be read until the next comes
@source kernel net/netfilter/ipvs/ip_vs_core.c, ip_vs_in_hook and ip_vs_schedule
*/
export const arrive = (director: Director, packet: Packet): number => {
	const {connections} = director;
	if (!isSchedulable(packet.protocol)) {
		return refused.noService;
	}
	const target = targetOf(connections, packet);
	const known = findKnown(director, packet, target);
	if (known !== -1) {
		return passKnown(director, known, packet);
	}
	if (!mayBegin(director, packet)) {
		return refused.notFirst;
	}
	const service = serviceFor(director, packet, target);
	return service === undefined
		? refused.noService
		: begin(director, service, {packet, target, origin: 'local'});
};

/** The same for a client of whom it is known which service gets the packet. */
export const arriveAt = (
	director: Director,
	service: ServiceEntry,
	{packet, origin}: {readonly packet: Packet; readonly origin: Origin},
): number => {
	const target = targetOf(director.connections, packet);
	const known = findKnown(director, packet, target);
	return known === -1
		? begin(director, service, {packet, target, origin})
		: passKnown(director, known, packet);
};

const targetOf = ({targets}: Connections, {family, protocol, target, targetPort}: Packet): number =>
	numberOf(targets, {family, protocol, words: target, port: targetPort});

/** The connection that a packet belongs to, unless it begins a new one in its place; -1 for none. */
const findKnown = (director: Director, packet: Packet, target: number): number => {
	const {connections} = director;
	const {client, clientPort} = packet;
	const row = find(connections, {client, clientPort, target, isTemplate: false});
	if (row === -1 || !isOpening(packet) || !isReplaced(director, row, packet.protocol)) {
		return row;
	}
	expireSoon(connections, row);
	return -1;
};

const isOpening = ({protocol, signal}: Packet): boolean =>
	protocol === protocols.tcp ? signal === 'syn' : signal === 'init';

/** @source ip_vs_in_hook with is_new_conn_expected: a port that a client uses again may begin a new connection */
const isReplaced = ({connections, sysctls}: Director, row: number, protocol: number): boolean => {
	if (sysctls.expire_nodest_conn !== 0 && destinationOf(connections, row).weight === 0) {
		return true;
	}
	const mode = sysctls.conn_reuse_mode;
	if (mode === 0 || connections.link[row] !== -1) {
		return false;
	}
	const state = connections.state[row];
	return protocol === protocols.tcp
		? state === tcpState.timeWait ||
				state === tcpState.close ||
				((mode & 2) !== 0 &&
					state === tcpState.finWait &&
					(connections.flags[row]! & flag.noOutput) !== 0)
		: state === sctpState.closed;
};

const passKnown = (director: Director, row: number, {signal, bytes}: Packet): number =>
	see(director, row, {direction: 'in', signal, packets: 1, bytes}) ? row : refused.dropped;

/** @source the conn_schedule functions of ip_vs_proto_tcp.c and ip_vs_proto_sctp.c */
const mayBegin = ({sysctls}: Director, {protocol, signal}: Packet): boolean => {
	switch (protocol) {
		case protocols.tcp:
			return signal === 'syn' || (sysctls.sloppy_tcp !== 0 && signal !== 'rst');
		case protocols.sctp:
			return signal === 'init' || (sysctls.sloppy_sctp !== 0 && signal !== 'abort');
		default:
			return true;
	}
};

const ftpData = 20;

type First = {readonly packet: Packet; readonly target: number; readonly origin: Origin};

const begin = (director: Director, service: ServiceEntry, first: First): number => {
	const {packet, origin} = first;
	if (packet.clientPort === ftpData) {
		return refused.ftpData;
	}
	const isPersistent = (service.flags & serviceFlag.persistent) !== 0;
	if (!isPersistent && service.mark === 0 && packet.targetPort !== service.port) {
		return refused.wrongPort;
	}
	const template = isPersistent ? findTemplate(director, service, packet) : -1;
	const destination =
		template === -1
			? pickDestination(director, service, packet)
			: destinationOf(director.connections, template);
	if (destination === undefined) {
		return refused.noDestination;
	}
	const row = connect(director, first, {
		destination,
		keepsPort: isPersistent && packet.targetPort !== service.port,
	});
	if (isPersistent) {
		control(
			director,
			row,
			template === -1 ? openTemplate(director, {service, destination, packet, origin}) : template,
		);
	}
	if (origin === 'local') {
		countConnection(director, destination);
	}
	passKnown(director, row, packet);
	if (packet.protocol === protocols.udp && (service.flags & serviceFlag.onePacket) !== 0) {
		expireNow(director.connections, row);
	}
	return row;
};

/** Milliseconds that a connection has until its first packet has a state. */
const atFirst = 3000;

const connect = (
	director: Director,
	{packet, target, origin}: First,
	{destination, keepsPort}: {destination: DestinationEntry; keepsPort: boolean},
): number => {
	const {connections} = director;
	const {client, clientPort} = packet;
	const row = open(
		connections,
		{client, clientPort, target, isTemplate: false},
		tickAfter(director, atFirst),
	);
	connections.flags[row] =
		destination.method |
		(destination.method === forwarding.masquerading ? 0 : flag.noOutput) |
		(keepsPort ? flag.keepsPort : 0) |
		(origin === 'sync' ? flag.sync : 0);
	bind(connections, row, destination);
	return row;
};
