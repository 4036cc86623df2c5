import type {RateSource} from './arrivals.ts';

/*
What `ipvs-tui simulate --json` prints: one `Simulation`. Fields may be added later; none changes its name or meaning. `Now` is
the table as it is, `Then` the table with the changes; without changes both are the same.
*/

/** Over the runs with different seeds: the smallest, the mean, and the largest value. */
export type Range = {readonly low: number; readonly expected: number; readonly high: number};

export type Simulation = {
	/** Seconds of arrivals that were simulated. */
	readonly seconds: number;
	/** Runs with different random arrivals; each of them once now and once then. */
	readonly seeds: number;
	/** Those that the changes touch; without changes all. */
	readonly services: readonly SimulatedService[];
	/** How many more there would be: only the busiest are simulated. */
	readonly leftOut: number;
};

export type SimulatedService = {
	/** Such as `tcp 192.0.2.1:80`. */
	readonly service: string;
	/** Null where it is not there. */
	readonly schedulerNow: string | null;
	readonly schedulerThen: string | null;
	/** Seconds for which clients are sent back to their servers; null without persistence. */
	readonly persistenceNow: number | null;
	readonly persistenceThen: number | null;
	/** Clients of one network of this mask are sent back together, as ipvsadm writes it: `255.255.255.0`, of IPv6 a length; null without persistence. */
	readonly netmaskNow: string | null;
	readonly netmaskThen: string | null;
	/**
	Networks that the clients are under the mask, where the changes make it another one. Null where they do not, and where it is not known which
	clients are neighbours: then what such a change does is not in the numbers.
	*/
	readonly networksNow: number | null;
	readonly networksThen: number | null;
	/** New connections a second, and how that is known. */
	readonly rate: number;
	readonly rateSource: RateSource;
	/** Mean seconds that a connection is in use. */
	readonly lifetime: number;
	/** Different clients, or networks under a persistence mask. */
	readonly clients: number;
	/** What part of the traffic was simulated: 1, or less where the limit of work was reached; numbers are for all of it, but less precise. */
	readonly scale: number;
	/** Whether the shares follow from the weights alone, so that no chance is in them. */
	readonly isExactNow: boolean;
	readonly isExactThen: boolean;
	/** Share of those who come that find no server, 0 to 1. */
	readonly refusedNow: Range;
	readonly refusedThen: Range;
	readonly servers: readonly SimulatedServer[];
};

export type SimulatedServer = {
	/** Such as `10.0.0.11:80`. */
	readonly server: string;
	/** Null where it is not there. */
	readonly weightNow: number | null;
	readonly weightThen: number | null;
	/** Share of the new connections, 0 to 1. */
	readonly shareNow: Range;
	readonly shareThen: Range;
	/** Active and inactive connections at the beginning. */
	readonly connections: number;
	/** The same after `seconds`, without and with the changes. */
	readonly connectionsNow: Range;
	readonly connectionsThen: Range;
	/** Null without an upper threshold. */
	readonly thresholdNow: Threshold | null;
	readonly thresholdThen: Threshold | null;
	/** Of a server that takes no new connections then; null for all others. */
	readonly emptying: Emptying | null;
};

export type Threshold = {
	/** Connections at which it takes no new ones. */
	readonly limit: number;
	/** In how many of the runs it was reached. */
	readonly runs: number;
	/** Seconds until then, in these runs; null when there are none. */
	readonly after: Range | null;
};

export type Emptying =
	/** Neither connections nor persistence templates are left after so many seconds. */
	| {readonly kind: 'empty'; readonly seconds: Range}
	/** Not in so many seconds, in so many of the runs; what is left of connections and templates in these. */
	| {
			readonly kind: 'lasting';
			readonly seconds: number;
			readonly runs: number;
			readonly connections: Range;
			readonly templates: Range;
	  }
	/** It is taken away, and its connections are cut. */
	| {readonly kind: 'cut'; readonly connections: number};
