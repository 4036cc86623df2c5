import type {Destination} from '../model/destination.ts';
import type {Service} from '../model/service.ts';
import type {Check} from './check.ts';

/** What to do with one service, as its file says it. Times are in milliseconds. */
export type Policy = {
	readonly interval: number;
	readonly timeout: number;
	/** 0 to 1: by how much of the interval a check comes earlier or later. */
	readonly jitter: number;
	/** How many results in a row make a server live again, or make it fail. */
	readonly rise: number;
	readonly fall: number;
	/** Whether a server that fails stays with weight 0, or goes when it is empty. */
	readonly onFailure: 'keep' | 'remove';
	/** After this time a server that is to go goes though it is not empty; undefined waits for ever. */
	readonly drainTimeout: number | undefined;
	/** How long a server that comes back takes to its whole weight; 0 gives it at once. */
	readonly slowStart: number;
	/** With fewer live servers than this the sorry server takes over. */
	readonly quorum: number;
	/** What a server counts as before the checks have said something, when it is not in the table. */
	readonly start: 'optimistic' | 'pessimistic';
	/** Whether the servers that fail last keep their weight. */
	readonly last: 'keep' | 'drop';
	/** Whether what others change is taken over, or put back and reported. */
	readonly foreign: 'respect' | 'correct';
	/** Address that checks come from. */
	readonly bind: string | undefined;
};

export const usualPolicy: Policy = {
	interval: 2000,
	timeout: 1000,
	jitter: 0.1,
	rise: 2,
	fall: 3,
	onFailure: 'keep',
	drainTimeout: undefined,
	slowStart: 0,
	quorum: 1,
	start: 'optimistic',
	last: 'keep',
	foreign: 'respect',
	bind: undefined,
};

export type CaredService = {
	/** See `matchKey`. */
	readonly key: string;
	readonly service: Service;
	/** By `destinationKey`; their weights are those they have when they are well. */
	readonly servers: ReadonlyMap<string, Destination>;
	/** Takes over when there are too few others. */
	readonly sorry: Destination | undefined;
	/** A server is well when all of them pass. */
	readonly checks: readonly Check[];
	readonly policy: Policy;
};

/** By the key of the service. */
export type Configuration = ReadonlyMap<string, CaredService>;
