import {addressText, type Family} from '../model/address.ts';
import {forwarding, tunnelFlag, tunnelType} from '../model/destination.ts';
import type {DirectorInfo} from '../model/director.ts';
import {netmaskText, protocolWord, serviceFlag} from '../model/service.ts';
import {
	addressAt,
	counter,
	counterAt,
	destinationAt,
	serviceAt,
	type DestinationColumns,
	type ServiceColumns,
	type Table,
} from '../model/table.ts';
import {sortedDestinations, sortedServices} from './order.ts';
import {schedulerFlagsText} from './scheduler-flags.ts';

/** What `ipvs-tui list --json` prints: one object. Fields may be added later; none changes its name or meaning. */
export type JsonList = JsonDirector & {readonly services: readonly JsonService[]};

/** What `ipvs-tui stats --json` prints: one object. */
export type JsonStats = JsonDirector & {readonly services: readonly JsonServiceStats[]};

type JsonDirector = {
	/** Of IPVS in the kernel, such as `1.2.1`. */
	readonly version: string;
	/** Hash buckets of the connection table. */
	readonly connectionTableSize: number;
};

/** Which service: an address with a port, or a firewall mark; the fields of the other are null. */
type JsonServiceName = {
	readonly family: Family;
	/** `tcp`, `udp`, `sctp`, or `ip-` and the protocol's number. */
	readonly protocol: string | null;
	readonly address: string | null;
	/** 0 is every port. */
	readonly port: number | null;
	/** 1 to 4294967295. */
	readonly fwmark: number | null;
};

type JsonServerName = {
	readonly family: Family;
	readonly address: string;
	readonly port: number;
};

export type JsonService = JsonServiceName & {
	/** The kernel's name, such as `wlc`. */
	readonly scheduler: string;
	/** Names as -b takes them, such as `sh-port`. */
	readonly schedulerFlags: readonly string[];
	/** -o */
	readonly onePacket: boolean;
	/** Null without persistence. */
	readonly persistence: {
		/** Seconds. */
		readonly timeout: number;
		/** How many leading bits of the client's address count, 0 to 128; null for an IPv4 mask with holes. */
		readonly prefixLength: number | null;
		/** The IPv4 mask as a dotted quad; null for IPv6. */
		readonly netmask: string | null;
	} | null;
	/** Such as `sip`; null for none. */
	readonly persistenceEngine: string | null;
	readonly servers: readonly JsonServer[];
};

export type JsonServer = JsonServerName & {
	/** `masquerading`, `tunneling`, `directRouting`, `local` or `bypass`; a number as text for what has no name. */
	readonly method: string;
	/** 0 takes no new connections. */
	readonly weight: number;
	/** 0 is no limit. */
	readonly upperThreshold: number;
	readonly lowerThreshold: number;
	/** Null unless the method is tunneling. */
	readonly tunnel: {
		/** `ipip`, `gue` or `gre`. */
		readonly type: string;
		/** UDP port of GUE; null for the others. */
		readonly port: number | null;
		/** `noChecksum`, `checksum` or `remoteChecksum`; null for ipip. */
		readonly checksum: string | null;
	} | null;
	readonly activeConnections: number;
	readonly inactiveConnections: number;
	/** Persistence templates. */
	readonly persistentConnections: number;
};

/** Totals since the start or the last -Z, and the kernel's moving averages per second. Bytes, not bits; exact up to 2^53. */
export type JsonCounters = {
	readonly connections: number;
	readonly inPackets: number;
	readonly outPackets: number;
	readonly inBytes: number;
	readonly outBytes: number;
	readonly connectionRate: number;
	readonly inPacketRate: number;
	readonly outPacketRate: number;
	readonly inByteRate: number;
	readonly outByteRate: number;
};

export type JsonServiceStats = JsonServiceName &
	JsonCounters & {readonly servers: readonly (JsonServerName & JsonCounters)[]};

/** The table must have been dumped. Services and servers come in ipvsadm's order. */
export const jsonList = (table: Table, info: DirectorInfo): JsonList => ({
	...director(info),
	services: jsonServices(table, {service: () => true, server: () => true}),
});

/** By row numbers of services and of servers. */
type Wanted = {
	readonly service: (row: number) => boolean;
	readonly server: (service: number, row: number) => boolean;
};

