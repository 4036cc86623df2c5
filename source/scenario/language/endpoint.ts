import {parseIpv4, parseIpv6, type Address} from '../../model/address.ts';

/** An address in numbers, with or without a port: `192.0.2.1:80`, `192.0.2.1`, `[2001:db8::1]:80`, `2001:db8::1`. */
export type WrittenEndpoint = {readonly address: Address; readonly port: number | undefined};

export const readEndpoint = (text: string): WrittenEndpoint | undefined => {
	const [, host = text, digits] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text) ?? [];
	const isBracketed = host.startsWith('[');
	const address =
		(isBracketed ? undefined : parseIpv4(host)) ??
		parseIpv6(isBracketed ? host.slice(1, -1) : host);
	const port = digits === undefined ? undefined : Number(digits);
	return address === undefined || (port !== undefined && port > 65_535)
		? undefined
		: {address, port};
};

/** The engine holds every address in sixteen bytes, of which IPv4 fills the first four. */
export const wholeAddress = ({bytes}: Address): Uint8Array => {
	const whole = new Uint8Array(16);
	whole.set(bytes);
	return whole;
};
