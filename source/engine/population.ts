import type {Address} from '../model/address.ts';
import type {Endpoint} from './connections/targets.ts';

/** How a quantity varies from one connection to the next; never below zero. */
export type Distribution =
	| {readonly kind: 'constant'; readonly mean: number}
	| {readonly kind: 'exponential'; readonly mean: number}
	/** Every value from `mean - spread` to `mean + spread` is as likely as the others. */
	| {readonly kind: 'uniform'; readonly mean: number; readonly spread: number}
	/** Many around the middle and a few that are much larger; `spread` is the standard deviation. */
	| {readonly kind: 'lognormal'; readonly mean: number; readonly spread: number}
	/** Nearly all small and a very few huge ones; `spread` is the standard deviation. */
	| {readonly kind: 'pareto'; readonly mean: number; readonly spread: number};

/** The rate goes up and down as a sine: `depth` 1 goes from nothing to twice the mean. */
export type Wave = {
	/** Seconds from one peak to the next, such as 86 400. */
	readonly period: number;
	/** 0 to 1. */
	readonly depth: number;
	/** Seconds of the engine's clock at which the rate passes its mean upwards. */
	readonly phase: number;
};

/** How connections end, as shares that need not add up to 1; all 0 is the same as `client` alone. */
export type Ending = {
	/** The client closes first. */
	readonly client: number;
	/** The server closes first. */
	readonly server: number;
	/** The client resets. */
	readonly reset: number;
	/** Nobody closes: the entry stays until its timeout. */
	readonly silent: number;
};

/** `sync`: the connections go through another director, which tells this one of them as its backup. */
export type Origin = 'local' | 'sync';

/** Who comes to a service, when, and how they behave. */
export type Population = {
	/** Key of the service in the engine, see `serviceKey`. Nobody comes while there is none. */
	readonly service: string;
	/** Where they go to, for a service with a firewall mark or of port 0, which do not say it. */
	readonly target: Endpoint | undefined;
	/** New connections a second, in the mean over a wave. */
	readonly rate: number;
	readonly wave: Wave | undefined;
	/** Seconds of the engine's clock between which they come; `until` may be Infinity. */
	readonly from: number;
	readonly until: number;
	/** Seconds that a connection is in use. */
	readonly lifetime: Distribution;
	/** Bytes to the server and back, without headers. */
	readonly bytesIn: Distribution;
	readonly bytesOut: Distribution;
	/** The first client's address; the others count up from it. */
	readonly firstClient: Address;
	readonly clients: number;
	/** 1: all come equally often; more: the first ones more often. */
	readonly skew: number;
	readonly ending: Ending;
	/** 0 to 1: share of TCP connections that are never more than a SYN. 1 is a flood. */
	readonly halfOpen: number;
	readonly origin: Origin;
};

/** What a real server does with those who come. */
export type ServerBehaviour =
	| {readonly kind: 'ok'}
	/** Packets to it get no answer. */
	| {readonly kind: 'down'}
	/** It answers a SYN with a reset. */
	| {readonly kind: 'refusing'}
	/** Connections take so many times longer. */
	| {readonly kind: 'slow'; readonly factor: number};
