import {clientText, serverText, serviceText, stickyState} from './row-text.ts';
import type {Snapshot} from './snapshot.ts';

export const groupings = ['client', 'server', 'service', 'state', 'none'] as const;
export type Grouping = (typeof groupings)[number];

/** Sums over the rows of each group that the filter lets through; groups without any are not shown. Groups are in the order of their names. */
export type Groups = {
	readonly grouping: Exclude<Grouping, 'none'>;
	/** Where its rows begin; one cell more than groups. */
	readonly firstRow: Uint32Array;
	readonly connections: Uint32Array;
	readonly established: Uint32Array;
	readonly templates: Uint32Array;
	readonly clients: Uint32Array;
	/** Seconds until the last of its connections, and of its templates, expires. */
	readonly expires: Uint32Array;
	readonly templateExpires: Uint32Array;
};

type GroupsOf = {
	/** Group of each row. */
	readonly of: Uint32Array | Uint8Array;
	readonly count: number;
	readonly nameOf: (group: number) => string;
	/** Names a group also in another snapshot. */
	readonly keyOf: (group: number) => string;
	readonly find: (key: string) => number;
};

const byAddress =
	(
		things: 'clients' | 'services' | 'servers',
		textOf: (connections: Snapshot['connections'], row: number) => string,
	) =>
	({connections, index}: Snapshot): GroupsOf => {
		const {of, rowOf, keyOf, find} = index[things];
		return {
			of,
			count: rowOf.length,
			nameOf: group => textOf(connections, rowOf[group] ?? 0),
			keyOf,
			find,
		};
	};

export const groupingOf: Readonly<
	Record<Exclude<Grouping, 'none'>, (snapshot: Snapshot) => GroupsOf>
> = {
	client: byAddress('clients', clientText),
	server: byAddress('servers', serverText),
	service: byAddress('services', serviceText),
	state: snapshot => statesOf(snapshot),
};

const known = new WeakMap<Snapshot, GroupsOf>();

/** Templates are a group of their own, whatever their state. */
const statesOf = (snapshot: Snapshot): GroupsOf => {
	const present = known.get(snapshot);
	if (present !== undefined) {
		return present;
	}
	const {state, stateNames, clientPort, count} = snapshot.connections;
	const names = [...stateNames, stickyState].toSorted();
	const places = Uint8Array.from(stateNames, name => names.indexOf(name));
	const sticky = names.indexOf(stickyState);
	const of = new Uint8Array(count);
	for (let row = 0; row < count; row += 1) {
		of[row] = clientPort[row] === 0 ? sticky : places[state[row]!]!;
	}
	const nameOf = (group: number): string => names[group] ?? '?';
	const groups = {
		of,
		count: names.length,
		nameOf,
		keyOf: nameOf,
		find: (key: string) => names.indexOf(key),
	};
	known.set(snapshot, groups);
	return groups;
};
