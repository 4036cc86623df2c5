import {parseIpv4, parseIpv6, type Address} from '../model/address.ts';

/** A prefix as a packet filter or a route has it. */
export type Prefix = {readonly address: Address; readonly length: number};

export const isWithin = ({address, length}: Prefix, other: Address): boolean => {
	if (address.family !== other.family) {
		return false;
	}
	for (let bit = 0; bit < length; bit += 8) {
		const mask = length - bit >= 8 ? 0xff : (0xff << (8 - (length - bit))) & 0xff;
		const at = bit / 8;
		if (((address.bytes[at] ?? 0) & mask) !== ((other.bytes[at] ?? 0) & mask)) {
			return false;
		}
	}
	return true;
};

export const parseAddress = (text: string): Address | undefined =>
	text.includes(':') ? parseIpv6(text) : parseIpv4(text);

/** `192.0.2.0/24`, `2001:db8::/32`, or one address; undefined for anything else, masks with holes among it. */
export const parsePrefix = (text: string): Prefix | undefined => {
	const [before = '', behind] = text.split('/');
	const address = parseAddress(before);
	if (address === undefined) {
		return undefined;
	}
	const widest = address.bytes.length * 8;
	const length = behind === undefined ? widest : Number(behind);
	return Number.isInteger(length) && length >= 0 && length <= widest
		? {address, length}
		: undefined;
};
