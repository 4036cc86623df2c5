import type {Arrangement} from '../../connections/arrange.ts';
import {groupingOf, type Groups} from '../../connections/grouping.ts';
import type {Folds} from './state.ts';

export const isGroup = (id: number): boolean => id >= 0;
export const rowId = (row: number): number => ~row;
export const rowOfId = (id: number): number => ~id;

/** Groups, and below those that are open their rows; rows alone where nothing is grouped. */
export const idsOf = (arrangement: Arrangement, folds: Folds): Int32Array => {
	const {groups, rows} = arrangement;
	if (groups === undefined) {
		const ids = new Int32Array(rows.length);
		putRows(ids, rows, 0);
		return ids;
	}
	return folds.isOpen
		? mostlyOpen(arrangement, groups, folds)
		: mostlyFolded(arrangement, groups, folds);
};

const putRows = (ids: Int32Array, rows: Uint32Array, at: number): void => {
	for (let place = 0; place < rows.length; place += 1) {
		ids[at + place] = rowId(rows[place]!);
	}
};

const rowsOf = ({rows}: Arrangement, {firstRow}: Groups, group: number): Uint32Array =>
	rows.subarray(firstRow[group], firstRow[group + 1]);

const groupsOf = (
	{snapshot}: Arrangement,
	{grouping}: Groups,
	{others}: Folds,
): readonly number[] => {
	const {find} = groupingOf[grouping](snapshot);
	return [...others].map(find).filter(group => group >= 0);
};

/** Whole parts of a long order at once, with the rows of the few open groups in between. */
const mostlyFolded = (arrangement: Arrangement, groups: Groups, folds: Folds): Int32Array => {
	const {order} = arrangement;
	const places = groupsOf(arrangement, groups, folds)
		.map(group => order.indexOf(group))
		.filter(place => place >= 0)
		.toSorted((a, b) => a - b);
	const open = places.map(place => ({place, rows: rowsOf(arrangement, groups, order[place]!)}));
	const all = open.reduce((sum, {rows}) => sum + rows.length, order.length);
	const ids = new Int32Array(all);
	let start = 0;
	let length = 0;
	for (const {place, rows} of open) {
		ids.set(order.subarray(start, place + 1), length);
		length += place + 1 - start;
		putRows(ids, rows, length);
		length += rows.length;
		start = place + 1;
	}
	ids.set(order.subarray(start), length);
	return ids;
};

const mostlyOpen = (arrangement: Arrangement, groups: Groups, folds: Folds): Int32Array => {
	const {order, rows} = arrangement;
	const {firstRow} = groups;
	const isFolded = new Uint8Array(firstRow.length);
	for (const group of groupsOf(arrangement, groups, folds)) {
		isFolded[group] = 1;
	}
	const ids = new Int32Array(order.length + rows.length);
	let length = 0;
	for (let at = 0; at < order.length; at += 1) {
		const group = order[at]!;
		ids[length] = group;
		length += 1;
		const end = isFolded[group] === 1 ? 0 : firstRow[group + 1]!;
		for (let place = firstRow[group]!; place < end; place += 1) {
			ids[length] = rowId(rows[place]!);
			length += 1;
		}
	}
	return ids.subarray(0, length);
};

/** Group of a row; of a group itself. */
export const groupOf = ({groups, snapshot}: Arrangement, id: number): number | undefined =>
	groups === undefined
		? undefined
		: isGroup(id)
			? id
			: groupingOf[groups.grouping](snapshot).of[rowOfId(id)];

export const groupKey = ({groups, snapshot}: Arrangement, group: number): string =>
	groups === undefined ? '' : groupingOf[groups.grouping](snapshot).keyOf(group);

const between = ' ';

/** Names what is at an id also in another snapshot: its group, and the client, port and service of a row. */
export const keyAt = (arrangement: Arrangement, id: number): string => {
	const {snapshot} = arrangement;
	const group = groupOf(arrangement, id);
	const ofGroup = group === undefined ? '' : groupKey(arrangement, group);
	if (isGroup(id)) {
		return ofGroup;
	}
	const row = rowOfId(id);
	const {clients, services} = snapshot.index;
	return [
		ofGroup,
		clients.keyOf(clients.of[row] ?? 0),
		snapshot.connections.clientPort[row],
		services.keyOf(services.of[row] ?? 0),
	].join(between);
};

/** The id of what had this key; the group of a row that is gone or folded away; undefined when that is gone too. */
export const idsOfKey = (arrangement: Arrangement, key: string): readonly number[] => {
	const {groups, rows, snapshot} = arrangement;
	const [ofGroup = '', client = '', port = '', service = ''] = key.split(between);
	const group = groups === undefined ? -1 : groupingOf[groups.grouping](snapshot).find(ofGroup);
	if (groups !== undefined && group < 0) {
		return [];
	}
	const itself = groups === undefined ? [] : [group];
	if (client === '') {
		return itself;
	}
	const {clients, services} = snapshot.index;
	const wanted = {
		client: clients.find(client),
		service: services.find(service),
		port: Number(port),
	};
	const start = groups === undefined ? 0 : (groups.firstRow[group] ?? 0);
	const end = groups === undefined ? rows.length : (groups.firstRow[group + 1] ?? 0);
	for (let place = start; place < end; place += 1) {
		const row = rows[place] ?? 0;
		if (
			clients.of[row] === wanted.client &&
			snapshot.connections.clientPort[row] === wanted.port &&
			services.of[row] === wanted.service
		) {
			return [rowId(row), ...itself];
		}
	}
	return itself;
};
