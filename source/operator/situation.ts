import type {Daemon, Timeouts} from '../model/director.ts';
import type {Destination} from '../model/destination.ts';
import type {Table} from '../model/table.ts';
import {
	serviceConfigurationAt,
	type Configuration,
	type ServiceConfiguration,
} from '../plan/configuration.ts';
import type {Structure} from '../sampler/structure.ts';
import type {Care} from './care.ts';
import type {DisplacedItems} from './displaced.ts';
import type {Load} from './drain.ts';
import type {Manager} from './manager.ts';
import {withOwnAddress} from './settings.ts';

/** All that a preview depends on. */
export type Situation = {
	readonly table: Table;
	readonly structure: Structure;
	/** Undefined when they were not read. */
	readonly timeouts?: Timeouts | undefined;
	readonly daemons?: readonly Daemon[] | undefined;
	/** Weights of drained servers, by `itemKey`. */
	readonly remembered: (key: string) => number | undefined;
	/** What others changed, see `OperatorState.displaced`. */
	readonly displaced: DisplacedItems;
	readonly managers: readonly Manager[];
	/** What those say who check the servers. */
	readonly care: Care;
};

/** A service of the table with its servers, as far as it was read. */
export type ServiceView = ServiceConfiguration & {
	/** By key, see `destinationKey`. */
	readonly loads: ReadonlyMap<string, Load>;
	/** False when thresholds, tunnels and templates of its servers were left out of the reading. */
	readonly isDetailed: boolean;
};

export const emptyLoad: Load = {active: 0, inactive: 0, persistent: 0};

/** What is left of a server, connections and templates together. */
export const leftOf = ({active, inactive, persistent}: Load): number =>
	active + inactive + persistent;

/** A service by its key; undefined when there is none. */
export const viewOf = (
	{table, structure}: Pick<Situation, 'table' | 'structure'>,
	key: string,
): ServiceView | undefined => {
	const row = structure.serviceRow.get(key);
	if (row === undefined) {
		return undefined;
	}
	const known = views.get(table) ?? new Map<string, ServiceView>();
	views.set(table, known);
	const view = known.get(key) ?? newView(table, structure, row);
	known.set(key, view);
	return view;
};

/** A plan asks for the same services again and again, and a table never changes. */
const views = new WeakMap<Table, Map<string, ServiceView>>();

const newView = (table: Table, structure: Structure, row: number): ServiceView => {
	const {destinations, firstDestination} = table;
	const loads = new Map<string, Load>();
	let isDetailed = true;
	for (let at = firstDestination[row] ?? 0; at < (firstDestination[row + 1] ?? 0); at += 1) {
		loads.set(structure.destinationKey(at), loadAt(table, at));
		isDetailed &&= destinations.isDetailed[at] === 1;
	}
	return {...detached(serviceConfigurationAt(table, row)), loads, isDetailed};
};

/** With addresses of its own: those of a table are parts of its columns, and undo would keep them all alive. */
const detached = ({service, destinations}: ServiceConfiguration): ServiceConfiguration => {
	const {match} = service;
	return {
		service: {...service, match: match.kind === 'mark' ? match : withOwnAddress(match)},
		destinations: new Map([...destinations].map(([key, server]) => [key, withOwnAddress(server)])),
	};
};

export const loadAt = ({destinations}: Table, row: number): Load => ({
	active: destinations.active[row] ?? 0,
	inactive: destinations.inactive[row] ?? 0,
	persistent: destinations.persistent[row] ?? 0,
});

/** Some services of the table as a configuration of their own; those that are not there are left out. */
export const partOf = (situation: Situation, services: Iterable<string>): Configuration => {
	const found = new Map<string, ServiceConfiguration>();
	for (const key of new Set(services)) {
		const view = viewOf(situation, key);
		if (view !== undefined) {
			found.set(key, view);
		}
	}
	return {services: found, timeouts: situation.timeouts, daemons: situation.daemons};
};

/** Sum of the weights: new connections are shared out in proportion to it. */
export const totalWeight = (servers: Iterable<Destination>): number => {
	let total = 0;
	for (const {weight} of servers) {
		total += weight;
	}
	return total;
};
