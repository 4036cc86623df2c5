import {littleEndian, type Writer} from '../wire/bytes.ts';
import {
	command,
	daemonAttribute,
	destinationAttribute,
	infoAttribute,
	serviceAttribute,
	topAttribute,
	wideStatistics,
} from '../wire/ids.ts';
import {putU64} from '../wire/nest.ts';
import {
	beginMessage,
	beginNest,
	endMessage,
	endNest,
	putAttribute,
	putBytes,
	putGenericHeader,
	putText,
	putU16,
	putU16BigEndian,
	putU32,
	putU8,
} from '../wire/netlink.ts';
import type {DaemonEntry, DestinationEntry, ServiceEntry} from './entries.ts';
import type {Director} from './state.ts';
import {shown} from './statistics.ts';

/** What an answer's envelope repeats of the request. */
export type Asked = {
	readonly type: number;
	readonly sequence: number;
	/** Port of the socket that asked. */
	readonly port: number;
	/** `messageFlag.multi` inside a dump. */
	readonly flags: number;
};

/** The attributes stand in the order in which the kernel writes them. @source ip_vs_genl_fill_service */
export const writeService = (
	writer: Writer,
	asked: Asked,
	{director, service}: {director: Director; service: ServiceEntry},
): void => {
	const message = begin(writer, asked, command.newService);
	const nest = beginNest(writer, topAttribute.service, false);
	putU16(writer, serviceAttribute.family, service.family);
	if (service.mark === 0) {
		putU16(writer, serviceAttribute.protocol, service.protocol);
		putBytes(writer, serviceAttribute.address, service.address);
		putU16BigEndian(writer, serviceAttribute.port, service.port);
	} else {
		putU32(writer, serviceAttribute.mark, service.mark);
	}
	putText(writer, serviceAttribute.scheduler, service.scheduler || 'none');
	if (service.persistenceEngine !== '') {
		putText(writer, serviceAttribute.persistenceEngine, service.persistenceEngine);
	}
	const flags = putAttribute(writer, serviceAttribute.flags, 8);
	writer.view.setUint32(flags, service.flags, littleEndian);
	writer.view.setUint32(flags + 4, 0xff_ff_ff_ff, littleEndian);
	putU32(writer, serviceAttribute.timeout, Math.floor(service.timeout / director.settings.hz));
	putU32(writer, serviceAttribute.netmask, service.netmask);
	putStatistics(writer, director, {
		row: service.statistics,
		narrow: serviceAttribute.statistics,
		wide: serviceAttribute.statistics64,
	});
	endNest(writer, nest);
	endMessage(writer, message);
};

/** @source ip_vs_genl_dump_dest: nothing in it says which service it belongs to */
export const writeDestination = (
	writer: Writer,
	asked: Asked,
	{director, destination}: {director: Director; destination: DestinationEntry},
): void => {
	const message = begin(writer, asked, command.newDestination);
	const nest = beginNest(writer, topAttribute.destination, false);
	putBytes(writer, destinationAttribute.address, destination.address);
	putU16BigEndian(writer, destinationAttribute.port, destination.port);
	putU32(writer, destinationAttribute.method, destination.method);
	putU32(writer, destinationAttribute.weight, destination.weight);
	putU8(writer, destinationAttribute.tunnelType, destination.tunnelType);
	putU16BigEndian(writer, destinationAttribute.tunnelPort, destination.tunnelPort);
	putU16(writer, destinationAttribute.tunnelFlags, destination.tunnelFlags);
	putU32(writer, destinationAttribute.upperThreshold, destination.upperThreshold);
	putU32(writer, destinationAttribute.lowerThreshold, destination.lowerThreshold);
	putU32(writer, destinationAttribute.active, destination.active);
	putU32(writer, destinationAttribute.inactive, destination.inactive);
	putU32(writer, destinationAttribute.persistent, destination.persistent);
	putU16(writer, destinationAttribute.family, destination.family);
	putStatistics(writer, director, {
		row: destination.statistics,
		narrow: destinationAttribute.statistics,
		wide: destinationAttribute.statistics64,
	});
	endNest(writer, nest);
	endMessage(writer, message);
};

/** @source ip_vs_genl_fill_daemon */
export const writeDaemon = (
	writer: Writer,
	asked: Asked,
	{role, daemon}: {role: number; daemon: DaemonEntry},
): void => {
	const message = begin(writer, asked, command.newDaemon);
	const nest = beginNest(writer, topAttribute.daemon, false);
	putU32(writer, daemonAttribute.role, role);
	putText(writer, daemonAttribute.interface, daemon.interface);
	putU32(writer, daemonAttribute.syncId, daemon.syncId);
	putU16(writer, daemonAttribute.maxLength, daemon.maxLength);
	putU16(writer, daemonAttribute.port, daemon.port);
	putU8(writer, daemonAttribute.ttl, daemon.ttl);
	putBytes(
		writer,
		daemon.group.length === 16 ? daemonAttribute.group6 : daemonAttribute.group,
		daemon.group,
	);
	endNest(writer, nest);
	endMessage(writer, message);
};

export const writeTimeouts = (writer: Writer, asked: Asked, {timeouts}: Director): void => {
	const message = begin(writer, asked, command.setConfig);
	putU32(writer, topAttribute.timeoutTcp, timeouts.tcp);
	putU32(writer, topAttribute.timeoutTcpFin, timeouts.tcpFin);
	putU32(writer, topAttribute.timeoutUdp, timeouts.udp);
	endMessage(writer, message);
};

/** The version of the kernel's IPVS, 1.2.1 for many years. */
export const version = {text: '1.2.1', number: 0x01_02_01} as const;

export const writeInfo = (writer: Writer, asked: Asked, {settings}: Director): void => {
	const message = begin(writer, asked, command.setInfo);
	putU32(writer, infoAttribute.version, version.number);
	putU32(writer, infoAttribute.connectionTableSize, settings.connectionTableSize);
	endMessage(writer, message);
};

const begin = (writer: Writer, asked: Asked, commandId: number): number => {
	const message = beginMessage(writer, asked);
	putGenericHeader(writer, commandId);
	return message;
};

const putStatistics = (
	writer: Writer,
	{settings, statistics}: Director,
	{row, narrow, wide}: {row: number; narrow: number; wide: number},
): void => {
	const counters = shown(statistics, row);
	for (const id of [narrow, wide]) {
		const nest = beginNest(writer, id, false);
		for (let index = 0; index < counters.length; index += 1) {
			const value = counters[index]!;
			if (id === wide || wideStatistics.includes(index + 1)) {
				putU64(writer, index + 1, {value, alignsWide: settings.alignsWide});
			} else {
				putU32(writer, index + 1, value % 0x1_0000_0000);
			}
		}
		endNest(writer, nest);
	}
};
