import {weightReadingOf} from '../model/asked-share.ts';
import {serviceFlag} from '../model/service.ts';
import {counter, counterOf} from '../model/table.ts';
import type {Sample} from '../sampler/sample.ts';
import {isBeyondChance} from '../sampler/sharing.ts';
import type {Mark} from './foreign.ts';
import {itemKey} from './item.ts';
import {heldOf, shareOf, sum} from './shares.ts';
import {percent} from './words.ts';

/** A reason for the state or the share of a row, with the numbers that show it. */
export type Cause = {
	readonly kind:
		| 'weight-zero'
		| 'weights'
		| 'over-threshold'
		| 'persistence'
		| 'late-joiner'
		| 'recent-change'
		| 'others-changed'
		| 'hash-few-clients'
		| 'long-connections'
		| 'no-server'
		| 'no-traffic';
	/** One sentence with its numbers. */
	readonly says: string;
	/** 0 to 1: how much of it this probably explains. Causes come in this order. */
	readonly rank: number;
};

export type WhyFacts = {
	readonly sample: Pick<Sample, 'table' | 'structure' | 'destinationRates'>;
	/** What changed since the start, by `itemKey`. */
	readonly marks: ReadonlyMap<string, Mark>;
	/** Clock time in milliseconds. */
	readonly now: number;
	/** How many clients the service has, where connection rows were read. */
	readonly clients?: number | undefined;
};

type Facts = WhyFacts & {
	/** Row of the service, and of all its servers. */
	readonly row: number;
	readonly rows: readonly number[];
};

/** Everything that may explain the state or the share of a server, unordered. */
export const serverCauses = (at: number, facts: Facts): readonly Cause[] =>
	checks.flatMap(check => check(at, facts) ?? []);

type Check = (at: number, facts: Facts) => Cause | undefined;

const weightZero: Check = (at, {sample: {table}}) => {
	const {weight, active, inactive, persistent, isDetailed} = table.destinations;
	const left =
		isDetailed[at] === 1
			? `${active[at]} active, ${inactive[at]} inactive and ${persistent[at]} persistent`
			: `${active[at]} active and ${inactive[at]} inactive`;
	return weight[at] === 0
		? {
				kind: 'weight-zero',
				says: `weight 0 takes no new connections; ${left} are left`,
				rank: 1,
			}
		: undefined;
};

const overThreshold: Check = (at, {sample: {table}}) => {
	const {upperThreshold, lowerThreshold, active, inactive} = table.destinations;
	const upper = upperThreshold[at] ?? 0;
	const lower = lowerThreshold[at] ?? 0;
	const count = (active[at] ?? 0) + (inactive[at] ?? 0);
	return upper > 0 && count >= upper
		? {
				kind: 'over-threshold',
				says: `${count} connections reach its upper threshold ${upper}: no new ones until fewer than ${lower === 0 ? upper - Math.floor(upper / 4) : lower} are left`,
				rank: 0.95,
			}
		: undefined;
};

const weights: Check = (at, facts) => {
	const {weight} = facts.sample.table.destinations;
	const total = sum(facts.rows, row => weight[row] ?? 0);
	const {fair, actual} = shareOf(at, facts);
	const isEven = facts.rows.every(row => weight[row] === weight[at]);
	const scheduler = facts.sample.table.services.scheduler[facts.row] ?? '';
	const isMixed = new Set(facts.rows.map(row => weight[row]).filter(one => one !== 0)).size > 1;
	if (isMixed && weight[at] !== 0 && weightReadingOf(scheduler) === 'on or off') {
		return {
			kind: 'weights',
			says: `${scheduler} does not look at weights (here ${weight[at]}), only whether they are 0; w${scheduler === 'dh' ? 'rr' : scheduler} does`,
			rank: 0.8,
		};
	}
	return isEven || weight[at] === 0 || weightReadingOf(scheduler) === 'highest'
		? undefined
		: {
				kind: 'weights',
				says: `its weight is ${weight[at]} of ${total} in all, which asks for ${percent(fair)}`,
				rank: 0.8 * closeness(actual, fair),
			};
};

const persistence: Check = (at, facts) => {
	const {services, destinations} = facts.sample.table;
	const {row, rows} = facts;
	if (((services.flags[row] ?? 0) & serviceFlag.persistent) === 0) {
		return undefined;
	}
	// Without rights the kernel may tell neither the time nor the templates.
	const time = services.timeout[row] ? ` of ${services.timeout[row]} s` : '';
	const says = `persistence${time} keeps clients where they were`;
	if (rows.some(other => destinations.isDetailed[other] !== 1)) {
		return {kind: 'persistence', says, rank: 0.3};
	}
	const here = destinations.persistent[at] ?? 0;
	const all = sum(rows, other => destinations.persistent[other] ?? 0);
	const {fair} = shareOf(at, facts);
	const stuck = all === 0 ? 0 : here / all;
	return {
		kind: 'persistence',
		says: `${says}: ${here} of ${all} templates (${percent(stuck)}) are here`,
		rank: 0.3 + 0.6 * Math.min(1, Math.abs(stuck - fair) * 2),
	};
};

