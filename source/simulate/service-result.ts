import {familyOfMatch, netmaskText, serviceFlag, wholeNetmask} from '../model/service.ts';
import type {ServiceConfiguration} from '../plan/configuration.ts';
import type {ServiceArrivals} from './arrivals.ts';
import {exactShares} from './exact.ts';
import {networksOf} from './networks.ts';
import {exactly, rangeOf, times} from './range.ts';
import type {Emptying, Range, SimulatedServer, SimulatedService, Threshold} from './result.ts';
import type {Course} from './trial.ts';

/** A service as it is, or as it will be, and what came of it in each run. */
export type Side = {
	readonly part: ServiceConfiguration | undefined;
	readonly courses: readonly Course[];
};

export type Sides = {
	readonly key: string;
	readonly arrivals: ServiceArrivals;
	readonly scale: number;
	readonly now: Side;
	readonly later: Side;
};

/** What the runs of a service say together. */
export const serviceResult = ({key, arrivals, scale, now, later}: Sides): SimulatedService => {
	const exactNow = sharesOf(now);
	const exactThen = sharesOf(later);
	const names = new Set([
		...(now.part?.destinations.keys() ?? []),
		...(later.part?.destinations.keys() ?? []),
	]);
	return {
		service: key,
		schedulerNow: now.part?.service.scheduler ?? null,
		schedulerThen: later.part?.service.scheduler ?? null,
		persistenceNow: persistenceOf(now),
		persistenceThen: persistenceOf(later),
		netmaskNow: netmaskTextOf(now),
		netmaskThen: netmaskTextOf(later),
		...networks(arrivals, now, later),
		rate: arrivals.rate,
		rateSource: arrivals.source,
		lifetime: lifetimeOf(arrivals),
		clients: arrivals.clients,
		scale,
		isExactNow: exactNow !== undefined,
		isExactThen: exactThen !== undefined,
		refusedNow: refusedOf(now),
		refusedThen: refusedOf(later),
		servers: [...names].map((server): SimulatedServer => {
			const load = arrivals.loads.get(server);
			const connections = (load?.active ?? 0) + (load?.inactive ?? 0);
			return {
				server,
				weightNow: now.part?.destinations.get(server)?.weight ?? null,
				weightThen: later.part?.destinations.get(server)?.weight ?? null,
				shareNow: exactShare(exactNow, server) ?? shareOf(now, server),
				shareThen: exactShare(exactThen, server) ?? shareOf(later, server),
				connections,
				connectionsNow: connectionsOf(now, server, scale),
				connectionsThen: connectionsOf(later, server, scale),
				thresholdNow: thresholdOf(now, server),
				thresholdThen: thresholdOf(later, server),
				emptying:
					now.part?.destinations.has(server) === true &&
					later.part?.destinations.has(server) !== true
						? {kind: 'cut', connections}
						: emptyingOf(later, server, scale),
			};
		}),
	};
};

const persistenceOf = ({part}: Side): number | null =>
	part === undefined || (part.service.flags & serviceFlag.persistent) === 0
		? null
		: part.service.timeout;

/** The mask counts only where clients are sent back; without that each is by itself. */
const netmaskOf = ({part}: Side): number | undefined =>
	part === undefined
		? undefined
		: (part.service.flags & serviceFlag.persistent) === 0
			? wholeNetmask(familyOfMatch(part.service.match))
			: part.service.netmask;

const netmaskTextOf = (side: Side): string | null =>
	side.part === undefined || persistenceOf(side) === null
		? null
		: netmaskText(familyOfMatch(side.part.service.match), side.part.service.netmask);

const networks = (
	{populations, source}: ServiceArrivals,
	now: Side,
	later: Side,
): Pick<SimulatedService, 'networksNow' | 'networksThen'> => {
	const [before, after] = [netmaskOf(now), netmaskOf(later)];
	return source !== 'scenario' || before === undefined || after === undefined || before === after
		? {networksNow: null, networksThen: null}
		: {networksNow: networksOf(populations, before), networksThen: networksOf(populations, after)};
};

/** Where nobody comes there are no shares. */
const sharesOf = ({part, courses}: Side): ReadonlyMap<string, number> | undefined =>
	part === undefined || courses.every(course => totalOf(course) === 0)
		? undefined
		: exactShares(part);

const exactShare = (
	shares: ReadonlyMap<string, number> | undefined,
	server: string,
): Range | undefined => (shares === undefined ? undefined : exactly(shares.get(server) ?? 0));

const lifetimeOf = ({populations}: ServiceArrivals): number => {
	const rates = populations.reduce((total, {rate}) => total + rate, 0);
	return rates === 0
		? 0
		: populations.reduce((total, {rate, lifetime}) => total + rate * lifetime.mean, 0) / rates;
};

const refusedOf = ({courses}: Side): Range =>
	rangeOf(
		courses.map(course => {
			const came = totalOf(course) + course.refused;
			return came === 0 ? 0 : course.refused / came;
		}),
	);

const shareOf = ({courses}: Side, server: string): Range =>
	rangeOf(
		courses.map(course => {
			const total = totalOf(course);
			return total === 0 ? 0 : (course.arrived.get(server) ?? 0) / total;
		}),
	);

const totalOf = ({arrived}: Course): number =>
	[...arrived.values()].reduce((total, count) => total + count, 0);

const connectionsOf = ({courses}: Side, server: string, scale: number): Range =>
	times(rangeOf(courses.map(({connections}) => connections.get(server) ?? 0)), 1 / scale);

const thresholdOf = ({part, courses}: Side, server: string): Threshold | null => {
	const limit = part?.destinations.get(server)?.upperThreshold ?? 0;
	if (limit === 0) {
		return null;
	}
	const moments = courses.flatMap(({full}) => full.get(server) ?? []);
	return {
		limit,
		runs: moments.length,
		after: moments.length === 0 ? null : rangeOf(moments),
	};
};

const emptyingOf = ({courses}: Side, server: string, scale: number): Emptying | null => {
	const rests = courses.flatMap(({emptying}) => emptying.get(server) ?? []);
	if (rests.length === 0) {
		return null;
	}
	const lasting = rests.filter(rest => rest.kind === 'lasting');
	const [first] = lasting;
	return first === undefined
		? {
				kind: 'empty',
				seconds: rangeOf(rests.map(({seconds}) => seconds)),
			}
		: {
				kind: 'lasting',
				seconds: first.seconds,
				runs: lasting.length,
				connections: times(rangeOf(lasting.map(({connections}) => connections)), 1 / scale),
				templates: times(rangeOf(lasting.map(({templates}) => templates)), 1 / scale),
			};
};
