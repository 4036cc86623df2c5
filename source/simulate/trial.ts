import {destinationOf} from '../engine/connections/accounting.ts';
import {isTemplate, type Connections} from '../engine/connections/columns.ts';
import {expireNow} from '../engine/connections/expire.ts';
import type {DestinationEntry, Scheduling, ServiceEntry} from '../engine/entries.ts';
import type {Population} from '../engine/population.ts';
import {createRandom} from '../engine/random.ts';
import type {Director} from '../engine/state.ts';
import {counted} from '../engine/statistics.ts';
import {familyOf} from '../model/address.ts';
import type {Change} from '../model/change.ts';
import {destinationKey} from '../model/destination.ts';
import {serviceFlag} from '../model/service.ts';
import type {Load} from './arrivals.ts';
import {isPresent} from './population-rates.ts';
import {leadTime, preload} from './preload.ts';
import {openStage, type StageOptions} from './stage.ts';

/** One service, what happens to it at the beginning, and who comes then. */
export type Plot = Omit<StageOptions, 'time'> & {
	readonly changes: readonly Change[];
	/** Those of the part of the traffic that is simulated. */
	readonly populations: readonly Population[];
	/** Of all the traffic, by key, see `destinationKey`. */
	readonly loads: ReadonlyMap<string, Load>;
	/** Seconds of the populations' clock at the beginning. */
	readonly start: number;
	/** Seconds of arrivals. */
	readonly seconds: number;
	/** Seconds after the beginning until which servers of weight 0 are waited for: while clients still come, and without any. */
	readonly patience: {readonly withArrivals: number; readonly without: number};
};

/** What came of a plot; servers by key, see `destinationKey`, numbers of connections as they were simulated. */
export type Course = {
	/** New connections. */
	readonly arrived: ReadonlyMap<string, number>;
	/** Who found no server. */
	readonly refused: number;
	/** Active and inactive ones when the seconds are over. */
	readonly connections: ReadonlyMap<string, number>;
	/** Seconds after the beginning at which a threshold was reached. */
	readonly full: ReadonlyMap<string, number>;
	/** Of servers with weight 0: when nothing was left, or what was left in the end. */
	readonly emptying: ReadonlyMap<string, Rest>;
};

export type Rest =
	| {readonly kind: 'empty'; readonly seconds: number}
	| {
			readonly kind: 'lasting';
			readonly seconds: number;
			readonly connections: number;
			readonly templates: number;
	  };

/** @returns an error number with the place of the change that the engine refuses; -1 is the table itself */
export const runTrial = (
	plot: Plot,
	seed: number,
): Course | {readonly refusal: number; readonly at: number} => {
	const {populations, loads, scale, changes} = plot;
	const begin = plot.start * 1000 + leadTime;
	const stage = openStage({...plot, time: begin - leadTime});
	if (typeof stage === 'number') {
		return {refusal: stage, at: -1};
	}
	const present = populations.filter(population => isPresent(population, plot.start));
	preload(stage, {
		populations: present.length > 0 ? present : populations,
		loadOf: destination => loads.get(nameOf(destination)),
		scale,
		random: createRandom(seed),
		time: begin,
	});
	const {engine} = stage;
	const before = countsOf(engine.director, stage.service());
	for (const [at, change] of changes.entries()) {
		const refusal = stage.enact(change);
		if (refusal !== 0) {
			return {refusal, at};
		}
	}
	const service = stage.service();
	const servers = [...(service?.destinations.values() ?? [])];
	const tally = service === undefined ? {refused: 0} : countRefusals(service);
	engine.setPopulations(populations, seed);

	const watch = openWatch(servers);
	const runTo = (seconds: number): void => {
		stage.runTo(begin + seconds * 1000);
		watch.look(seconds);
	};
	watch.look(0);
	const step = servers.some(({upperThreshold}) => upperThreshold > 0) ? shortStep : longStep;
	for (let count = 1; count * step < plot.seconds; count += 1) {
		runTo(count * step);
	}
	runTo(plot.seconds);
	const after = countsOf(engine.director, service);
	const arrived = new Map(
		servers.map(server => [
			nameOf(server),
			(after.get(server.statistics) ?? 0) - (before.get(server.statistics) ?? 0),
		]),
	);
	const connections = new Map(servers.map(server => [nameOf(server), connectionsOf(server)]));
	const {refused} = tally;

	const isSticky = ((service?.flags ?? 0) & serviceFlag.persistent) !== 0;
	if (!isSticky) {
		// Nobody who comes could go to a server of weight 0, and what the others do makes no difference to it.
		engine.setPopulations([], seed);
		forgetServing(engine.director.connections);
	}
	const patience = isSticky ? plot.patience.withArrivals : plot.patience.without;
	for (let at = plot.seconds; watch.isWaiting() && at < patience;) {
		at = Math.min(at + longStep, patience);
		runTo(at);
	}
	return {arrived, refused, connections, full: watch.full, emptying: watch.emptying()};
};

