import type {Change} from '../model/change.ts';
import {matchKey, serviceFlag, type Match} from '../model/service.ts';
import type {Configuration, ServiceConfiguration} from '../plan/configuration.ts';
import {openLedger, type Obstacle} from '../plan/ledger.ts';
import type {Arrivals, ServiceArrivals} from './arrivals.ts';
import {assumedArrivals} from './measured.ts';
import type {SimulatedService, Simulation} from './result.ts';
import {serviceResult} from './service-result.ts';
import {partOf, workOf} from './work.ts';
import {runTrial, type Course, type Plot} from './trial.ts';

export type SimulateOptions = {
	/** Runs with different random arrivals. */
	readonly seeds: number;
	/** Number of the first seed; the same gives the same result. @default 1 */
	readonly firstSeed?: number;
	/** Seconds of arrivals. */
	readonly seconds: number;
	/** Seconds of the populations' clock at the beginning. @default 0 */
	readonly start?: number;
	/** net.ipv4.vs.expire_quiescent_template @default false */
	readonly expiresQuiescent?: boolean;
	/** What all runs together may take, see `workOf`; servers of weight 0 that clients come back to take as much again. @default 1 000 000 */
	readonly mostWork?: number;
	/** Seconds that a server of weight 0 is waited for. @default four hours */
	readonly patience?: number;
};

export type Outcome =
	| ({readonly kind: 'simulated'} & Simulation)
	/** A change cannot be made, by its place in the row; -1 is the table itself, which has something that the engine does not know. */
	| {
			readonly kind: 'impossible';
			readonly at: number;
			readonly why:
				| {readonly kind: 'obstacle'; readonly obstacle: Obstacle}
				| {readonly kind: 'refused'; readonly errno: number};
	  };

/**
What becomes of each service that the changes touch: the table is set up in an engine, with the connections that it has, once as it is
and once with the changes, and the same clients come to both. Nothing but its arguments counts: the same give the same result.
Where that would be too much work, a part of the traffic is simulated, with limits that are as much smaller.
*/
export const simulate = (
	configuration: Configuration,
	arrivals: Arrivals,
	changes: readonly Change[],
	options: SimulateOptions,
): Outcome => {
	const ledger = openLedger(configuration);
	for (const [at, change] of changes.entries()) {
		const obstacle = ledger.enter(change);
		if (obstacle !== undefined) {
			return {kind: 'impossible', at, why: {kind: 'obstacle', obstacle}};
		}
	}
	const subjects = subjectsOf(configuration, changes, arrivals);
	const chosen = busiest(subjects, mostServices);
	const sides = changes.length === 0 ? 1 : 2;
	const share = (options.mostWork ?? mostWork) / (chosen.length * sides * options.seeds);
	const services: SimulatedService[] = [];
	for (const subject of chosen) {
		const done = simulateService(subject, {
			configuration,
			later: ledger.now,
			changes,
			options,
			share,
		});
		if ('why' in done) {
			return done;
		}
		services.push(done);
	}
	return {
		kind: 'simulated',
		seconds: options.seconds,
		seeds: options.seeds,
		services,
		leftOut: subjects.length - chosen.length,
	};
};

/**
The same for one service, for a dialog: some 30 ms once the code is warm. It approximates: a single run, so that every range is one value, of
some 1500 connections on each side. Busier services are scaled down with their limits, so that schedulers that count connections see fewer
of them and a drained server seems empty sooner by a few lifetimes; servers are waited for 20 minutes, those that persistent
clients come back to less.

@returns undefined when there is no such service, or a change cannot be made
*/
export const simulateQuickly = (
	configuration: Configuration,
	arrivals: Arrivals,
	changes: readonly Change[],
	{service, ...options}: QuickOptions,
): SimulatedService | undefined => {
	const part = configuration.services.get(service);
	const outcome = simulate(
		{...configuration, services: new Map(part === undefined ? [] : [[service, part]])},
		arrivals,
		changes.filter(change => keyOf(change) === service || isForAll(change)),
		{...options, seeds: 1, mostWork: quickWork, patience: quickPatience},
	);
	return outcome.kind === 'simulated' ? outcome.services[0] : undefined;
};

export type QuickOptions = Pick<
	SimulateOptions,
	'firstSeed' | 'seconds' | 'start' | 'expiresQuiescent'
> & {readonly service: string};

