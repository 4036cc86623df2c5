import {hasSameCells} from '../model/columns.ts';
import {destinationKeyAt, serviceKeyAt, type Table} from '../model/table.ts';

/**
Which rows a table has, apart from their numbers. Two tables of the same rows in the same order share one structure, so that
whatever is derived from it (keys, texts, order) is derived once and not every two seconds.
*/
export type Structure = {
	readonly serviceKeys: readonly string[];
	readonly serviceRow: ReadonlyMap<string, number>;
	/** Key of a destination inside its service, made when first asked for. */
	readonly destinationKey: (row: number) => string;
	/** Service row of a destination row. */
	readonly serviceOf: Uint32Array;
};

/** The previous structure when the rows are the same, else a new one. */
export const structureOf = (
	table: Table,
	previous?: {readonly table: Table; readonly structure: Structure},
): Structure =>
	previous !== undefined && hasSameRows(previous.table, table)
		? previous.structure
		: newStructure(table);

/** The row of a destination by the key of its service and its own; undefined when it is not there. */
export const destinationRowOf = (
	{table, structure}: {readonly table: Table; readonly structure: Structure},
	service: string,
	destination: string,
): number | undefined => {
	const row = structure.serviceRow.get(service);
	if (row === undefined) {
		return undefined;
	}
	const end = table.firstDestination[row + 1] ?? 0;
	for (let at = table.firstDestination[row] ?? 0; at < end; at += 1) {
		if (structure.destinationKey(at) === destination) {
			return at;
		}
	}
	return undefined;
};

const newStructure = ({services, destinations, firstDestination}: Table): Structure => {
	const serviceKeys = Array.from({length: services.count}, (_, row) => serviceKeyAt(services, row));
	const serviceOf = new Uint32Array(destinations.count);
	for (let row = 0; row < services.count; row += 1) {
		serviceOf.fill(row, firstDestination[row], firstDestination[row + 1]);
	}
	const keys = new Map<number, string>();
	// Not the whole columns: the numbers of the first reading would stay as long as its rows do.
	const {family, address, port} = destinations;
	const destinationKey = (row: number): string => {
		const key = keys.get(row) ?? destinationKeyAt({family, address, port}, row);
		keys.set(row, key);
		return key;
	};
	return {
		serviceKeys,
		serviceRow: new Map(serviceKeys.map((key, row) => [key, row])),
		destinationKey,
		serviceOf,
	};
};

const hasSameRows = (a: Table, b: Table): boolean =>
	a.services.count === b.services.count &&
	a.destinations.count === b.destinations.count &&
	(['family', 'protocol', 'address', 'port', 'mark'] as const).every(name =>
		hasSameCells(a.services[name], b.services[name]),
	) &&
	hasSameCells(a.firstDestination, b.firstDestination) &&
	(['family', 'address', 'port'] as const).every(name =>
		hasSameCells(a.destinations[name], b.destinations[name]),
	);
