import type {Population} from '../engine/population.ts';

/** Where it is known from how many clients come. */
export type RateSource =
	/** The kernel's average. */
	| 'measured'
	/** How many closed connections are still in the table, where the kernel's average says 0 or nothing. */
	| 'estimated'
	/** A person said so. */
	| 'given'
	/** Nothing is known: every such service gets the same. */
	| 'assumed'
	/** The scenario says so. */
	| 'scenario';

/** What a real server has to do at the beginning. */
export type Load = {
	readonly active: number;
	readonly inactive: number;
	/** Persistence templates. */
	readonly persistent: number;
};

export type ServiceArrivals = {
	readonly populations: readonly Population[];
	/** Connections a second at the beginning. */
	readonly rate: number;
	readonly source: RateSource;
	/** Different clients; with a persistence mask, different networks. */
	readonly clients: number;
	/** By key, see `destinationKey`. */
	readonly loads: ReadonlyMap<string, Load>;
};

/** Who comes to each service, by key, see `matchKey`. */
export type Arrivals = ReadonlyMap<string, ServiceArrivals>;