const mostWork = 1_000_000;
const quickWork = 3000;
const quickPatience = 1200;
const fourHours = 14_400;

/** Each of them takes a few milliseconds, however few clients come. */
const mostServices = 100;

/** Fewer say too little, whatever the limit. */
const leastWork = 1000;

type Subject = {
	readonly match: Match;
	readonly key: string;
	readonly arrivals: ServiceArrivals;
};

const subjectsOf = (
	{services}: Configuration,
	changes: readonly Change[],
	arrivals: Arrivals,
): readonly Subject[] => {
	const matches = new Map<string, Match>();
	if (changes.length === 0 || changes.some(isForAll)) {
		for (const [key, {service}] of services) {
			matches.set(key, service.match);
		}
	}
	for (const change of changes) {
		const match = matchOf(change);
		if (match !== undefined) {
			matches.set(matchKey(match), match);
		}
	}
	return [...matches].map(([key, match]) => ({
		key,
		match,
		arrivals: arrivals.get(key) ?? assumedArrivals(match, undefined),
	}));
};

const busiest = (subjects: readonly Subject[], most: number): readonly Subject[] => {
	if (subjects.length <= most) {
		return subjects;
	}
	const chosen = new Set(
		subjects.toSorted((one, other) => other.arrivals.rate - one.arrivals.rate).slice(0, most),
	);
	return subjects.filter(subject => chosen.has(subject));
};

const matchOf = (change: Change): Match | undefined => {
	switch (change.kind) {
		case 'add-service':
		case 'edit-service':
			return change.service.match;
		case 'delete-service':
		case 'add-destination':
		case 'edit-destination':
		case 'delete-destination':
			return change.match;
		default:
			return undefined;
	}
};

const keyOf = (change: Change): string | undefined => {
	const match = matchOf(change);
	return match === undefined ? undefined : matchKey(match);
};

/** Changes that touch every service. */
const isForAll = ({kind}: Change): boolean => kind === 'flush' || kind === 'set-timeouts';

const isPersistent = (part: ServiceConfiguration | undefined): boolean =>
	((part?.service.flags ?? 0) & serviceFlag.persistent) !== 0;

type Setting = {
	readonly configuration: Configuration;
	readonly later: Configuration;
	readonly changes: readonly Change[];
	readonly options: SimulateOptions;
	/** The work of one run. */
	readonly share: number;
};

const simulateService = (
	{key, match, arrivals}: Subject,
	{configuration, later, changes, options, share}: Setting,
): SimulatedService | (Outcome & {kind: 'impossible'}) => {
	const most = Math.max(leastWork, share);
	const {seconds, start = 0, patience = fourHours} = options;
	const work = workOf(arrivals, {start, seconds});
	const scale = Math.min(1, most / work);
	const isSticky = [configuration, later].some(({services}) => isPersistent(services.get(key)));
	const places = [...changes.keys()].filter(at => {
		const change = changes[at]!;
		return isForAll(change) || keyOf(change) === key;
	});
	const plot: Plot = {
		match,
		service: configuration.services.get(key),
		timeouts: configuration.timeouts,
		expiresQuiescent: options.expiresQuiescent ?? false,
		scale,
		isMasked: arrivals.source !== 'scenario',
		changes: [],
		populations: partOf(arrivals, {scale, isSticky}),
		loads: arrivals.loads,
		start,
		seconds,
		patience: {
			without: patience,
			withArrivals: Math.min(patience, seconds + (seconds * most) / Math.max(work * scale, 1)),
		},
	};
	const unchanged: Course[] = [];
	const changed: Course[] = [];
	for (let run = 0; run < options.seeds; run += 1) {
		const seed = (options.firstSeed ?? 1) + run;
		for (const [courses, side] of [
			[unchanged, []],
			[changed, places],
		] as const) {
			if (courses === changed && places.length === 0) {
				continue;
			}
			const course = runTrial({...plot, changes: side.map(at => changes[at]!)}, seed);
			if ('refusal' in course) {
				return {
					kind: 'impossible',
					at: side[course.at] ?? -1,
					why: {kind: 'refused', errno: course.refusal},
				};
			}
			courses.push(course);
		}
	}
	return serviceResult({
		key,
		arrivals,
		scale,
		now: {part: configuration.services.get(key), courses: unchanged},
		later: {part: later.services.get(key), courses: places.length === 0 ? unchanged : changed},
	});
};
