import {parseIpv4, parseIpv6} from '../../source/model/address.ts';

/** Sixteen bytes as they are sent, from text of either family. */
export const address = (text: string): Uint8Array => {
	const bytes = new Uint8Array(16);
	const parsed = parseIpv4(text) ?? parseIpv6(text);
	if (parsed === undefined) {
		throw new Error(`no address: ${text}`);
	}
	bytes.set(parsed.bytes);
	return bytes;
};

/** Four bytes in network order, read as the machine reads a number. */
export const mask = (text: string): number =>
	new Uint32Array(address(text).slice(0, 4).buffer)[0] ?? 0;

export const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

/** Text as it is sent, with nothing added. */
export const raw = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** The attribute FLAGS: the flags, and the bits of them that count. */
export const flags = (value: number, counts = 0xff_ff_ff_ff): Uint8Array => {
	const pair = new Uint8Array(8);
	pair.set(new Uint8Array(Uint32Array.of(value, counts).buffer));
	return pair;
};

export const ipv4 = 2;
export const ipv6 = 10;

/** What every new service has to have besides its identity. */
export const settings = {
	scheduler: 'rr',
	flags: flags(0),
	timeout: 0,
	netmask: mask('255.255.255.255'),
} as const;
export const settings6 = {...settings, netmask: 128} as const;

export const web = {family: ipv4, protocol: 6, address: address('10.0.0.1'), port: 80} as const;
export const web6 = {
	family: ipv6,
	protocol: 6,
	address: address('2001:db8::1'),
	port: 80,
} as const;

export const onPort = (port: number) => ({...web, port});

/** A destination in full. */
export const server = (text: string, port = 80) =>
	({
		address: address(text),
		port,
		method: 0,
		weight: 1,
		upperThreshold: 0,
		lowerThreshold: 0,
	}) as const;
