import type {Distribution, Population} from '../engine/population.ts';
import type {Endpoint} from '../engine/connections/targets.ts';
import type {Address, Family} from '../model/address.ts';
import type {Timeouts} from '../model/director.ts';
import {familyOfMatch, matchKey, serviceFlag, type Match} from '../model/service.ts';
import {counter, counterAt, destinationKeyAt, type Table} from '../model/table.ts';
import {serviceConfigurationAt, type ServiceConfiguration} from '../plan/configuration.ts';
import type {Arrivals, Load, RateSource, ServiceArrivals} from './arrivals.ts';
import {clientsBehind, inBalance, lingeringOf, stayOf, templatesOf} from './little.ts';
import {engineKey} from './stage.ts';

export type Measurement = {
	/** With its destinations dumped. */
	readonly table: Table;
	readonly timeouts: Timeouts;
	/** Connections a second that a person gave, by service. */
	readonly given: ReadonlyMap<string, number>;
	/** `planned`: nobody has come yet, so that the counts say nothing, and those of a table in balance are taken. */
	readonly state: 'running' | 'planned';
};

/** Connections a second to a service of which nothing is known. */
export const assumedRate = 10;

/** Seconds that a connection is in use of which nothing is known. */
export const assumedLifetime = 10;

/** Clients of a service of which nothing is known. */
export const assumedClients = 1000;

/**
Who comes, by what the table says of each service: the kernel's average rate, and by Little's law how long connections last and how many
clients there are. Times are taken as exponential. One client stands for one network of a persistence mask.
*/
export const measuredArrivals = (measurement: Measurement): Arrivals => {
	const {services} = measurement.table;
	const found = new Map<string, ServiceArrivals>();
	for (let row = 0; row < services.count; row += 1) {
		const part = serviceConfigurationAt(measurement.table, row);
		found.set(matchKey(part.service.match), measuredService(part, row, measurement));
	}
	return found;
};

/** What is assumed of a service that is not there yet. */
export const assumedArrivals = (match: Match, given: number | undefined): ServiceArrivals => ({
	populations: [populationTo(match, {rate: given ?? assumedRate})],
	rate: given ?? assumedRate,
	source: given === undefined ? 'assumed' : 'given',
	clients: assumedClients,
	loads: new Map(),
});

const measuredService = (
	part: ServiceConfiguration,
	row: number,
	{table, timeouts, given, state}: Measurement,
): ServiceArrivals => {
	const {match, flags, timeout} = part.service;
	const counts = loadsOf(table, row);
	const total = sum(counts.values());
	const lingering = lingeringOf(part.service, part.destinations.values(), timeouts);
	const kernels = counterAt(table.services.counters, row, counter.connectionRate);
	const known = knownRate(kernels, {total, lingering});
	const wanted = given.get(matchKey(match));
	const rate = wanted ?? known?.rate ?? assumedRate;
	// Another rate than the present one is about another day: connections last as long as now.
	const measuredRate = known?.rate ?? rate;
	const hasCounts = total.active + total.inactive > 0;
	const stay =
		hasCounts && measuredRate > 0
			? stayOf(total, {rate: measuredRate, lingering, match})
			: {lifetime: assumedLifetime, resets: 0};
	const isPersistent = (flags & serviceFlag.persistent) !== 0;
	const clients =
		isPersistent && total.persistent > 0 && measuredRate > 0
			? clientsBehind(total.persistent, {rate: measuredRate, timeout})
			: assumedClients;
	return {
		populations: [populationTo(match, {rate, ...stay, clients, ...sizes(table, row)})],
		rate,
		source: wanted === undefined ? (known?.source ?? 'assumed') : 'given',
		clients,
		loads:
			state === 'running'
				? counts
				: balanced(part, {
						...inBalance(match, {rate, lingering, lifetime: stay.lifetime}),
						persistent: isPersistent ? templatesOf(clients, {rate, timeout}) : 0,
					}),
	};
};

