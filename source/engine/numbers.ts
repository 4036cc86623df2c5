import {familyNumber} from '../model/address.ts';
import {viewOf} from '../wire/bytes.ts';

/** Upper case, as %0*X prints a number. */
export const hex = (value: number, width: number): string =>
	value.toString(16).toUpperCase().padStart(width, '0');

/** As the files of the kernel print addresses: eight hexadecimal digits, or eight groups of four in lower case. */
export const addressText = (family: number, address: Uint8Array): string => {
	const view = viewOf(address);
	if (family !== familyNumber.ipv6) {
		return hex(view.getUint32(0), 8);
	}
	const groups: string[] = [];
	for (let offset = 0; offset < 16; offset += 2) {
		groups.push(view.getUint16(offset).toString(16).padStart(4, '0'));
	}
	return groups.join(':');
};

const protocolNames: Readonly<Record<number, string>> = {
	0: 'IP',
	1: 'ICMP',
	6: 'TCP',
	17: 'UDP',
	58: 'ICMPv6',
	132: 'SCTP',
};

/** @source kernel net/netfilter/ipvs/ip_vs_core.c, ip_vs_proto_name */
export const protocolName = (protocol: number): string =>
	protocolNames[protocol] ?? `IP_${protocol}`;