const forgetServing = (connections: Connections): void => {
	for (let row = 0; row < connections.count; row += 1) {
		if (
			connections.target[row] !== -1 &&
			!isTemplate(connections, row) &&
			destinationOf(connections, row).weight > 0
		) {
			expireNow(connections, row);
		}
	}
};

/** Seconds between two looks. */
const shortStep = 0.1;
const longStep = 1;

export const nameOf = ({family, address, port}: DestinationEntry): string => {
	const kind = familyOf(family);
	return destinationKey({family: kind, bytes: address.subarray(0, kind === 'ipv4' ? 4 : 16)}, port);
};

const connectionsOf = ({active, inactive}: DestinationEntry): number => active + inactive;

/** Connections since ever, by the row of the counters. */
const countsOf = (
	{statistics}: Director,
	service: ServiceEntry | undefined,
): ReadonlyMap<number, number> =>
	new Map(
		[...(service?.destinations.values() ?? [])].map(server => [
			server.statistics,
			counted(statistics, server.statistics)[0] ?? 0,
		]),
	);

/** Counts from now on who finds no server. */
const countRefusals = (service: ServiceEntry): {refused: number} => {
	const tally = {refused: 0};
	const {scheduling} = service;
	const counting: Scheduling = {
		...scheduling,
		pick: (flow, moment) => {
			const picked = scheduling?.pick(flow, moment);
			tally.refused += picked === undefined ? 1 : 0;
			return picked;
		},
	};
	service.scheduling = counting;
	return tally;
};

const openWatch = (servers: readonly DestinationEntry[]) => {
	const full = new Map<string, number>();
	const empty = new Map<string, number>();
	const limited = servers.filter(({upperThreshold}) => upperThreshold > 0);
	const drained = servers.filter(({weight}) => weight === 0);
	let last = 0;
	return {
		full,
		look: (seconds: number): void => {
			last = seconds;
			for (const server of limited) {
				if (connectionsOf(server) >= server.upperThreshold && !full.has(nameOf(server))) {
					full.set(nameOf(server), seconds);
				}
			}
			for (const server of drained) {
				const isEmpty = connectionsOf(server) === 0 && server.persistent === 0;
				const name = nameOf(server);
				if (isEmpty && !empty.has(name)) {
					empty.set(name, seconds);
				} else if (!isEmpty) {
					empty.delete(name);
				}
			}
		},
		isWaiting: (): boolean => empty.size < drained.length,
		emptying: (): ReadonlyMap<string, Rest> =>
			new Map(
				drained.map(server => {
					const name = nameOf(server);
					const seconds = empty.get(name);
					return [
						name,
						seconds === undefined
							? {
									kind: 'lasting',
									seconds: last,
									connections: connectionsOf(server),
									templates: server.persistent,
								}
							: {kind: 'empty', seconds},
					];
				}),
			),
	};
};
