import {createConnections} from './connections.ts';
import {createRandom} from './random.ts';
import type {Director, Settings} from './state.ts';
import {claimRow, createStatistics, estimate, estimationPeriod} from './statistics.ts';
import {files} from './text.ts';
import {defaultTimeouts} from './timeouts.ts';
import {runStep, type Flow, type Traffic} from './traffic.ts';
import {createTrash, emptyTrash} from './trash.ts';

export type EngineOptions = Partial<Settings> & {
	/** Milliseconds of a clock that only goes forward. The engine has no other idea of time. */
	readonly now: () => number;
};

/** An IPVS inside this process. */
export type Engine = {
	readonly director: Director;
	/** Lets everything happen that is due by the clock: connections, estimations, the trash. Requests and reads do it first. */
	readonly catchUp: () => void;
	/** A file such as /proc/net/ip_vs in pieces, or undefined when there is none of that name. */
	readonly read: (path: string) => Iterable<string> | undefined;
	/** From now on connections come by these flows, the same for the same seed. */
	readonly startTraffic: (flows: readonly Flow[], seed: number) => void;
};

/** All that Linux has. The user-mode Linux of Debian lacks `twos`. */
export const allSchedulers: readonly string[] = [
	'rr',
	'wrr',
	'lc',
	'wlc',
	'lblc',
	'lblcr',
	'dh',
	'sh',
	'sed',
	'nq',
	'fo',
	'ovf',
	'mh',
	'twos',
];

export const createEngine = ({now, ...settings}: EngineOptions): Engine => {
	const statistics = createStatistics();
	const director: Director = {
		settings: {...defaultSettings, ...settings},
		time: now(),
		services: new Map(),
		listed: undefined,
		trash: createTrash(),
		mixedDestinations: 0,
		daemons: new Map(),
		timeouts: defaultTimeouts,
		statistics,
		totals: claimRow(statistics),
		connections: createConnections(),
	};
	const timers: Timers = {estimation: director.time + estimationPeriod, traffic: undefined};
	const catchUp = (): void => runUntil(director, timers, now());
	return {
		director,
		catchUp,
		read: path => {
			catchUp();
			return files[path]?.(director);
		},
		startTraffic: (flows, seed) => {
			catchUp();
			for (const {service, marked} of flows) {
				if (marked !== undefined) {
					director.connections.marked.set(service, marked);
				}
			}
			timers.traffic = {flows, random: createRandom(seed), due: director.time};
		},
	};
};

const defaultSettings: Settings = {
	familyId: 28,
	hz: 100,
	alignsWide: false,
	schedulers: allSchedulers,
	persistenceEngines: ['sip'],
	interfaces: {lo: 65_536, eth0: 1500, eth1: 1500},
	connectionTableSize: 4096,
};

type Timers = {estimation: number; traffic: Traffic | undefined};

/** After so many quiet milliseconds every rate has come to rest, and further estimations change nothing. */
const settled = 600_000;

const runUntil = (director: Director, timers: Timers, until: number): void => {
	for (;;) {
		if (timers.traffic === undefined && until - timers.estimation > settled) {
			const skipped = Math.floor((until - timers.estimation - settled) / estimationPeriod);
			timers.estimation += skipped * estimationPeriod;
		}
		const trafficDue = timers.traffic?.due ?? Number.POSITIVE_INFINITY;
		const next = Math.min(timers.estimation, director.trash.due, trafficDue);
		if (next > until) {
			director.time = Math.max(director.time, until);
			return;
		}
		director.time = Math.max(director.time, next);
		if (timers.traffic !== undefined && timers.traffic.due <= next) {
			runStep(director, timers.traffic);
		}
		if (director.trash.due <= next) {
			emptyTrash(director);
		}
		if (timers.estimation <= next) {
			estimate(director.statistics);
			timers.estimation += estimationPeriod;
		}
	}
};
