import {countedWeight, weightReadingOf} from '../../model/asked-share.ts';
import {forwarding} from '../../model/destination.ts';
import {serviceFlag} from '../../model/service.ts';
import {rate, rateCount} from '../../sampler/rates.ts';
import {noCare, type Care} from '../../operator/care.ts';
import {destinationRateAt, type Sample} from '../../sampler/sample.ts';
import {isBeyondChance, isSharedByRate, rateSpan} from '../../sampler/sharing.ts';
import {cameTo} from '../../sampler/unsettled.ts';
import {whole, type Work} from '../work.ts';
import {fairAt, heldBy, partAt, type ShareBasis} from './share.ts';

/** State of a real server; the number is its cell value and its place in the order of the STATE column. */
export const destinationState = {full: 0, drain: 1, off: 2, hot: 3, ok: 4} as const;

/** State of a virtual service; `part` has some servers that take no new connections, `down` none that does. */
export const serviceState = {empty: 0, down: 1, full: 2, part: 3, ok: 4} as const;

/** Sums and states that the table itself does not have, one pass over a sample. */
export type Facts = {
	readonly sample: Sample;
	/** What those say who check the servers. */
	readonly care: Care;
	readonly serviceState: Uint8Array;
	readonly destinationState: Uint8Array;
	/** Servers of a service that take new connections. */
	readonly serving: Uint32Array;
	readonly weight: Float64Array;
	/** For `shareAt` and `fairAt`. */
	readonly basis: ShareBasis;
	readonly active: Float64Array;
	readonly inactive: Float64Array;
	/** NaN when a server's count was not read. */
	readonly persistent: Float64Array;
	/** 1 when some server's replies come back through this director, so that its OUT counters mean something. */
	readonly countsReplies: Uint8Array;
	readonly total: {
		readonly active: number;
		readonly inactive: number;
		readonly persistent: number;
		readonly rates: Float64Array;
		readonly countsReplies: boolean;
		/** Servers in each `destinationState`. */
		readonly states: Uint32Array;
		/** Services of which no server takes a new connection. */
		readonly down: number;
	};
};

const known = new WeakMap<Sample, Facts>();

/** Makes the facts of a large table little by little; `factsOf` has them at once afterwards. */
export function* prepareFacts(sample: Sample): Work<Facts> {
	const facts = known.get(sample) ?? (yield* collect(sample));
	known.set(sample, facts);
	return facts;
}

/** @param care - what those say who check the servers now, where that is known; else what is known of it already */
export const factsOf = (sample: Sample, care?: Care): Facts => {
	const present = known.get(sample) ?? whole(collect(sample));
	const facts = care === undefined || care === present.care ? present : {...present, care};
	known.set(sample, facts);
	return facts;
};

/** Servers that are gone through at a time: a millisecond or two. */
const serversAtOnce = 8192;

function* collect(sample: Sample): Work<Facts> {
	const {services, destinations, firstDestination} = sample.table;
	const column = () => new Float64Array(services.count);
	const facts = {
		sample,
		care: noCare,
		serviceState: new Uint8Array(services.count),
		destinationState: new Uint8Array(destinations.count),
		serving: new Uint32Array(services.count),
		weight: column(),
		basis: {
			byRate: new Uint8Array(services.count),
			sum: column(),
			weights: column(),
			highest: column(),
		},
		active: column(),
		inactive: column(),
		persistent: column(),
		countsReplies: new Uint8Array(services.count),
	};
	const states = new Uint32Array(5);
	let down = 0;
	let pause = serversAtOnce;
	for (let row = 0; row < services.count; row += 1) {
		if ((firstDestination[row] ?? 0) >= pause) {
			yield;
			pause += serversAtOnce;
		}
		const isPersistent = ((services.flags[row] ?? 0) & serviceFlag.persistent) !== 0;
		const first = firstDestination[row] ?? 0;
		const end = firstDestination[row + 1] ?? 0;
		let full = 0;
		for (let server = first; server < end; server += 1) {
			const state = stateOf(sample, server, isPersistent);
			facts.destinationState[server] = state;
			full += state === destinationState.full ? 1 : 0;
			add(facts.serving, row, state === destinationState.ok ? 1 : 0);
			add(facts.weight, row, destinations.weight[server] ?? 0);
			add(facts.active, row, destinations.active[server] ?? 0);
			add(facts.inactive, row, destinations.inactive[server] ?? 0);
			add(
				facts.persistent,
				row,
				destinations.isDetailed[server] === 1 ? (destinations.persistent[server] ?? 0) : Number.NaN,
			);
			if (destinations.method[server] === forwarding.masquerading) {
				facts.countsReplies[row] = 1;
			}
		}
		compareServers(facts, row);
		for (let server = first; server < end; server += 1) {
			const state = facts.destinationState[server] ?? 0;
			states[state] = (states[state] ?? 0) + 1;
		}
		const itsState = stateOfService(end - first, facts.serving[row] ?? 0, full);
		facts.serviceState[row] = itsState;
		down += itsState < serviceState.part ? 1 : 0;
	}
	return {
		...facts,
		total: {
			active: sum(facts.active),
			inactive: sum(facts.inactive),
			persistent: sum(facts.persistent),
			rates: totalRates(sample),
			countsReplies: facts.countsReplies.includes(1),
			states,
			down,
		},
	};
}

