import type {Grouping, Groups} from './grouping.ts';
import {sortedByKey} from './radix.ts';
import type {Snapshot} from './snapshot.ts';
import {eachPart, type Work} from '../work.ts';

/** What can be sorted by, as the columns are called. */
export type SortKey =
	| 'name'
	| 'connections'
	| 'established'
	| 'other'
	| 'templates'
	| 'clients'
	| 'expires'
	| 'state'
	| 'service'
	| 'server';

export type Sort = {readonly by: SortKey; readonly direction: 'ascending' | 'descending'};

/** Columns in their order on the screen, by what the rows are grouped by. */
export const sortKeys = (grouping: Grouping): readonly SortKey[] => {
	if (grouping === 'none') {
		return ['name', 'state', 'service', 'server', 'expires'];
	}
	const sums: readonly SortKey[] = ['name', 'connections', 'established', 'other', 'templates'];
	return grouping === 'client' ? [...sums, 'expires'] : [...sums, 'clients', 'expires'];
};

/** The direction of a first sort: the most on top, names from the first one. */
export const firstDirection = (by: SortKey): Sort['direction'] =>
	by === 'name' || by === 'state' || by === 'service' || by === 'server'
		? 'ascending'
		: 'descending';

/** Groups that have rows, by their key; equal ones by name. */
export function* groupOrder(groups: Groups, {by, direction}: Sort): Work<Uint32Array> {
	const {firstRow} = groups;
	const all = firstRow.length - 1;
	const named = new Uint32Array(all);
	const keys = new Uint32Array(all);
	const valueOf = groupValue(groups, by);
	let count = 0;
	yield* eachPart(all, (from, to) => {
		for (let group = from; group < to; group += 1) {
			if (firstRow[group + 1]! > firstRow[group]!) {
				named[count] = group;
				count += 1;
				keys[group] = direction === 'ascending' ? valueOf(group) : 0xffff_ffff - valueOf(group);
			}
		}
	});
	return yield* sortedByKey(named.subarray(0, count), keys);
}

const groupValue = (groups: Groups, by: SortKey): ((group: number) => number) => {
	switch (by) {
		case 'connections':
		case 'established':
		case 'templates':
		case 'clients':
			return group => groups[by][group]!;
		case 'other':
			return group => groups.connections[group]! - groups.established[group]!;
		case 'expires':
			return group => Math.max(groups.expires[group]!, groups.templateExpires[group]!);
		case 'name':
		case 'state':
		case 'service':
		case 'server':
			return group => group;
	}
};

/** Rows without groups; equal ones by client and port. */
export function* rowOrder(
	snapshot: Snapshot,
	rows: Uint32Array,
	{by, direction}: Sort,
): Work<Uint32Array> {
	const valueOf = rowValue(snapshot, by);
	if (by === 'name' && direction === 'ascending') {
		return rows;
	}
	if (valueOf === undefined) {
		return direction === 'ascending' ? rows : rows.toReversed();
	}
	const keys = new Uint32Array(snapshot.connections.count);
	yield* eachPart(keys.length, (from, to) => {
		for (let row = from; row < to; row += 1) {
			keys[row] = direction === 'ascending' ? valueOf(row) : 0xffff_ffff - valueOf(row);
		}
	});
	return yield* sortedByKey(rows, keys);
}

const rowValue = (
	{connections, index}: Snapshot,
	by: SortKey,
): ((row: number) => number) | undefined => {
	switch (by) {
		case 'expires':
			return row => connections.expires[row]!;
		case 'state': {
			const names = connections.stateNames.toSorted();
			const places = connections.stateNames.map(name => names.indexOf(name) + 1);
			return row => (connections.clientPort[row] === 0 ? 0 : places[connections.state[row]!]!);
		}
		case 'service':
			return row => index.services.of[row]!;
		case 'server':
			return row => index.servers.of[row]!;
		default:
			return undefined;
	}
};
