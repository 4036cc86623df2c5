import {hasSameCells} from '../model/columns.ts';
import {
	destinationLayout,
	serviceKeyAt,
	serviceLayout,
	type DestinationColumns,
	type ServiceColumns,
	type Table,
} from '../model/table.ts';
import {clearTableTextRows, tableTextRows, type TableTextRows} from '../wire/proc/table.ts';
import {destinationRows, type DestinationRows} from '../wire/replies/destination.ts';
import {clearServiceRows, serviceRows, type ServiceRows} from '../wire/replies/service.ts';

/**
What one reading after another of the same table is put in, before what is new of it is kept: a large table is mostly what it was two seconds
before, and megabytes that are made anew every time are what the collection of garbage takes long for.
*/
export type TableMemory = {
	readonly services: ServiceRows;
	readonly text: TableTextRows;
	readonly dumps: DestinationRows;
	readonly places: CounterPlaces;
	/** Keys of the services that were read last. */
	keys: {readonly of: KeyColumns; readonly texts: readonly string[]} | undefined;
};

/** Room for `countersAt`. */
export type CounterPlaces = {cells: Uint32Array};

export const tableMemory = (): TableMemory => ({
	services: serviceRows(),
	text: tableTextRows(),
	dumps: destinationRows(),
	places: {cells: new Uint32Array(0)},
	keys: undefined,
});

export const clearTableMemory = ({services, text, dumps}: TableMemory): void => {
	clearServiceRows(services);
	clearTableTextRows(text);
	dumps.clear();
};

/** So many cells of zeros, over those of the last time. */
export const clearedPlaces = (places: CounterPlaces, count: number): Uint32Array => {
	if (places.cells.length < count) {
		places.cells = new Uint32Array(count);
		return places.cells;
	}
	return places.cells.subarray(0, count).fill(0);
};

type Earlier = Table | 'none';

/** The services in memory of their own, or where they are the same in that of the earlier ones. */
export const keptServices = (services: ServiceColumns, earlier: Earlier): ServiceColumns => {
	const before = earlier === 'none' ? undefined : earlier.services;
	return {
		...kept(serviceLayout, services, before),
		count: services.count,
		scheduler: keptTexts(services.scheduler, before?.scheduler),
		persistenceEngine: keptTexts(services.persistenceEngine, before?.persistenceEngine),
	};
};

/** The same for what belongs to services that are kept already. */
export const keptTable = (
	{services, destinations, firstDestination}: Table,
	earlier: Earlier,
): Table => {
	const before = earlier === 'none' ? undefined : earlier;
	const {countersAt} = destinations;
	return {
		services,
		destinations: {
			...kept(destinationLayout, destinations, before?.destinations),
			count: destinations.count,
			countersAt: countersAt && keptColumn(countersAt, before?.destinations.countersAt),
		},
		firstDestination: keptColumn(firstDestination, before?.firstDestination),
	};
};

export const hasSameKeys = (services: KeyColumns, other: KeyColumns): boolean =>
	services.count === other.count &&
	keyColumns.every(name => hasSameCells(services[name], other[name]));

const keyColumns = ['family', 'protocol', 'address', 'port', 'mark'] as const;

type KeyColumns = Pick<ServiceColumns, 'count' | (typeof keyColumns)[number]>;

/** Keys of services that are kept; those of the last ones while they are the same. */
export const keysOf = (services: ServiceColumns, memory: TableMemory): readonly string[] => {
	if (memory.keys === undefined || !hasSameKeys(services, memory.keys.of)) {
		const texts = Array.from({length: services.count}, (_, row) => serviceKeyAt(services, row));
		const {count, family, protocol, address, port, mark} = services;
		// Not all columns: the counters of the first reading would stay as long as its keys do.
		memory.keys = {of: {count, family, protocol, address, port, mark}, texts};
	}
	return memory.keys.texts;
};

const kept = <Columns extends ServiceColumns | DestinationColumns>(
	layout: typeof serviceLayout | typeof destinationLayout,
	columns: Columns,
	before: Columns | undefined,
): Columns => {
	const result: Record<string, unknown> = {};
	for (const name of Object.keys(layout) as (keyof Columns)[]) {
		result[name as string] = keptColumn(
			columns[name] as Uint8Array,
			before?.[name] as Uint8Array | undefined,
		);
	}
	return result as Columns;
};

const keptColumn = <Cells extends Uint8Array | Uint32Array>(
	cells: Cells,
	before: Cells | undefined,
): Cells =>
	before !== undefined && hasSameCells(cells, before) ? before : (cells.slice() as Cells);

const keptTexts = (
	texts: readonly string[],
	before: readonly string[] | undefined,
): readonly string[] =>
	before?.length === texts.length && texts.every((text, row) => text === before[row])
		? before
		: texts.slice();
