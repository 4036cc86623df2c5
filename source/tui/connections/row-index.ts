import type {Connections, EndpointColumns} from '../../model/connections.ts';
import {endpointsOf} from '../../model/connections.ts';
import {protocols} from '../../model/service.ts';
import {intern, type Interned} from './intern.ts';
import {allOf, sortedByKey} from './radix.ts';
import {eachPart, type Work} from '../work.ts';

/** What grouping, filtering and sorting need of a snapshot, made once. */
export type RowIndex = {
	/** All by address, IPv4 first, then by port. */
	readonly clients: Interned;
	/** Virtual services: protocol, address and port. */
	readonly services: Interned;
	/** Real servers: address and port. */
	readonly servers: Interned;
	/** All rows by client and its port: a template, whose port is 0, before what it controls. */
	readonly natural: Uint32Array;
};

export function* rowIndexOf(connections: Connections): Work<RowIndex> {
	const {count, protocol, protocolNames} = connections;
	const {client, virtual, destination} = endpointsOf(connections);
	const numbers = Uint32Array.from(protocolNames, protocolNumber);
	const clientExtra = new Uint32Array(client.family);
	yield;
	const serviceExtra = new Uint32Array(count);
	const serverExtra = new Uint32Array(count);
	yield* eachPart(count, (from, to) => {
		for (let row = from; row < to; row += 1) {
			serviceExtra[row] = (numbers[protocol[row]!]! << 16) | virtual.port[row]!;
			serverExtra[row] = (destination.family[row]! << 16) | destination.port[row]!;
		}
	});
	const clients = yield* intern({count, words: wordsOf(client), extra: clientExtra}, rowOf =>
		byAddress(rowOf, client),
	);
	const services = yield* intern({count, words: wordsOf(virtual), extra: serviceExtra}, rowOf =>
		byAddress(rowOf, virtual),
	);
	const servers = yield* intern({count, words: wordsOf(destination), extra: serverExtra}, rowOf =>
		byAddress(rowOf, destination),
	);
	const byPort = yield* sortedByKey(allOf(count), new Uint32Array(client.port));
	return {clients, services, servers, natural: yield* sortedByKey(byPort, clients.of)};
}

/** The number of a protocol that the kernel printed; names that it has not stay apart by their letters. */
const protocolNumber = (name: string): number => {
	const known = (protocols as Readonly<Record<string, number>>)[name.toLowerCase()];
	return (
		known ?? [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) & 0x7fff, 256)
	);
};

const wordsOf = ({address, family}: EndpointColumns): Uint32Array =>
	new Uint32Array(address.buffer, address.byteOffset, family.length * 4);

/** Numbers of things by address, IPv4 first, then by port. */
function* byAddress(
	rowOf: Uint32Array,
	{address, family, port}: EndpointColumns,
): Work<Uint32Array> {
	const view = new DataView(address.buffer, address.byteOffset, address.byteLength);
	let order = yield* sortedByKey(allOf(rowOf.length), yield* keysOf(rowOf, row => port[row]!));
	for (let word = 3; word >= 0; word -= 1) {
		const keys = yield* keysOf(rowOf, row => view.getUint32(row * 16 + word * 4));
		order = yield* sortedByKey(order, keys);
	}
	return yield* sortedByKey(order, yield* keysOf(rowOf, row => family[row]!));
}

function* keysOf(rowOf: Uint32Array, valueAt: (row: number) => number): Work<Uint32Array> {
	const keys = new Uint32Array(rowOf.length);
	yield* eachPart(rowOf.length, (from, to) => {
		for (let thing = from; thing < to; thing += 1) {
			keys[thing] = valueAt(rowOf[thing]!);
		}
	});
	return keys;
}