const lateJoiner: Check = (at, facts) => {
	const mark = markAt(at, facts);
	if (mark?.kind !== 'added' || facts.now - mark.at > hour) {
		return undefined;
	}
	const {active} = facts.sample.table.destinations;
	const scheduler = facts.sample.table.services.scheduler[facts.row] ?? '';
	return {
		kind: 'late-joiner',
		says: levelling.has(scheduler)
			? `added ${ago(facts.now - mark.at)}: ${scheduler} sends it most new connections until it has as many as the others (now ${active[at]})`
			: `added ${ago(facts.now - mark.at)}: the others still have the connections from before`,
		rank: 0.85,
	};
};

const recentChange: Check = (at, facts) => {
	const mark = markAt(at, facts);
	return mark?.kind === 'changed' && facts.now - mark.at <= hour / 4
		? {
				kind: 'recent-change',
				says: `${mark.says} ${ago(facts.now - mark.at)} by ${mark.actor}: connections from before stay where they are`,
				rank: mark.says.includes('weight') ? 0.75 : 0.4,
			}
		: undefined;
};

/** What another server got or lost meanwhile is not evened out at once. */
const othersChanged: Check = (at, facts) => {
	const {structure} = facts.sample;
	const [last] = facts.rows
		.filter(row => row !== at)
		.flatMap(row => {
			const mark = markAt(row, facts);
			const isOfShare = mark?.kind === 'added' || mark?.says.includes('weight') === true;
			return mark !== undefined && isOfShare && facts.now - mark.at <= hour / 4
				? [{mark, name: structure.destinationKey(row)}]
				: [];
		})
		.toSorted((left, right) => right.mark.at - left.mark.at);
	return last === undefined || markAt(at, facts) !== undefined
		? undefined
		: {
				kind: 'others-changed',
				says: `${last.name}: ${last.mark.says}, ${ago(facts.now - last.mark.at)} by ${last.mark.actor}; connections from before stay where they are`,
				rank: 0.72,
			};
};

const hashFewClients: Check = (_, {sample: {table}, row, clients}) => {
	const scheduler = table.services.scheduler[row] ?? '';
	if (!hashing.has(scheduler)) {
		return undefined;
	}
	return {
		kind: 'hash-few-clients',
		says:
			clients === undefined
				? `${scheduler} sends each client by a hash: few clients spread unevenly`
				: `${scheduler} sends each client by a hash, and there are ${clients} clients`,
		rank: clients !== undefined && clients < fewClients ? 0.9 : 0.5,
	};
};

/** A server that keeps its connections longer or shorter than the others do: a slow one, or one with other clients. */
const longConnections: Check = (at, facts) => {
	const {held, comes, isOdd, of} = heldOf(at, facts);
	return isOdd
		? {
				kind: 'long-connections',
				says: `holds ${percent(held)} of the active connections but gets ${percent(comes)} of ${of}: they last ${held > comes ? 'longer' : 'shorter'} here`,
				rank: 0.35 + 0.5 * Math.min(1, Math.abs(held - shareOf(at, facts).fair)),
			}
		: undefined;
};

/** What its counters say of the time before this program: a server that was not always there, or not always taken. */
const fewerEver: Check = (at, facts) => {
	const {services, destinations} = facts.sample.table;
	const isSticky = ((services.flags[facts.row] ?? 0) & serviceFlag.persistent) !== 0;
	const {fair, actual} = shareOf(at, facts);
	if (isSticky || hashing.has(services.scheduler[facts.row] ?? '') || markAt(at, facts)) {
		return undefined;
	}
	const ever = (row: number): number => counterOf(destinations, row, counter.connections) || 0;
	const expected = sum(facts.rows, ever) * fair;
	return actual < fair && ever(at) < expected * fewer && isBeyondChance(ever(at), expected)
		? {
				kind: 'late-joiner',
				says: `has had ${ever(at)} connections since the counters began, and its weight asks for ${Math.round(expected)} of them: it came later than the others, or was out or full for a while`,
				rank: 0.7,
			}
		: undefined;
};

const noTraffic: Check = (at, facts) =>
	shareOf(at, facts).total === 0
		? {kind: 'no-traffic', says: 'nothing comes to this service at the moment', rank: 0.6}
		: undefined;

const checks: readonly Check[] = [
	weightZero,
	overThreshold,
	weights,
	persistence,
	lateJoiner,
	recentChange,
	othersChanged,
	hashFewClients,
	longConnections,
	fewerEver,
	noTraffic,
];

const markAt = (at: number, {sample: {structure}, marks}: Facts) =>
	marks.get(
		itemKey({
			service: structure.serviceKeys[structure.serviceOf[at] ?? 0] ?? '',
			destination: structure.destinationKey(at),
		}),
	);

const ago = (milliseconds: number): string =>
	milliseconds < 120_000
		? `${Math.round(milliseconds / 1000)} s ago`
		: `${Math.round(milliseconds / 60_000)} min ago`;

/** 1 for the same share, 0 for one that is half of everything away. */
const closeness = (left: number, right: number): number =>
	Math.max(0, 1 - 2 * Math.abs(left - right));

const hour = 3_600_000;
const fewClients = 50;
/** Of what its weight asks for; a server that had less from the beginning was not always there. */
const fewer = 0.85;
/** Schedulers that look at how many connections a server has. */
const levelling: ReadonlySet<string> = new Set(['lc', 'wlc', 'sed', 'nq', 'lblc', 'lblcr', 'ovf']);
const hashing: ReadonlySet<string> = new Set(['sh', 'dh', 'mh', 'lblc', 'lblcr']);
