import {addressText, familyNumber, familyOf, type Address} from '../../model/address.ts';
import type {Connections} from '../../model/connections.ts';

/**
A line of `ipvs-tui connections --json`: one object a connection or persistence template, in the kernel's order. Fields may be
added later; none changes its name or meaning.
*/
export type JsonConnection = {
	/** `tcp`, `udp`, `sctp`; `ip` for a template of a firewall mark. */
	readonly protocol: string;
	/** The kernel's name, such as `ESTABLISHED`. */
	readonly state: string;
	/** Seconds until the entry goes. */
	readonly expires: number;
	readonly clientAddress: string;
	/** 0 in a template. */
	readonly clientPort: number;
	/** Null in a template of a firewall mark, which stands in `fwmark`. */
	readonly virtualAddress: string | null;
	readonly virtualPort: number | null;
	readonly fwmark: number | null;
	readonly serverAddress: string;
	readonly serverPort: number;
	/** Such as `sip`, and what it knows the client by; null for none. */
	readonly persistenceEngine: string | null;
	readonly persistenceData: string | null;
};

export const jsonConnection = (connections: Connections, row: number): JsonConnection => {
	const {protocol, state, protocolNames, stateNames, persistence} = connections;
	const word = (protocolNames[protocol[row] ?? 0] ?? '').toLowerCase();
	const virtual = addressIn(connections.virtual, connections.virtualFamily, row);
	const isMark = word === 'ip';
	const engine = persistence.get(row);
	return {
		protocol: word,
		state: stateNames[state[row] ?? 0] ?? '',
		expires: connections.expires[row] ?? 0,
		clientAddress: addressText(addressIn(connections.client, connections.clientFamily, row)),
		clientPort: connections.clientPort[row] ?? 0,
		virtualAddress: isMark ? null : addressText(virtual),
		virtualPort: isMark ? null : (connections.virtualPort[row] ?? 0),
		fwmark: isMark ? firstNumber(virtual) : null,
		serverAddress: addressText(
			addressIn(connections.destination, connections.destinationFamily, row),
		),
		serverPort: connections.destinationPort[row] ?? 0,
		persistenceEngine: engine?.engine ?? null,
		persistenceData: engine?.data ?? null,
	};
};

const addressIn = (bytes: Uint8Array, families: Uint8Array, row: number): Address => {
	const isWide = families[row] === familyNumber.ipv6;
	return {
		family: familyOf(families[row] ?? 0),
		bytes: bytes.subarray(row * 16, row * 16 + (isWide ? 16 : 4)),
	};
};

/** The kernel puts the mark where an address begins: 0.0.0.7, or 0:9:: in IPv6. */
const firstNumber = ({bytes}: Address): number =>
	new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
