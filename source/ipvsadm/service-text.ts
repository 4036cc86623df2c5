import {familyNumber} from '../model/address.ts';
import {protocols, serviceFlag} from '../model/service.ts';
import type {ServiceColumns} from '../model/table.ts';
import type {EndpointWriter} from './endpoint-text.ts';
import {cutAt, put, type Page} from './page.ts';
import {schedulerBits, schedulerFlagsText} from './scheduler-flags.ts';

/** `TCP  192.0.2.1:80`, at most 33 characters unless IPv6; `FWM  7`, `FWM  7 IPv6`. */
export const putServiceName = (
	page: Page,
	services: ServiceColumns,
	row: number,
	endpoint: EndpointWriter,
): void => {
	const isWide = services.family[row] === familyNumber.ipv6;
	const mark = services.mark[row] ?? 0;
	if (mark !== 0) {
		// Signed, as ipvsadm prints it.
		put(page, `FWM  ${mark | 0}${isWide ? ' IPv6' : ''}`);
		return;
	}
	const start = page.at;
	const protocol = services.protocol[row] ?? 0;
	put(page, protocolNames[protocol] ?? '?    ');
	endpoint(page, services, row, protocol);
	if (!isWide) {
		cutAt(page, start + 33);
	}
};

/** ` wlc (flag-1) persistent 300 mask 255.255.255.0 pe sip ops`, without a trailing blank. */
export const putServiceSettings = (page: Page, services: ServiceColumns, row: number): void => {
	const flags = services.flags[row] ?? 0;
	const scheduler = services.scheduler[row] ?? '';
	put(page, ' ');
	put(page, scheduler);
	if ((flags & schedulerBits) !== 0) {
		put(page, ` (${schedulerFlagsText(flags, scheduler, 'listed')})`);
	}
	if ((flags & serviceFlag.persistent) !== 0) {
		put(page, ` persistent ${services.timeout[row]}`);
		const mask = partialMask(services.family[row] ?? 0, services.netmask[row] ?? 0);
		put(page, mask === undefined ? '' : ` mask ${mask}`);
		const engine = services.persistenceEngine[row];
		put(page, engine === '' || engine === undefined ? '' : ` pe ${engine}`);
	}
	if ((flags & serviceFlag.onePacket) !== 0) {
		put(page, ' ops');
	}
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
