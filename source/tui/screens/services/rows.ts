import type {Sample} from '../../../sampler/sample.ts';
import {factsOf, type Facts} from '../../view/facts.ts';
import {destinationHaystack, matches, parseFilter, serviceHaystack} from './filter.ts';
import {comparers, type Sort} from './order.ts';

/** A visible row: a service row as it is, a destination row as its complement, so that a list of rows is a list of numbers. */
export type RowId = number;

export const isService = (id: RowId): boolean => id >= 0;
export const serviceRowId = (row: number): RowId => row;
export const destinationRowId = (row: number): RowId => ~row;
export const rowOf = (id: RowId): number => (id >= 0 ? id : ~id);

export type RowList = {
	readonly facts: Facts;
	readonly ids: Int32Array;
	/** Rows that the filter let through and all rows, folded or not. */
	readonly matching: number;
	readonly all: number;
};

export type Arrangement = {
	readonly sort: Sort;
	readonly filter: string;
	/** Keys of the services whose servers are hidden. */
	readonly folded: ReadonlySet<string>;
};

/** The rows of the tree from top to bottom. */
export const arrange = (sample: Sample, {sort, filter, folded}: Arrangement): RowList => {
	const facts = factsOf(sample);
	const {table, structure} = sample;
	const compare = comparers(facts, sort);
	const terms = parseFilter(filter);
	const order = sortedRows(0, table.services.count, compare.service);
	const ids = new Int32Array(table.services.count + table.destinations.count);
	let count = 0;
	let matching = 0;
	for (const service of order) {
		const first = table.firstDestination[service] ?? 0;
		const end = table.firstDestination[service + 1] ?? 0;
		const text = terms.length === 0 ? '' : serviceHaystack(facts, service);
		const isMatch = matches(terms, text);
		const servers: number[] = [];
		for (const server of sortedRows(first, end, compare.destination)) {
			if (terms.length === 0 || matches(terms, destinationHaystack(facts, server, text))) {
				servers.push(server);
			}
		}
		if (!isMatch && servers.length === 0) {
			continue;
		}
		matching += servers.length + (isMatch ? 1 : 0);
		ids[count] = serviceRowId(service);
		count += 1;
		// A service that is only here because of its servers is open: they are what was looked for.
		if (!isMatch || !folded.has(structure.serviceKeys[service] ?? '')) {
			for (const server of servers) {
				ids[count] = destinationRowId(server);
				count += 1;
			}
		}
	}
	return {
		facts,
		ids: ids.subarray(0, count),
		matching,
		all: table.services.count + table.destinations.count,
	};
};

const sortedRows = (
	first: number,
	end: number,
	compare: (a: number, b: number) => number,
): Uint32Array => {
	const rows = new Uint32Array(end - first);
	for (let index = 0; index < rows.length; index += 1) {
		rows[index] = first + index;
	}
	return rows.length > 1 ? rows.toSorted(compare) : rows;
};

/** What a row is, whatever its place: the cursor holds on to this. */
export type ItemKey = {readonly service: string; readonly destination?: string | undefined};

export const itemAt = ({facts: {sample}, ids}: RowList, index: number): ItemKey | undefined => {
	const id = ids[index];
	if (id === undefined) {
		return undefined;
	}
	const {serviceKeys, serviceOf, destinationKey} = sample.structure;
	return isService(id)
		? {service: serviceKeys[id] ?? ''}
		: {
				service: serviceKeys[serviceOf[rowOf(id)] ?? 0] ?? '',
				destination: destinationKey(rowOf(id)),
			};
};

/** Index of an item in the list, or -1. */
export const indexOfItem = ({facts: {sample}, ids}: RowList, item: ItemKey): number => {
	const {serviceRow, destinationKey} = sample.structure;
	const {firstDestination} = sample.table;
	const service = serviceRow.get(item.service);
	if (service === undefined) {
		return -1;
	}
	if (item.destination === undefined) {
		return ids.indexOf(serviceRowId(service));
	}
	const end = firstDestination[service + 1] ?? 0;
	for (let row = firstDestination[service] ?? 0; row < end; row += 1) {
		if (destinationKey(row) === item.destination) {
			return ids.indexOf(destinationRowId(row));
		}
	}
	return -1;
};

/** Index of the service a row belongs to; itself for a service. */
export const parentIndex = ({ids}: RowList, index: number): number => {
	let parent = index;
	while (parent > 0 && (ids[parent] ?? 0) < 0) {
		parent -= 1;
	}
	return parent;
};
