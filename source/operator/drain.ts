import type {Match} from '../model/service.ts';
import type {Firmness} from './intent.ts';
import type {ServerItem} from './item.ts';

/** What happens when nothing is left. */
export type WhenEmpty = 'hold' | 'ask' | 'remove';

/** What a server still has. */
export type Load = {
	readonly active: number;
	readonly inactive: number;
	/** Persistence templates. */
	readonly persistent: number;
};

export type Phase =
	/** Connections or templates are left. */
	| {readonly kind: 'draining'}
	/** Nothing is left. */
	| {readonly kind: 'empty'; readonly at: number}
	/** It was empty, and is being removed as was wanted. */
	| {readonly kind: 'removing'; readonly at: number}
	/** The time is over and something is left; it stays at weight 0. */
	| {readonly kind: 'gave up'; readonly at: number}
	/** The server was removed, by us or by somebody else. */
	| {readonly kind: 'gone'; readonly at: number}
	/** Somebody gave it a weight again. */
	| {readonly kind: 'returned'; readonly at: number; readonly weight: number};

export type Drain = {
	readonly id: number;
	readonly item: ServerItem;
	readonly match: Match;
	readonly firmness: Firmness;
	/** The weight to return to; undefined when it was not drained here, and nobody knows. */
	readonly weight: number | undefined;
	/** Clock time in milliseconds. */
	readonly since: number;
	readonly giveUpAt: number | undefined;
	readonly whenEmpty: WhenEmpty;
	readonly phase: Phase;
	readonly start: Load;
	readonly now: Load;
	/** Readings of the last minutes: time, how much was left in all, and how many of that were active connections. */
	readonly readings: readonly Reading[];
	/** Connections and templates a minute, below zero while it empties; undefined until it can be told. */
	readonly trend: number | undefined;
	/** When it will probably be empty, and what that is based on. */
	readonly forecast: Forecast | undefined;
	/** When the last of its connections expires if nobody sends anything more; known while connection rows are handed in. */
	readonly lastTimerAt: number | undefined;
	/** Who is left, most connections first; known while connection rows are handed in. */
	readonly blockers: readonly Blocker[];
};

type Reading = {readonly at: number; readonly left: number; readonly active: number};

export type Forecast = {readonly at: number; readonly basis: 'timers' | 'trend'};

export type Blocker = {
	/** Address of the client as text. */
	readonly client: string;
	readonly connections: number;
	readonly templates: number;
	/** Seconds until the last of them expires. */
	readonly expires: number;
};

/** expire_quiescent_template while firm drains need it. */
export type FirmSwitch = {
	/** What it was before and will be again. */
	readonly original: number;
	/** Set when it could not be written: one sentence. */
	readonly trouble: string | undefined;
};

export type DrainStart = Pick<
	Drain,
	'id' | 'item' | 'match' | 'firmness' | 'weight' | 'since' | 'giveUpAt' | 'whenEmpty'
> & {readonly load: Load};

export const newDrain = ({load, ...rest}: DrainStart): Drain =>
	drainSeen(
		{
			...rest,
			phase: {kind: 'draining'},
			start: load,
			now: load,
			readings: [],
			trend: undefined,
			forecast: undefined,
			lastTimerAt: undefined,
			blockers: [],
		},
		{load, weight: 0},
		rest.since,
	);

/** What a reading of the table says to it; `server` is undefined when it is not there any more. */
export const drainSeen = (
	drain: Drain,
	server: {readonly load: Load; readonly weight: number} | undefined,
	at: number,
): Drain => {
	if (!isOpen(drain) || drain.phase.kind === 'removing') {
		return drain;
	}
	if (server === undefined) {
		return {...drain, phase: {kind: 'gone', at}};
	}
	if (server.weight > 0) {
		return {...drain, phase: {kind: 'returned', at, weight: server.weight}};
	}
	const {load} = server;
	const left = load.active + load.inactive + load.persistent;
	const {active} = load;
	const readings = [
		...drain.readings.filter(reading => at - reading.at <= memory),
		{at, left, active},
	];
	const trend = trendOf(readings, 'left');
	return {
		...drain,
		now: load,
		readings,
		trend,
		phase: phaseOf(drain, left, at),
		forecast: forecastOf({readings, trend, lastTimerAt: drain.lastTimerAt, at}),
	};
};

