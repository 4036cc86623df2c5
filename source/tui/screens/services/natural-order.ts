import type {Table} from '../../../model/table.ts';
import type {Structure} from '../../../sampler/structure.ts';

/** The order by name, once for all tables of the same rows. */
export type NaturalOrder = {
	/** Service rows. */
	readonly services: Uint32Array;
	/** Destination rows, each service's where its destinations lie. */
	readonly destinations: Uint32Array;
	/** Place of a row in those, for rows that are equal otherwise. */
	readonly serviceRank: Uint32Array;
	readonly destinationRank: Uint32Array;
};

const known = new WeakMap<Structure, NaturalOrder>();

/** Addresses before marks, IPv4 before IPv6, by number and not by text, then port and protocol. */
export const naturalOrder = (structure: Structure, table: Table): NaturalOrder => {
	const order = known.get(structure) ?? orderOf(table);
	known.set(structure, order);
	return order;
};

const orderOf = ({services, destinations, firstDestination}: Table): NaturalOrder => {
	const serviceRows = Uint32Array.from({length: services.count}, (_, row) => row).toSorted(
		(a, b) =>
			(services.mark[a] ?? 0) - (services.mark[b] ?? 0) ||
			byAddress(services, a, b) ||
			(services.port[a] ?? 0) - (services.port[b] ?? 0) ||
			(services.protocol[a] ?? 0) - (services.protocol[b] ?? 0),
	);
	const destinationRows = Uint32Array.from({length: destinations.count}, (_, row) => row);
	const compare = (a: number, b: number): number =>
		byAddress(destinations, a, b) || (destinations.port[a] ?? 0) - (destinations.port[b] ?? 0);
	for (let row = 0; row < services.count; row += 1) {
		sortGroup(destinationRows, firstDestination[row] ?? 0, firstDestination[row + 1] ?? 0, compare);
	}
	return {
		services: serviceRows,
		destinations: destinationRows,
		serviceRank: rankOf(serviceRows),
		destinationRank: rankOf(destinationRows),
	};
};

const rankOf = (rows: Uint32Array): Uint32Array => {
	const rank = new Uint32Array(rows.length);
	for (let place = 0; place < rows.length; place += 1) {
		rank[rows[place] ?? 0] = place;
	}
	return rank;
};

/** More than this are not put in order one by one. */
const few = 24;

/** Sorts a part of the rows in place; cheap where they are in order already, as from one reading to the next they mostly are. */
export const sortGroup = (
	rows: Uint32Array,
	first: number,
	end: number,
	compare: (a: number, b: number) => number,
): void => {
	let place = first + 1;
	while (place < end && compare(rows[place - 1] ?? 0, rows[place] ?? 0) <= 0) {
		place += 1;
	}
	if (place >= end) {
		return;
	}
	if (end - first > few) {
		rows.subarray(first, end).sort(compare);
		return;
	}
	for (; place < end; place += 1) {
		const row = rows[place] ?? 0;
		let to = place;
		while (to > first && compare(rows[to - 1] ?? 0, row) > 0) {
			rows[to] = rows[to - 1] ?? 0;
			to -= 1;
		}
		rows[to] = row;
	}
};

type Addressed = {readonly family: Uint8Array; readonly address: Uint8Array};

const byAddress = ({family, address}: Addressed, a: number, b: number): number => {
	const difference = (family[a] ?? 0) - (family[b] ?? 0);
	if (difference !== 0) {
		return difference;
	}
	for (let cell = 0; cell < 16; cell += 1) {
		const byte = (address[a * 16 + cell] ?? 0) - (address[b * 16 + cell] ?? 0);
		if (byte !== 0) {
			return byte;
		}
	}
	return 0;
};
