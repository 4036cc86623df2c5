import {familyNumber} from '../model/address.ts';
import {viewOf} from '../wire/bytes.ts';

export const isFamily = (number: number): boolean =>
	number === familyNumber.ipv4 || number === familyNumber.ipv6;

/** Two bytes a character: text that nobody reads, but quick to make and to compare. */
export const addressKey = (family: number, address: Uint8Array): string => {
	const word = (index: number): number => (address[index]! << 8) | address[index + 1]!;
	return family === familyNumber.ipv6
		? String.fromCharCode(word(0), word(2), word(4), word(6), word(8), word(10), word(12), word(14))
		: String.fromCharCode(word(0), word(2));
};

/**
Whether the kernel takes an address for a real server: one that names a single host. IPv4 addresses are looked up in the local
routing table, of which the engine knows the loopback's part only; IPv6 ones are judged by their bits.

@source kernel net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_new_dest; net/ipv4/fib_frontend.c, inet_addr_type; net/ipv6/addrconf_core.c, __ipv6_addr_type
*/
export const isHostAddress = (family: number, address: Uint8Array): boolean =>
	family === familyNumber.ipv6 ? isHostIpv6(viewOf(address)) : isHostIpv4(viewOf(address));

const isHostIpv4 = (address: DataView): boolean => {
	const number = address.getUint32(0);
	const isMulticast = number >>> 28 === 0xe;
	return !isMulticast && number !== 0 && number !== 0xff_ff_ff_ff && number !== loopbackBroadcast;
};

const loopbackBroadcast = 0x7f_ff_ff_ff;

const isHostIpv6 = (address: DataView): boolean => {
	const isMulticast = address.getUint8(0) === 0xff;
	const isLinkLocal = address.getUint16(0) >>> 6 === 0xfe80 >>> 6;
	const startsWithZeros = address.getUint32(0) === 0 && address.getUint32(4) === 0;
	const third = address.getUint32(8);
	const isUnspecified = startsWithZeros && third === 0 && address.getUint32(12) === 0;
	const isMapped = startsWithZeros && third === 0xffff;
	return !isMulticast && !isLinkLocal && !isUnspecified && !isMapped;
};

export const isMulticast = (group: Uint8Array): boolean =>
	group.length === 16 ? group[0] === 0xff : group[0]! >>> 4 === 0xe;