/** From this many times its fair share on a server is hot. */
const hotFactor = 1.5;

/** By its new connections or, where those are unknown or rare, by the connections there are. */
const compareServers = (facts: Omit<Facts, 'total'>, row: number): void => {
	const {sample, basis, serving} = facts;
	const {destinations, services, firstDestination} = sample.table;
	const reading = weightReadingOf(services.scheduler[row] ?? '');
	const first = firstDestination[row] ?? 0;
	const end = firstDestination[row + 1] ?? 0;
	let sumOfRates = 0;
	let highest = 0;
	for (let server = first; server < end; server += 1) {
		highest = Math.max(highest, destinations.weight[server] ?? 0);
		sumOfRates += destinationRateAt(sample, server, rate.connections);
	}
	const connections = (facts.active[row] ?? 0) + (facts.inactive[row] ?? 0);
	const byRate = isSharedByRate(sumOfRates, connections);
	const span = byRate ? rateSpan : 1;
	const sum = byRate ? sumOfRates : connections;
	for (let server = first; server < end; server += 1) {
		add(basis.weights, row, countedWeight(reading, destinations.weight[server] ?? 0, highest));
	}
	basis.byRate[row] = byRate ? 1 : 0;
	basis.sum[row] = sum;
	basis.highest[row] = highest;
	if ((serving[row] ?? 0) < 2 || reading === 'highest') {
		return;
	}
	const tellers = tellersSinceChange(facts, {row, first, end});
	for (let server = first; server < end; server += 1) {
		const fair = fairAt(facts, server);
		if (
			facts.destinationState[server] === destinationState.ok &&
			isHot({part: partAt(facts, server) * span, sum: sum * span}, fair) &&
			tellers.every(({of, sum: all}) => isHot({part: of(server), sum: all}, fair))
		) {
			facts.destinationState[server] = destinationState.hot;
		}
	}
};

type Part = {readonly part: number; readonly sum: number};

/** Both in connections; not where they are unknown. */
const isHot = ({part, sum: all}: Part, fair: number): boolean =>
	part > all * fair * hotFactor && isBeyondChance(part, fair * all);

type Teller = {readonly of: (server: number) => number; readonly sum: number};

type Range = {
	readonly row: number;
	readonly first: number;
	readonly end: number;
};

/**
What must agree after a change before anybody is hot: what came since, as what is there is from before; and what is there, as a server that
has few gets most of what comes until it has as many as the others.
*/
const tellersSinceChange = (
	{sample}: Pick<Facts, 'sample'>,
	{row, first, end}: Range,
): readonly Teller[] => {
	const {table, structure, unsettled} = sample;
	const entry = unsettled.size === 0 ? undefined : unsettled.get(structure.serviceKeys[row] ?? '');
	if (entry === undefined) {
		return [];
	}
	const held = (server: number): number => heldBy(table.destinations, server);
	const came = (server: number): number => cameTo(entry, table, {row, server});
	return [held, came].map(of => {
		let all = 0;
		for (let server = first; server < end; server += 1) {
			all += of(server);
		}
		return {of, sum: all};
	});
};

const stateOf = ({table: {destinations}}: Sample, row: number, isPersistent: boolean): number => {
	const connections = (destinations.active[row] ?? 0) + (destinations.inactive[row] ?? 0);
	const isDetailed = destinations.isDetailed[row] === 1;
	if ((destinations.weight[row] ?? 0) > 0) {
		const limit = destinations.upperThreshold[row] ?? 0;
		return isDetailed && limit > 0 && connections >= limit
			? destinationState.full
			: destinationState.ok;
	}
	// While the number of sticky clients is not known, "off" would be a promise.
	const sticky = isDetailed ? (destinations.persistent[row] ?? 0) > 0 : isPersistent;
	return connections > 0 || sticky ? destinationState.drain : destinationState.off;
};

const stateOfService = (servers: number, serving: number, full: number): number => {
	if (servers === 0) {
		return serviceState.empty;
	}
	if (serving === 0) {
		return full > 0 ? serviceState.full : serviceState.down;
	}
	return serving < servers ? serviceState.part : serviceState.ok;
};

const add = (cells: Float64Array | Uint32Array, row: number, value: number): void => {
	cells[row] = (cells[row] ?? 0) + value;
};

const sum = (cells: Float64Array): number => cells.reduce((total, cell) => total + cell, 0);

const totalRates = ({table: {services}, serviceRates}: Sample): Float64Array => {
	const total = new Float64Array(rateCount);
	for (let row = 0; row < services.count; row += 1) {
		for (let cell = 0; cell < rateCount; cell += 1) {
			add(total, cell, serviceRates.perSecond[row * rateCount + cell] ?? 0);
		}
	}
	return total;
};

/** Per second; NaN where unknown. */
export const serviceRate = ({sample}: Facts, row: number, which: number): number =>
	sample.serviceRates.perSecond[row * rateCount + which] ?? Number.NaN;

export const destinationRate = ({sample}: Facts, row: number, which: number): number =>
	destinationRateAt(sample, row, which);

export const isReplyRate = (which: number): boolean =>
	which === rate.outPackets || which === rate.outBytes;
