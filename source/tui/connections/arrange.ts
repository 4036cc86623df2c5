import type {ConnectionTerm} from './filter.ts';
import {groupOrder, rowOrder, type Sort} from './arrange-order.ts';
import {groupingOf, type Grouping, type Groups} from './grouping.ts';
import {histogramOf, type Histogram} from './histogram.ts';
import {matchingRows} from './match.ts';
import {isTemplate} from './row-text.ts';
import type {Snapshot} from './snapshot.ts';
import {eachPart, type Work} from '../work.ts';

export type Wish = {
	readonly grouping: Grouping;
	readonly sort: Sort;
	readonly terms: readonly ConnectionTerm[];
};

/** A snapshot as it is wanted: rows in groups, both in order. */
export type Arrangement = {
	readonly snapshot: Snapshot;
	readonly wish: Wish;
	/** Rows that the filter lets through, group by group; inside a group by client and port. */
	readonly rows: Uint32Array;
	readonly groups: Groups | undefined;
	/** Groups from top to bottom. */
	readonly order: Uint32Array;
	readonly histogram: Histogram;
};

export function* arrange(snapshot: Snapshot, wish: Wish): Work<Arrangement> {
	const matching = yield* matchingRows(snapshot, wish.terms);
	const passing = yield* inOrder(snapshot.index.natural, matching);
	const histogram = yield* histogramOf(snapshot.connections, passing);
	const common = {snapshot, wish, histogram};
	if (wish.grouping === 'none') {
		const rows = yield* rowOrder(snapshot, passing, wish.sort);
		return {...common, rows, groups: undefined, order: new Uint32Array(0)};
	}
	const {rows, groups} = yield* inGroups(snapshot, wish.grouping, passing);
	return {...common, rows, groups, order: yield* groupOrder(groups, wish.sort)};
}

function* inOrder(natural: Uint32Array, matching: Uint8Array | undefined): Work<Uint32Array> {
	if (matching === undefined) {
		return natural;
	}
	const rows = new Uint32Array(natural.length);
	let count = 0;
	yield* eachPart(natural.length, (from, to) => {
		for (let place = from; place < to; place += 1) {
			const row = natural[place]!;
			rows[count] = row;
			count += matching[row]!;
		}
	});
	return rows.subarray(0, count);
}

/** Puts rows that are in order into their groups, and sums up the groups. */
function* inGroups(
	snapshot: Snapshot,
	grouping: Exclude<Grouping, 'none'>,
	passing: Uint32Array,
): Work<{readonly rows: Uint32Array; readonly groups: Groups}> {
	const {connections, index} = snapshot;
	const {of, count} = groupingOf[grouping](snapshot);
	const {state, expires} = connections;
	const established = connections.stateNames.indexOf('ESTABLISHED');
	const clients = index.clients.of;
	const column = () => new Uint32Array(count);
	const groups = {
		grouping,
		firstRow: new Uint32Array(count + 1),
		connections: column(),
		established: column(),
		templates: column(),
		clients: column(),
		expires: column(),
		templateExpires: column(),
	};
	const lastClient = column();
	yield* eachPart(passing.length, (from, to) => {
		for (let place = from; place < to; place += 1) {
			const row = passing[place]!;
			const group = of[row]!;
			const client = clients[row]!;
			const time = expires[row]!;
			// Rows come client by client.
			if (groups.firstRow[group + 1] === 0 || lastClient[group] !== client) {
				groups.clients[group]! += 1;
				lastClient[group] = client;
			}
			groups.firstRow[group + 1]! += 1;
			if (isTemplate(connections, row)) {
				groups.templates[group]! += 1;
				groups.templateExpires[group] = Math.max(groups.templateExpires[group]!, time);
			} else {
				groups.connections[group]! += 1;
				groups.established[group]! += state[row] === established ? 1 : 0;
				groups.expires[group] = Math.max(groups.expires[group]!, time);
			}
		}
	});
	for (let group = 0; group < count; group += 1) {
		groups.firstRow[group + 1]! += groups.firstRow[group]!;
	}
	yield;
	const places = groups.firstRow.slice();
	const rows = new Uint32Array(passing.length);
	yield* eachPart(passing.length, (from, to) => {
		for (let place = from; place < to; place += 1) {
			const row = passing[place]!;
			const group = of[row]!;
			rows[places[group]!] = row;
			places[group]! += 1;
		}
	});
	return {rows, groups};
}
