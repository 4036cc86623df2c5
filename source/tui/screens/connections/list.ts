import type {Arrangement} from '../../connections/arrange.ts';
import {groupingOf} from '../../connections/grouping.ts';
import type {Folds} from './state.ts';

export const isGroup = (id: number): boolean => id >= 0;
export const rowId = (row: number): number => ~row;
export const rowOfId = (id: number): number => ~id;

/** Groups, and below those that are open their rows; rows alone where nothing is grouped. */
export const idsOf = ({groups, order, rows, snapshot}: Arrangement, folds: Folds): Int32Array => {
	if (groups === undefined) {
		return Int32Array.from(rows, rowId);
	}
	const {firstRow} = groups;
	const {count, find} = groupingOf[groups.grouping](snapshot);
	const isOpen = new Uint8Array(count).fill(folds.isOpen ? 1 : 0);
	for (const key of folds.others) {
		const group = find(key);
		if (group >= 0) {
			isOpen[group] = folds.isOpen ? 0 : 1;
		}
	}
	const ids = new Int32Array(order.length + rows.length);
	let length = 0;
	for (const group of order) {
		ids[length] = group;
		length += 1;
		if (isOpen[group] === 1) {
			const end = firstRow[group + 1] ?? 0;
			for (let place = firstRow[group] ?? 0; place < end; place += 1) {
				ids[length] = rowId(rows[place] ?? 0);
				length += 1;
			}
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
