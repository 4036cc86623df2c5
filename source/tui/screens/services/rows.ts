import type {Care} from '../../../operator/care.ts';
import type {Sample} from '../../../sampler/sample.ts';
import {factsOf, type Facts} from '../../view/facts.ts';
import type {Term} from './filter.ts';
import {matchingRows} from './filter-match.ts';
import type {Matching} from './matching.ts';
import type {ItemKey} from './item.ts';
import {destinationRowId, firstGhost, idOfItem, isGhost, isService, rowOf} from './row-id.ts';
import {orderOf, type Order, type Sort} from './order.ts';
import type {Ghost, Timeline} from './timeline.ts';

export type RowList = {
	readonly facts: Facts;
	readonly ids: Int32Array;
	/** Rows that the filter let through and all rows, folded or not. */
	readonly matching: number;
	readonly all: number;
	/** What the ghosts among the ids stand for. */
	readonly ghosts: readonly Ghost[];
	readonly matches: Matching | undefined;
	/** For the next arrangement, which is hardly another one. */
	readonly order: Order;
	readonly folded: ReadonlySet<string>;
};

export type Arrangement = {
	readonly sort: Sort;
	readonly terms: readonly Term[];
	/** Keys of the services whose servers are hidden. */
	readonly folded: ReadonlySet<string>;
	/** Servers alone, in one list. */
	readonly isFlat: boolean;
};

type Around = {
	readonly timeline: Timeline;
	readonly before: RowList | undefined;
	readonly care?: Care | undefined;
};

/** The rows from top to bottom. */
export const arrange = (
	sample: Sample,
	{sort, terms, folded, isFlat}: Arrangement,
	{timeline, before, care}: Around,
): RowList => {
	const facts = factsOf(sample, care);
	const order = orderOf(facts, {sort, isFlat}, before?.order);
	const matches = terms.length === 0 ? undefined : matchingRows(facts, terms, timeline);
	const ghosts = terms.length === 0 ? timeline.ghosts : [];
	const {services, destinations} = sample.table;
	const all = services.count + destinations.count;
	const rows = {order, matches, folded, ghosts};
	const {ids, matching} =
		before !== undefined && hasSameRows(before, facts, rows)
			? before
			: isFlat
				? flatRows(facts, rows)
				: treeRows(facts, rows);
	const count = isFlat ? destinations.count : all;
	return {facts, ids, matching, all: count, ghosts, matches, order, folded};
};

/** Whether all is where it was: from one reading to the next it mostly is. */
const hasSameRows = (before: RowList, {sample}: Facts, {order, matches, folded, ghosts}: Rows) =>
	before.facts.sample.structure === sample.structure &&
	before.order.services === order.services &&
	before.order.destinations === order.destinations &&
	before.order.isFlat === order.isFlat &&
	before.matches === undefined &&
	matches === undefined &&
	before.folded === folded &&
	before.ghosts === ghosts;

type Rows = {
	readonly order: Order;
	readonly matches: Matching | undefined;
	readonly folded: ReadonlySet<string>;
	readonly ghosts: readonly Ghost[];
};

type Arranged = {readonly ids: Int32Array; readonly matching: number};

const treeRows = ({sample}: Facts, {order, matches, folded, ghosts}: Rows): Arranged => {
	const {table, structure} = sample;
	const {firstDestination} = table;
	const ids = new Int32Array(table.services.count + table.destinations.count + ghosts.length);
	const isOpen = openness(structure.serviceKeys, folded);
	let count = 0;
	let matching = 0;
	for (let place = 0; place < order.services.length; place += 1) {
		const service = order.services[place] ?? 0;
		const isMatch = matches === undefined || matches.services[service] === 1;
		const end = firstDestination[service + 1] ?? 0;
		const start = count;
		ids[count] = service;
		count += 1;
		for (let cell = firstDestination[service] ?? 0; cell < end; cell += 1) {
			const server = order.destinations[cell] ?? 0;
			if (matches === undefined || matches.destinations[server] === 1) {
				ids[count] = destinationRowId(server);
				count += 1;
			}
		}
		const servers = count - start - 1;
		if (!isMatch && servers === 0) {
			count = start;
			continue;
		}
		matching += servers + (isMatch ? 1 : 0);
		// A service that is only here because of its servers is open: they are what was looked for.
		if (isMatch && !isOpen(service)) {
			count = start + 1;
		}
	}
	return {ids: withGhosts(ids.subarray(0, count), sample, ghosts), matching};
};

const openness = (
	keys: readonly string[],
	folded: ReadonlySet<string>,
): ((row: number) => boolean) =>
	folded.size === 0 ? () => true : row => !folded.has(keys[row] ?? '');

const flatRows = ({sample}: Facts, {order, matches}: Rows): Arranged => {
	const {firstDestination} = sample.table;
	const ids = new Int32Array(order.destinations.length);
	let count = 0;
	const add = (server: number): void => {
		if (matches === undefined || matches.destinations[server] === 1) {
			ids[count] = destinationRowId(server);
			count += 1;
		}
	};
	if (order.sort.by === 'name') {
		// By name a server follows the order of its service.
		for (const service of order.services) {
			order.destinations
				.subarray(firstDestination[service], firstDestination[service + 1])
				.forEach(add);
		}
	} else {
		order.destinations.forEach(add);
	}
	return {ids: ids.subarray(0, count), matching: count};
};

/** Puts what is gone where it was. */
const withGhosts = (ids: Int32Array, {structure}: Sample, ghosts: readonly Ghost[]): Int32Array => {
	if (ghosts.length === 0) {
		return ids;
	}
	const rows = [...ids];
	ghosts.forEach(({item, place}, index) => {
		const id = firstGhost + index;
		if (item.destination === undefined) {
			// Among the services, at the same count of them.
			let at = 0;
			for (let seen = 0; at < rows.length && seen <= place; at += 1) {
				seen += isService(rows[at] ?? 0) ? 1 : 0;
			}
			rows.splice(at >= rows.length ? at : at - 1, 0, id);
			return;
		}
		const service = rows.indexOf(structure.serviceRow.get(item.service) ?? -firstGhost);
		if (service >= 0 && !isService(rows[service + 1] ?? 0)) {
			let end = service + 1;
			while (end < rows.length && !isService(rows[end] ?? 0) && end - service - 1 < place) {
				end += 1;
			}
			rows.splice(end, 0, id);
		}
	});
	return Int32Array.from(rows);
};

export const itemAt = (
	{facts: {sample}, ids, ghosts}: RowList,
	index: number,
): ItemKey | undefined => {
	const id = ids[index];
	if (id === undefined) {
		return undefined;
	}
	if (isGhost(id)) {
		return ghosts[rowOf(id)]?.item;
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
	const id = idOfItem(sample, item);
	return id === undefined ? -1 : ids.indexOf(id);
};

/** Index of the service a row belongs to; itself for a service. */
export const parentIndex = ({ids}: RowList, index: number): number => {
	let parent = index;
	while (parent > 0 && !isService(ids[parent] ?? 0)) {
		parent -= 1;
	}
	return parent;
};
