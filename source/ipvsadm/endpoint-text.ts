import {familyNumber, familyOf, ipv4Text, ipv6Text} from '../model/address.ts';
import type {NameBook} from './names.ts';

/** An address and port somewhere in the columns of a snapshot. */
export type EndpointWriter = (
	/** 2 or 10. */
	family: number,
	bytes: Uint8Array,
	offset: number,
	port: number,
	/** For the name of the port; 0 when the port has none. */
	protocol: number,
) => string;

/** `192.0.2.1:80` or `[2001:db8::1]:80`. */
export const numericEndpoint: EndpointWriter = (family, bytes, offset, port) =>
	family === familyNumber.ipv6
		? `[${ipv6Text(bytes, offset)}]:${port}`
		: `${ipv4Text(bytes, offset)}:${port}`;

/** The same with the names that are known; ipvsadm writes into 60 bytes and loses the rest. */
export const namedEndpoint =
	(names: NameBook): EndpointWriter =>
	(family, bytes, offset, port, protocol) => {
		const isWide = family === familyNumber.ipv6;
		const address = {
			family: familyOf(family),
			bytes: bytes.subarray(offset, offset + (isWide ? 16 : 4)),
		};
		const host =
			names.hostOfAddress(address) ?? (isWide ? ipv6Text(bytes, offset) : ipv4Text(bytes, offset));
		const service = names.serviceOfPort(port, protocol) ?? port;
		return (isWide ? `[${host}]:${service}` : `${host}:${service}`).slice(0, longestEndpoint);
	};

const longestEndpoint = 59;
