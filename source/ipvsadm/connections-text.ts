import {familyNumber} from '../model/address.ts';
import type {Connections} from '../model/connections.ts';
import {protocols} from '../model/service.ts';
import type {EndpointWriter} from './endpoint-text.ts';

export type ConnectionsView = {
	readonly withPersistence: boolean;
	readonly endpoint: EndpointWriter;
};

/** The connection table with its title, as -L -c prints it, line by line: always in the order of the kernel. */
export function* connectionsText(
	connections: Connections,
	{withPersistence, endpoint}: ConnectionsView,
): Generator<string> {
	yield `IPVS connection entries\n${withPersistence ? longTitle : title}\n`;
	for (let row = 0; row < connections.count; row += 1) {
		const protocol = connections.protocolNames[connections.protocol[row] ?? 0] ?? '';
		const number = connectionProtocols[protocol] ?? 0;
		const {clientPort, virtualPort, destinationPort} = connections;
		const client = endpoint(
			connections.clientFamily[row] ?? familyNumber.ipv4,
			connections.client,
			row * 16,
			clientPort[row] ?? 0,
			number,
		);
		const virtual = endpoint(
			connections.virtualFamily[row] ?? familyNumber.ipv4,
			connections.virtual,
			row * 16,
			virtualPort[row] ?? 0,
			number,
		);
		const destination = endpoint(
			connections.destinationFamily[row] ?? familyNumber.ipv4,
			connections.destination,
			row * 16,
			destinationPort[row] ?? 0,
			number,
		);
		const state = connections.stateNames[connections.state[row] ?? 0] ?? '';
		const start = `${protocol.padEnd(3)} ${clock(connections.expires[row] ?? 0).padEnd(6)} ${state.padEnd(11)} ${client.padEnd(18)} ${virtual.padEnd(18)}`;
		const persistence = withPersistence ? connections.persistence.get(row) : undefined;
		yield persistence === undefined
			? `${start} ${destination}\n`
			: `${start} ${destination.padEnd(16)} ${persistence.engine.padEnd(18)} ${persistence.data}\n`;
	}
}

/** Whose ports have names. */
export const connectionProtocols: Readonly<Record<string, number>> = {
	TCP: protocols.tcp,
	UDP: protocols.udp,
	SCTP: protocols.sctp,
};

const clock = (seconds: number): string =>
	`${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;

const title = 'pro expire state       source             virtual            destination';
const longTitle =
	'pro expire state       source             virtual            destination        pe name          pe_data';
