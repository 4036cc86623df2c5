import {familyNumber} from '../model/address.ts';
import type {Change} from '../model/change.ts';
import {forwarding, plainTunnel, type Destination} from '../model/destination.ts';
import type {Daemon} from '../model/director.ts';
import {familyOfMatch, wholeNetmask, type Match, type Service} from '../model/service.ts';
import {littleEndian, type Writer} from './bytes.ts';
import {
	command,
	control,
	daemonAttribute,
	daemonRole,
	destinationAttribute,
	familyName,
	serviceAttribute,
	topAttribute,
} from './ids.ts';
import {
	beginMessage,
	beginNest,
	endMessage,
	endNest,
	messageFlag,
	messageType,
	putAttribute,
	putBytes,
	putGenericHeader,
	putText,
	putU16,
	putU16BigEndian,
	putU32,
	putU8,
} from './netlink.ts';

/**
How a request is addressed: the family id that the controller gave, a sequence number that its answer will carry, and the flags.
`isMarked` sets the nested bit as libnl does; the kernel does not care.
*/
export type Addressing = {
	readonly familyId: number;
	readonly sequence: number;
	readonly flags: number;
	readonly port?: number;
	readonly isMarked?: boolean;
};

/** Asks the controller for a family id by name. */
export const writeGetFamily = (
	writer: Writer,
	{sequence, name = familyName}: {readonly sequence: number; readonly name?: string},
): void => {
	const start = beginMessage(writer, {
		type: messageType.control,
		flags: messageFlag.request | messageFlag.ack,
		sequence,
	});
	putGenericHeader(writer, control.command.getFamily);
	putText(writer, control.attribute.familyName, name);
	endMessage(writer, start);
};

/** A request without attributes: getInfo, getConfig, getService and getDaemon dumps. */
export const writeBare = (writer: Writer, commandId: number, addressing: Addressing): void => {
	const start = begin(writer, commandId, addressing);
	endMessage(writer, start);
};

/** Asks for one service, or, as a dump of getDestination, for its destinations. Only the key is sent. */
export const writeAbout = (
	writer: Writer,
	commandId: number,
	match: Match,
	addressing: Addressing,
): void => {
	const start = begin(writer, commandId, addressing);
	const nest = beginNest(writer, topAttribute.service, addressing.isMarked ?? true);
	putMatch(writer, match);
	endNest(writer, nest);
	endMessage(writer, start);
};

/** One change as one request; the bytes are those that ipvsadm sends for the same command. */
export const writeChange = (writer: Writer, change: Change, addressing: Addressing): void => {
	const start = begin(writer, commandOf[change.kind], addressing);
	putContent(writer, change, addressing.isMarked ?? true);
	endMessage(writer, start);
};

const commandOf: Readonly<Record<Change['kind'], number>> = {
	'add-service': command.newService,
	'edit-service': command.setService,
	'delete-service': command.deleteService,
	'add-destination': command.newDestination,
	'edit-destination': command.setDestination,
	'delete-destination': command.deleteDestination,
	zero: command.zero,
	flush: command.flush,
	'set-timeouts': command.setConfig,
	'start-daemon': command.newDaemon,
	'stop-daemon': command.deleteDaemon,
};

const begin = (writer: Writer, commandId: number, addressing: Addressing): number => {
	const start = beginMessage(writer, {
		type: addressing.familyId,
		flags: addressing.flags,
		sequence: addressing.sequence,
		port: addressing.port ?? 0,
	});
	putGenericHeader(writer, commandId);
	return start;
};

const putContent = (writer: Writer, change: Change, isMarked: boolean): void => {
	switch (change.kind) {
		case 'add-service':
		case 'edit-service':
			putService(writer, change.service, isMarked);
			return;
		case 'delete-service':
			putService(writer, keyOnly(change.match), isMarked);
			return;
		case 'add-destination':
		case 'edit-destination':
			putService(writer, keyOnly(change.match), isMarked);
			putDestination(writer, change.destination, isMarked);
			return;
		case 'delete-destination':
			putService(writer, keyOnly(change.match), isMarked);
			putDestination(
				writer,
				{...defaultDestination, address: change.address, port: change.port},
				isMarked,
			);
			return;
		case 'zero':
			if (change.match !== undefined) {
				putService(writer, keyOnly(change.match), isMarked);
			}
			return;
		case 'flush':
			return;
		case 'set-timeouts':
			putU32(writer, topAttribute.timeoutTcp, change.timeouts.tcp);
			putU32(writer, topAttribute.timeoutTcpFin, change.timeouts.tcpFin);
			putU32(writer, topAttribute.timeoutUdp, change.timeouts.udp);
			return;
		case 'start-daemon':
			putDaemon(writer, change.daemon, isMarked);
			return;
		case 'stop-daemon': {
			const nest = beginNest(writer, topAttribute.daemon, isMarked);
			putU32(writer, daemonAttribute.role, daemonRole[change.role]);
			endNest(writer, nest);
			return;
		}
	}
};

