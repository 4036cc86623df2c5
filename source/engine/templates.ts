import {familyNumber} from '../model/address.ts';
import {
	claimConnection,
	releaseConnection,
	schedule,
	state,
	stepAfter,
	type Connections,
} from './connections.ts';
import type {ServiceEntry} from './entries.ts';
import type {Director} from './state.ts';
import {viewOf} from '../wire/bytes.ts';

/**
Persistence: the first connection from a client, or from a network of clients, leaves a template, and later ones go where it says
as long as that server is there, whatever its weight.

@returns the template's row, or -1
*/
export const findTemplate = (
	{connections}: Director,
	service: ServiceEntry,
	client: readonly number[],
): number => {
	const row = connections.templates.get(keyOf(service, masked(service, client)));
	const destination = row === undefined ? undefined : connections.destination[row];
	const isThere =
		row !== undefined &&
		connections.service[row] === service &&
		destination !== undefined &&
		service.destinations.get(destination.key) === destination;
	return isThere ? row : -1;
};

/** Puts a connection under its template, which begins to wait anew; makes the template where there is none. */
export const keepTemplate = (director: Director, row: number, template: number): void => {
	const {connections} = director;
	const service = connections.service[row];
	if (service === undefined) {
		return;
	}
	const due = stepAfter(connections, service.timeout / director.settings.hz);
	let kept = template;
	if (kept === -1) {
		kept = create(director, row, service);
		schedule(connections, kept, due);
	} else {
		// It stays where it is on the wheel, which looks at the time again.
		connections.due[kept] = due;
	}
	connections.template[row] = kept;
	connections.controlled[kept]! += 1;
};

/** Forgets a template without connections. */
export const dropTemplate = (connections: Connections, row: number): void => {
	const service = connections.service[row];
	if (service !== undefined) {
		const key = keyOf(service, connections.client.subarray(row * 4, row * 4 + 4));
		// A newer one may have taken its place after its destination was deleted.
		if (connections.templates.get(key) === row) {
			connections.templates.delete(key);
		}
	}
	releaseConnection(connections, row);
};

const create = ({connections}: Director, row: number, service: ServiceEntry): number => {
	const client = masked(service, connections.client.subarray(row * 4, row * 4 + 4));
	const destination = connections.destination[row];
	const template = claimConnection(connections);
	connections.client.set(client, template * 4);
	connections.clientPort[template] = 0;
	connections.service[template] = service;
	connections.destination[template] = destination;
	connections.state[template] = state.unassured;
	connections.templates.set(keyOf(service, client), template);
	if (destination !== undefined) {
		destination.persistent += 1;
	}
	return template;
};

const masked = ({family, netmask}: ServiceEntry, client: ArrayLike<number>): readonly number[] => {
	if (family === familyNumber.ipv4) {
		return [(client[0]! & maskOf(netmask)) >>> 0, 0, 0, 0];
	}
	return [0, 1, 2, 3].map(word => {
		const bits = Math.min(Math.max(netmask - word * 32, 0), 32);
		return bits === 0 ? 0 : (client[word]! & (0xff_ff_ff_ff << (32 - bits))) >>> 0;
	});
};

/** The mask as a number, from its four bytes in network order. */
export const maskOf = (netmask: number): number => viewOf(wordBytes(netmask)).getUint32(0);

const wordBytes = (word: number): Uint8Array => new Uint8Array(Uint32Array.of(word).buffer);

const keyOf = (service: ServiceEntry, client: ArrayLike<number>): string =>
	`${service.key} ${client[0]} ${client[1]} ${client[2]} ${client[3]}`;
