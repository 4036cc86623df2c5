import {hasSameCells} from '../../../model/columns.ts';
import type {Facts} from '../../view/facts.ts';
import {columnOf, type ColumnId} from './columns.ts';
import {naturalOrder, sortGroup} from './natural-order.ts';

export type SortKey = 'name' | ColumnId;

export type Sort = {readonly by: SortKey; readonly direction: 'ascending' | 'descending'};

export const naturalSort: Sort = {by: 'name', direction: 'ascending'};

/** The direction a column is first sorted in: the busiest on top, names from A. */
export const firstDirection = (by: SortKey): Sort['direction'] =>
	by === 'name' ? 'ascending' : columnOf(by).order;

/** Rows in the order of a column. */
export type Order = {
	readonly facts: Facts;
	readonly sort: Sort;
	readonly isFlat: boolean;
	readonly services: Uint32Array;
	/** Each service's where its destinations lie; of a flat list, all in one order. */
	readonly destinations: Uint32Array;
};

/**
The order of a sort. Equal values fall back to the name, so that rows never swap without a reason. The order before is where it begins:
what hardly changed is hardly sorted.
*/
export const orderOf = (
	facts: Facts,
	{sort, isFlat}: {readonly sort: Sort; readonly isFlat: boolean},
	before: Order | undefined,
): Order => {
	const isSame = before?.sort === sort && before.isFlat === isFlat;
	if (isSame && before.facts === facts) {
		return before;
	}
	const {structure, table} = facts.sample;
	const natural = naturalOrder(structure, table);
	const isSameRows = isSame && before.facts.sample.structure === structure;
	if (sort.by === 'name') {
		return isSameRows ? {...before, facts} : {facts, sort, isFlat, ...byName(facts, sort)};
	}
	const start = isSameRows ? before : natural;
	const services = start.services.slice();
	const destinations = start.destinations.slice();
	const sign = sort.direction === 'ascending' ? 1 : -1;
	const values = valuesOf(facts, sort.by);
	const compareDestinations = comparing(values.destinations, sign, natural.destinationRank);
	if (isFlat) {
		sortGroup(destinations, 0, destinations.length, compareDestinations);
		return {facts, sort, isFlat, ...sameOr(start, {services, destinations})};
	}
	sortGroup(services, 0, services.length, comparing(values.services, sign, natural.serviceRank));
	const {firstDestination} = table;
	for (let row = 0; row < services.length; row += 1) {
		const end = firstDestination[row + 1] ?? 0;
		sortGroup(destinations, firstDestination[row] ?? 0, end, compareDestinations);
	}
	return {facts, sort, isFlat, ...sameOr(start, {services, destinations})};
};

type Places = Pick<Order, 'services' | 'destinations'>;

/** The same objects for the same order: what was made of them is good then. */
const sameOr = (start: Places, sorted: Places): Places => ({
	services: hasSameCells(start.services, sorted.services) ? start.services : sorted.services,
	destinations: hasSameCells(start.destinations, sorted.destinations)
		? start.destinations
		: sorted.destinations,
});

const byName = ({sample: {structure, table}}: Facts, {direction}: Sort): Places => {
	const {services, destinations} = naturalOrder(structure, table);
	if (direction === 'ascending') {
		return {services, destinations};
	}
	const turned = destinations.slice();
	for (let row = 0; row < table.services.count; row += 1) {
		turned.subarray(table.firstDestination[row], table.firstDestination[row + 1]).reverse();
	}
	return {services: services.toReversed(), destinations: turned};
};

type Compare = (a: number, b: number) => number;

/** Unknown values are last in both directions. */
const comparing =
	(values: Float64Array, sign: 1 | -1, rank: Uint32Array): Compare =>
	(a, b) => {
		const first = values[a] ?? 0;
		const second = values[b] ?? 0;
		if (first === second) {
			return (rank[a] ?? 0) - (rank[b] ?? 0);
		}
		const difference = sign * (first - second);
		if (!Number.isNaN(difference)) {
			return difference;
		}
		const unknown = Number(Number.isNaN(first)) - Number(Number.isNaN(second));
		return unknown === 0 ? (rank[a] ?? 0) - (rank[b] ?? 0) : unknown;
	};

export type Values = {readonly services: Float64Array; readonly destinations: Float64Array};

const known = new WeakMap<Facts, Map<ColumnId, Values>>();

/** A column as numbers, once for a reading. */
export const valuesOf = (facts: Facts, id: ColumnId): Values => {
	const columns = known.get(facts) ?? new Map<ColumnId, Values>();
	known.set(facts, columns);
	const values = columns.get(id) ?? collect(facts, id);
	columns.set(id, values);
	return values;
};

const collect = (facts: Facts, id: ColumnId): Values => {
	const {services, destinations} = facts.sample.table;
	const {serviceValue, destinationValue} = columnOf(id);
	const values = {
		services: new Float64Array(services.count),
		destinations: new Float64Array(destinations.count),
	};
	for (let row = 0; row < services.count; row += 1) {
		values.services[row] = serviceValue(facts, row);
	}
	for (let row = 0; row < destinations.count; row += 1) {
		values.destinations[row] = destinationValue(facts, row);
	}
	return values;
};