/** The kernel wants a whole service only where it makes or changes one; ipvsadm always sends one, with these values. */
const keyOnly = (match: Match): Service => ({
	match,
	scheduler: '',
	flags: 0,
	timeout: 0,
	netmask: wholeNetmask(familyOfMatch(match)),
	persistenceEngine: '',
});

const defaultDestination = {
	method: forwarding.directRouting,
	weight: 1,
	upperThreshold: 0,
	lowerThreshold: 0,
	tunnel: plainTunnel,
} as const;

const putMatch = (writer: Writer, match: Match): void => {
	if (match.kind === 'mark') {
		putU16(writer, serviceAttribute.family, familyNumber[match.family]);
		putU32(writer, serviceAttribute.mark, match.mark);
		return;
	}
	putU16(writer, serviceAttribute.family, familyNumber[match.address.family]);
	putU16(writer, serviceAttribute.protocol, match.protocol);
	putAddress(writer, serviceAttribute.address, match.address.bytes);
	putU16BigEndian(writer, serviceAttribute.port, match.port);
};

/** Always 16 bytes, as ipvsadm sends them; an IPv4 address fills the first four. */
const putAddress = (writer: Writer, type: number, bytes: Uint8Array): void => {
	const at = putAttribute(writer, type, 16);
	writer.bytes.set(bytes, at);
};

const putService = (writer: Writer, service: Service, isMarked: boolean): void => {
	const nest = beginNest(writer, topAttribute.service, isMarked);
	putMatch(writer, service.match);
	putText(writer, serviceAttribute.scheduler, service.scheduler);
	const flags = putAttribute(writer, serviceAttribute.flags, 8);
	writer.view.setUint32(flags, service.flags, littleEndian);
	writer.view.setUint32(flags + 4, 0xff_ff_ff_ff, littleEndian);
	putU32(writer, serviceAttribute.timeout, service.timeout);
	putNetmask(writer, service);
	if (service.persistenceEngine !== '') {
		putText(writer, serviceAttribute.persistenceEngine, service.persistenceEngine);
	}
	endNest(writer, nest);
};

/** An IPv4 mask is in network order, an IPv6 prefix length in host order. */
const putNetmask = (writer: Writer, {match, netmask}: Service): void => {
	const at = putAttribute(writer, serviceAttribute.netmask, 4);
	writer.view.setUint32(at, netmask, familyOfMatch(match) === 'ipv6' && littleEndian);
};

const putDestination = (writer: Writer, destination: Destination, isMarked: boolean): void => {
	const nest = beginNest(writer, topAttribute.destination, isMarked);
	putU16(writer, destinationAttribute.family, familyNumber[destination.address.family]);
	putAddress(writer, destinationAttribute.address, destination.address.bytes);
	putU16BigEndian(writer, destinationAttribute.port, destination.port);
	putU32(writer, destinationAttribute.method, destination.method);
	putU32(writer, destinationAttribute.weight, destination.weight);
	putU8(writer, destinationAttribute.tunnelType, destination.tunnel.type);
	putU16BigEndian(writer, destinationAttribute.tunnelPort, destination.tunnel.port);
	putU16(writer, destinationAttribute.tunnelFlags, destination.tunnel.flags);
	putU32(writer, destinationAttribute.upperThreshold, destination.upperThreshold);
	putU32(writer, destinationAttribute.lowerThreshold, destination.lowerThreshold);
	endNest(writer, nest);
};

const putDaemon = (writer: Writer, daemon: Daemon, isMarked: boolean): void => {
	const nest = beginNest(writer, topAttribute.daemon, isMarked);
	putU32(writer, daemonAttribute.role, daemonRole[daemon.role]);
	putText(writer, daemonAttribute.interface, daemon.interface);
	putU32(writer, daemonAttribute.syncId, daemon.syncId);
	if (daemon.maxLength !== undefined) {
		putU16(writer, daemonAttribute.maxLength, daemon.maxLength);
	}
	if (daemon.port !== undefined) {
		putU16(writer, daemonAttribute.port, daemon.port);
	}
	if (daemon.ttl !== undefined) {
		putU8(writer, daemonAttribute.ttl, daemon.ttl);
	}
	if (daemon.group !== undefined) {
		putBytes(
			writer,
			daemon.group.length === 16 ? daemonAttribute.group6 : daemonAttribute.group,
			daemon.group,
		);
	}
	endNest(writer, nest);
};
