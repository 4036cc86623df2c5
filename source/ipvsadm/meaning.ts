import type {Change} from '../model/change.ts';
import {forwarding, plainTunnel, type Destination} from '../model/destination.ts';
import type {Daemon} from '../model/director.ts';
import {serviceFlag, wholeNetmask, type Match, type Service} from '../model/service.ts';
import type {Address} from '../model/address.ts';
import type {CommandName} from './commands.ts';
import type {Draft} from './draft.ts';
import {has} from './legality.ts';
import type {List, Parsed, TableFormat} from './parsed.ts';

/** What a checked draft asks for. */
export const meaning = (draft: Draft): Parsed => meanings[draft.command](draft);

const meanings: Readonly<Record<CommandName, (draft: Draft) => Parsed>> = {
	'add-service': draft => change({kind: 'add-service', service: serviceOf(draft)}),
	'edit-service': draft => change({kind: 'edit-service', service: serviceOf(draft)}),
	'delete-service': draft => change({kind: 'delete-service', match: matchOf(draft)}),
	flush: () => change({kind: 'flush'}),
	list: draft => ({kind: 'list', list: listOf(draft)}),
	'add-server': draft =>
		change({kind: 'add-destination', match: matchOf(draft), destination: destinationOf(draft)}),
	'edit-server': draft =>
		change({kind: 'edit-destination', match: matchOf(draft), destination: destinationOf(draft)}),
	'delete-server': draft =>
		change({
			kind: 'delete-destination',
			match: matchOf(draft),
			address: draft.serverAddress ?? noAddress,
			port: draft.serverPort,
		}),
	set: ({timeouts: [tcp = 0, tcpFin = 0, udp = 0]}) =>
		change({kind: 'set-timeouts', timeouts: {tcp, tcpFin, udp}}),
	'start-daemon': draft => change({kind: 'start-daemon', daemon: daemonOf(draft)}),
	'stop-daemon': ({role}) => change({kind: 'stop-daemon', role}),
	restore: () => ({kind: 'restore'}),
	save: draft => ({kind: 'save', isNumeric: has(draft, 'numeric')}),
	zero: draft => change(isWhole(draft) ? {kind: 'zero'} : {kind: 'zero', match: matchOf(draft)}),
	help: () => ({kind: 'help'}),
	version: () => ({kind: 'version'}),
};

const change = (value: Change): Parsed => ({kind: 'change', change: value});

const matchOf = ({mark, family, protocol, address, port}: Draft): Match =>
	mark === 0
		? {kind: 'address', protocol, address: address ?? noAddress, port}
		: {kind: 'mark', mark, family};

const serviceOf = (draft: Draft): Service => ({
	match: matchOf(draft),
	scheduler: draft.scheduler,
	flags:
		draft.schedulerBits |
		(draft.persistence === undefined ? 0 : serviceFlag.persistent) |
		(draft.isOnePacket ? serviceFlag.onePacket : 0),
	timeout: draft.persistence ?? 0,
	netmask: draft.netmask ?? wholeNetmask(draft.family),
	persistenceEngine: draft.engine,
});

const destinationOf = (draft: Draft): Destination => ({
	address: draft.serverAddress ?? noAddress,
	// Only masquerading can change a port: with the other methods the port of the service wins, whatever was given.
	port:
		draft.mark === 0 && draft.method !== forwarding.masquerading ? draft.port : draft.serverPort,
	method: draft.method,
	weight: draft.weight,
	upperThreshold: draft.upperThreshold,
	lowerThreshold: draft.lowerThreshold,
	tunnel:
		draft.method === forwarding.tunneling
			? {type: draft.tunnelType, port: draft.tunnelPort, flags: draft.tunnelFlags}
			: plainTunnel,
});

const daemonOf = (draft: Draft): Daemon => ({
	role: draft.role,
	interface: draft.interface,
	syncId: draft.syncId,
	maxLength: draft.maxLength,
	group: draft.group,
	port: draft.groupPort,
	ttl: draft.ttl,
});

/** -Z of an address that is all zero with port 0 reaches the kernel without a service: every counter. */
const isWhole = ({mark, address, port}: Draft): boolean =>
	mark === 0 && port === 0 && (address === undefined || address.bytes.every(byte => byte === 0));

const listOf = (draft: Draft): List => {
	if (has(draft, 'timeout')) {
		return {kind: 'timeouts'};
	}
	if (has(draft, 'daemon')) {
		return {kind: 'daemons'};
	}
	const isNumeric = has(draft, 'numeric');
	if (has(draft, 'connection')) {
		return {kind: 'connections', isNumeric, withPersistence: has(draft, 'persistent-conn')};
	}
	return {
		kind: 'table',
		format: formats.find(format => has(draft, format)) ?? 'default',
		match: has(draft, 'service-address') ? matchOf(draft) : undefined,
		isNumeric,
		isExact: has(draft, 'exact'),
		order: has(draft, 'nosort') ? 'kernel' : 'sorted',
	};
};

/** The first one given wins. */
const formats = [
	'stats',
	'rate',
	'thresholds',
	'persistent-conn',
	'tun-info',
] as const satisfies readonly TableFormat[];

const noAddress: Address = {family: 'ipv4', bytes: new Uint8Array(4)};