/**
What a later reading says to a drain that was over: undo may have brought its server back, or redo taken its weight again. Then it is watched
again, but never removed by itself a second time.

@param isOurs - whether the server is as it was left here; at weight 0 by somebody else's will it is no drain of ours
*/
export const drainSeenAfter = (
	drain: Drain,
	server: {readonly load: Load; readonly weight: number} | undefined,
	{at, isOurs}: {readonly at: number; readonly isOurs: boolean},
): Drain => {
	const {phase} = drain;
	if (phase.kind !== 'gone' && phase.kind !== 'returned') {
		return drain;
	}
	if (server === undefined) {
		return phase.kind === 'gone' ? drain : {...drain, phase: {kind: 'gone', at}};
	}
	if (server.weight > 0) {
		return phase.kind === 'returned'
			? drain
			: {...drain, phase: {kind: 'returned', at, weight: server.weight}};
	}
	if (phase.kind === 'returned' && !isOurs) {
		return drain;
	}
	const whenEmpty = phase.kind === 'gone' ? 'ask' : drain.whenEmpty;
	return newDrain({...drain, whenEmpty, since: at, giveUpAt: undefined, load: server.load});
};

/** Drains that somebody still has to look after: everything but what is over. */
export const isOpen = ({phase: {kind}}: Drain): boolean => kind !== 'gone' && kind !== 'returned';

/** 0 to 1, by what was there at the start; a server that got more since then is at 0. */
export const progressOf = ({start, now}: Drain): number => {
	const before = start.active + start.inactive + start.persistent;
	const left = now.active + now.inactive + now.persistent;
	return before === 0 ? 1 : Math.max(0, 1 - left / before);
};

const phaseOf = ({phase, giveUpAt}: Drain, left: number, at: number): Phase => {
	if (left === 0) {
		return phase.kind === 'empty' ? phase : {kind: 'empty', at};
	}
	if (giveUpAt !== undefined && at >= giveUpAt) {
		return phase.kind === 'gave up' ? phase : {kind: 'gave up', at};
	}
	return {kind: 'draining'};
};

/** Slope of the straight line through the readings, a minute. */
const trendOf = (readings: readonly Reading[], name: 'left' | 'active'): number | undefined => {
	const [first] = readings;
	const last = readings.at(-1);
	if (first === undefined || last === undefined || last.at - first.at < leastSpan) {
		return undefined;
	}
	const count = readings.length;
	const meanAt = readings.reduce((sum, {at}) => sum + at - first.at, 0) / count;
	const mean = readings.reduce((sum, reading) => sum + reading[name], 0) / count;
	let products = 0;
	let squares = 0;
	for (const reading of readings) {
		const distance = reading.at - first.at - meanAt;
		products += distance * (reading[name] - mean);
		squares += distance * distance;
	}
	return (products / squares) * minute;
};

/**
Active connections go when their clients want: only how they went so far tells when the last one goes. What else is left goes by its timers, unless
it grows: then clients come back and renew them.
*/
const forecastOf = ({
	readings,
	trend = 0,
	lastTimerAt,
	at,
}: {
	readonly readings: readonly Reading[];
	readonly trend: number | undefined;
	readonly lastTimerAt: number | undefined;
	readonly at: number;
}): Forecast | undefined => {
	const {left, active} = readings.at(-1) ?? {left: 0, active: 0};
	if (left === 0) {
		return undefined;
	}
	const isGrowing = trend > -slowest;
	const byTimers: Forecast | undefined =
		lastTimerAt === undefined || lastTimerAt < at || isGrowing
			? undefined
			: {at: lastTimerAt, basis: 'timers'};
	if (active === 0 && byTimers !== undefined) {
		return byTimers;
	}
	const trendOfActive = active === 0 ? slowest : (trendOf(readings, 'active') ?? 0);
	return trend < slowest && trendOfActive <= slowest
		? {at: at + Math.max(left / -trend, active / -trendOfActive) * minute, basis: 'trend'}
		: byTimers;
};

const minute = 60_000;
/** How long readings count for the trend, and how long they must reach back, in milliseconds. */
const memory = 2 * minute;
const leastSpan = 8000;
/** A server that loses less than this a minute is not emptying in any time worth telling. */
const slowest = -0.1;