const knownRate = (
	kernels: number,
	{total, lingering}: {total: Load; lingering: number},
): {readonly rate: number; readonly source: RateSource} | undefined => {
	if (kernels > 0) {
		return {rate: kernels, source: 'measured'};
	}
	return total.inactive > 0 && lingering > 0
		? {rate: total.inactive / lingering, source: 'estimated'}
		: undefined;
};

/** What each server has to do, by key. */
export const loadsOf = (
	{destinations, firstDestination}: Table,
	service: number,
): ReadonlyMap<string, Load> => {
	const loads = new Map<string, Load>();
	const end = firstDestination[service + 1] ?? 0;
	for (let row = firstDestination[service] ?? 0; row < end; row += 1) {
		loads.set(destinationKeyAt(destinations, row), {
			active: destinations.active[row] ?? 0,
			inactive: destinations.inactive[row] ?? 0,
			persistent: destinations.persistent[row] ?? 0,
		});
	}
	return loads;
};

/** Shared out by the weights, to each server as much as its limit lets it have. */
const balanced = (
	{destinations}: ServiceConfiguration,
	{active, inactive, persistent}: Load,
): ReadonlyMap<string, Load> => {
	const weights = [...destinations.values()].reduce((total, {weight}) => total + weight, 0);
	return new Map(
		[...destinations].map(([key, {weight, upperThreshold}]) => {
			const fair = weights === 0 ? 0 : weight / weights;
			const limit = upperThreshold === 0 ? Number.POSITIVE_INFINITY : upperThreshold;
			const share = Math.min(fair, limit / (active + inactive));
			return [
				key,
				{
					active: Math.round(active * share),
					inactive: Math.round(inactive * share),
					persistent: Math.round(persistent * share),
				},
			];
		}),
	);
};

const sum = (loads: Iterable<Load>): Load => {
	const total = {active: 0, inactive: 0, persistent: 0};
	for (const {active, inactive, persistent} of loads) {
		total.active += active;
		total.inactive += inactive;
		total.persistent += persistent;
	}
	return total;
};

/** Mean bytes of a connection each way. */
const sizes = (table: Table, row: number): {bytesIn: number; bytesOut: number} => {
	const {counters} = table.services;
	const connections = counterAt(counters, row, counter.connections);
	const mean = (which: number): number => {
		const bytes = counterAt(counters, row, which);
		return connections > 0 && bytes > 0 ? bytes / connections : 0;
	};
	return {bytesIn: mean(counter.inBytes), bytesOut: mean(counter.outBytes)};
};

type Crowd = {
	readonly rate: number;
	readonly lifetime?: number;
	readonly resets?: number;
	readonly clients?: number;
	readonly bytesIn?: number;
	readonly bytesOut?: number;
};

const populationTo = (
	match: Match,
	{
		rate,
		lifetime = assumedLifetime,
		resets = 0,
		clients = assumedClients,
		bytesIn = 0,
		bytesOut = 0,
	}: Crowd,
): Population => ({
	service: engineKey(match),
	target: targetOf(match),
	rate,
	wave: undefined,
	from: 0,
	until: Number.POSITIVE_INFINITY,
	lifetime: {kind: 'exponential', mean: lifetime},
	bytesIn: constant(bytesIn),
	bytesOut: constant(bytesOut),
	firstClient: firstClients[familyOfMatch(match)],
	clients,
	skew: 1,
	ending: {client: 1 - resets, server: 0, reset: resets, silent: 0},
	halfOpen: 0,
	origin: 'local',
});

const constant = (mean: number): Distribution => ({kind: 'constant', mean});

/** Where clients go whose service does not say it: any place will do. */
const targetOf = (match: Match): Endpoint | undefined => {
	if (match.kind === 'mark') {
		return {address: firstClients[match.family].bytes, port: anyPort};
	}
	return match.port === 0 ? {address: match.address.bytes, port: anyPort} : undefined;
};

const anyPort = 80;

const firstClients: Readonly<Record<Family, Address>> = {
	ipv4: {family: 'ipv4', bytes: Uint8Array.of(10, 0, 0, 1)},
	ipv6: {
		family: 'ipv6',
		bytes: Uint8Array.of(0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
	},
};