/** Some services with some of their servers. */
export const jsonServices = (table: Table, wanted: Wanted): readonly JsonService[] =>
	Array.from(sortedServices(table.services).filter(wanted.service), row => ({
		...serviceName(table.services, row),
		...serviceSettings(table.services, row),
		servers: Array.from(
			sortedDestinations(table, row).filter(server => wanted.server(row, server)),
			server => ({
				...serverName(table.destinations, server),
				...serverSettings(table.destinations, server),
			}),
		),
	}));

export const jsonStats = (table: Table, info: DirectorInfo): JsonStats => ({
	...director(info),
	services: Array.from(sortedServices(table.services), row => ({
		...serviceName(table.services, row),
		...counters(table.services.counters, row),
		servers: Array.from(sortedDestinations(table, row), server => ({
			...serverName(table.destinations, server),
			...counters(table.destinations.counters, server),
		})),
	})),
});

const director = ({
	version: {major, minor, patch},
	connectionTableSize,
}: DirectorInfo): JsonDirector => ({
	version: `${major}.${minor}.${patch}`,
	connectionTableSize,
});

const serviceName = (services: ServiceColumns, row: number): JsonServiceName => {
	const {match} = serviceAt(services, row);
	return match.kind === 'mark'
		? {family: match.family, protocol: null, address: null, port: null, fwmark: match.mark}
		: {
				family: match.address.family,
				protocol: protocolWord(match.protocol),
				address: addressText(match.address),
				port: match.port,
				fwmark: null,
			};
};

const serviceSettings = (services: ServiceColumns, row: number) => {
	const {flags, scheduler, timeout, netmask, persistenceEngine} = serviceAt(services, row);
	const isWide = serviceName(services, row).family === 'ipv6';
	const flagNames = schedulerFlagsText(flags, scheduler, 'complete');
	return {
		scheduler,
		schedulerFlags: flagNames === '' ? [] : flagNames.split(','),
		onePacket: (flags & serviceFlag.onePacket) !== 0,
		persistence:
			(flags & serviceFlag.persistent) === 0
				? null
				: {
						timeout,
						prefixLength: isWide ? netmask : prefixLength(netmask),
						netmask: isWide ? null : netmaskText('ipv4', netmask),
					},
		persistenceEngine: persistenceEngine === '' ? null : persistenceEngine,
	};
};

const serverName = (destinations: DestinationColumns, row: number): JsonServerName => {
	const address = addressAt(destinations, row);
	return {
		family: address.family,
		address: addressText(address),
		port: destinations.port[row] ?? 0,
	};
};

const serverSettings = (destinations: DestinationColumns, row: number) => {
	const {method, weight, upperThreshold, lowerThreshold, tunnel} = destinationAt(destinations, row);
	return {
		method: nameIn(forwarding, method),
		weight,
		upperThreshold,
		lowerThreshold,
		tunnel:
			method === forwarding.tunneling
				? {
						type: nameIn(tunnelType, tunnel.type),
						port: tunnel.type === tunnelType.gue ? tunnel.port : null,
						checksum: tunnel.type === tunnelType.ipip ? null : nameIn(tunnelFlag, tunnel.flags),
					}
				: null,
		activeConnections: destinations.active[row] ?? 0,
		inactiveConnections: destinations.inactive[row] ?? 0,
		persistentConnections: destinations.persistent[row] ?? 0,
	};
};

const counters = (cells: Float64Array, row: number): JsonCounters => ({
	connections: counterAt(cells, row, counter.connections),
	inPackets: counterAt(cells, row, counter.inPackets),
	outPackets: counterAt(cells, row, counter.outPackets),
	inBytes: counterAt(cells, row, counter.inBytes),
	outBytes: counterAt(cells, row, counter.outBytes),
	connectionRate: counterAt(cells, row, counter.connectionRate),
	inPacketRate: counterAt(cells, row, counter.inPacketRate),
	outPacketRate: counterAt(cells, row, counter.outPacketRate),
	inByteRate: counterAt(cells, row, counter.inByteRate),
	outByteRate: counterAt(cells, row, counter.outByteRate),
});

const nameIn = (names: Readonly<Record<string, number>>, number: number): string =>
	Object.keys(names).find(name => names[name] === number) ?? String(number);

const prefixLength = (netmask: number): number | null => {
	const length = Math.clz32(~netmask);
	return (length === 0 ? 0 : (~0 << (32 - length)) >>> 0) === netmask >>> 0 ? length : null;
};
