import {familyNumber} from '../model/address.ts';
import {protocols, serviceFlag} from '../model/service.ts';
import type {ServiceColumns} from '../model/table.ts';
import type {EndpointWriter} from './endpoint-text.ts';
import {schedulerBits, schedulerFlagsText} from './scheduler-flags.ts';

/** `TCP  192.0.2.1:80`, at most 33 characters unless IPv6; `FWM  7`, `FWM  7 IPv6`. */
export const serviceName = (
	{mark, family, protocol, address, port}: ServiceColumns,
	row: number,
	endpoint: EndpointWriter,
): string => {
	const isWide = family[row] === familyNumber.ipv6;
	const value = mark[row] ?? 0;
	if (value !== 0) {
		// Signed, as ipvsadm prints it.
		return `FWM  ${value | 0}${isWide ? ' IPv6' : ''}`;
	}
	const number = protocol[row] ?? 0;
	const text = `${protocolNames[number] ?? '?    '}${endpoint(family[row] ?? 0, address, row * 16, port[row] ?? 0, number)}`;
	return isWide ? text : text.slice(0, 33);
};

/** ` wlc (flag-1) persistent 300 mask 255.255.255.0 pe sip ops`, without a trailing blank. */
export const serviceSettings = (services: ServiceColumns, row: number): string => {
	const flags = services.flags[row] ?? 0;
	const scheduler = services.scheduler[row] ?? '';
	let text = ` ${scheduler}`;
	if ((flags & schedulerBits) !== 0) {
		text += ` (${schedulerFlagsText(flags, scheduler, 'listed')})`;
	}
	if ((flags & serviceFlag.persistent) !== 0) {
		text += ` persistent ${services.timeout[row]}`;
		const mask = partialMask(services.family[row] ?? 0, services.netmask[row] ?? 0);
		text += mask === undefined ? '' : ` mask ${mask}`;
		const engine = services.persistenceEngine[row];
		text += engine === '' || engine === undefined ? '' : ` pe ${engine}`;
	}
	return (flags & serviceFlag.onePacket) === 0 ? text : `${text} ops`;
};

/** Dotted for IPv4, a number for IPv6; undefined when it covers one client only. */
export const partialMask = (family: number, netmask: number): string | undefined => {
	if (family === familyNumber.ipv6) {
		return netmask === 128 ? undefined : String(netmask);
	}
	return netmask === 0xff_ff_ff_ff
		? undefined
		: `${netmask >>> 24}.${(netmask >>> 16) & 255}.${(netmask >>> 8) & 255}.${netmask & 255}`;
};

const protocolNames: Readonly<Record<number, string>> = {
	[protocols.tcp]: 'TCP  ',
	[protocols.udp]: 'UDP  ',
	[protocols.sctp]: 'SCTP ',
};
