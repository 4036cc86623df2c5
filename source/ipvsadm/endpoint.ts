import {parseIpv6, type Address} from '../model/address.ts';
import {protocols} from '../model/service.ts';
import {parseLooseIpv4} from './internet-address.ts';
import type {NameBook, Question} from './names.ts';
import {isDigit, numberWithin} from './number.ts';

export type Endpoint = {
	readonly kind: 'endpoint';
	readonly address: Address;
	/** Undefined when the text has none. */
	readonly port: number | undefined;
};

export type Asks = {readonly kind: 'asks'; readonly question: Question};

/**
Reads `host[:port]` as -t, -u, --sctp-service and -r take it.

@param protocol - for service names; 0 while it is not known yet, then names of services are refused
@returns undefined for what ipvsadm calls illegal
*/
export const readEndpoint = (
	text: string,
	protocol: number,
	names: NameBook,
): Endpoint | Asks | undefined => {
	if (isAllDigits(text)) {
		return undefined;
	}
	const close = text.charCodeAt(0) === openBracket ? text.indexOf(']') : -2;
	if (close === -1 || (close > 0 && text.charCodeAt(close + 1) !== colon)) {
		return undefined;
	}
	const inner = close > 0 ? text.slice(1, close) : text;
	const lastColon = inner.lastIndexOf(':');
	// An IPv6 address has two colons at least; this spares the attempt for `host:port`.
	const wide = lastColon > inner.indexOf(':') ? parseIpv6(inner) : undefined;
	if (wide !== undefined) {
		return withPort(wide, close > 0 ? text.slice(close + 2) : undefined, protocol, names);
	}
	const host = readHost(lastColon === -1 ? inner : inner.slice(0, lastColon), names);
	if (host === undefined || 'kind' in host) {
		return host;
	}
	return withPort(host, lastColon === -1 ? undefined : inner.slice(lastColon + 1), protocol, names);
};

/** An IPv4 address: inet_aton's forms, else a name. */
export const readHost = (text: string, names: NameBook): Address | Asks | undefined => {
	const address = parseLooseIpv4(text);
	if (address !== undefined || text === '') {
		return address;
	}
	const known = names.addressOfHost(text);
	return known === undefined
		? {kind: 'asks', question: {kind: 'address-of-host', host: text}}
		: (known ?? undefined);
};

const withPort = (
	address: Address,
	text: string | undefined,
	protocol: number,
	names: NameBook,
): Endpoint | Asks | undefined => {
	if (text === undefined) {
		return {kind: 'endpoint', address, port: undefined};
	}
	const number = numberWithin(text, 0, 65_535);
	if (number !== undefined) {
		return {kind: 'endpoint', address, port: number};
	}
	if (text === '' || !protocolsWithNames.has(protocol)) {
		return undefined;
	}
	const port = names.portOfService(text, protocol);
	if (port === undefined) {
		return {kind: 'asks', question: {kind: 'port-of-service', service: text, protocol}};
	}
	return port === null ? undefined : {kind: 'endpoint', address, port};
};

const isAllDigits = (text: string): boolean => {
	for (let index = 0; index < text.length; index += 1) {
		if (!isDigit(text.charCodeAt(index))) {
			return false;
		}
	}
	return true;
};

const protocolsWithNames: ReadonlySet<number> = new Set(Object.values(protocols));
const openBracket = 91;
const colon = 58;
