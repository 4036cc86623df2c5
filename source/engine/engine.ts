import type {Address} from '../model/address.ts';
import {persistenceEngineNames, schedulerNames} from '../model/scheduler-names.ts';
import {createArrivals} from './clients/arrivals.ts';
import {setBehaviour} from './clients/behaviour.ts';
import {runUntil, type Timers} from './clock.ts';
import {createConnections} from './connections/columns.ts';
import type {Population, ServerBehaviour} from './population.ts';
import type {Director, Settings} from './state.ts';
import {claimRow, createStatistics, estimationPeriod} from './statistics.ts';
import {createSysctls, sysctlAt, sysctlText, writeSysctl} from './sysctl.ts';
import {files} from './text.ts';
import {defaultTimeouts} from './timeouts.ts';
import {createTrash} from './trash.ts';

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
	/** Sets net.ipv4.vs.NAME as writing its file does. Returns 0 or a positive error number. */
	readonly writeSysctl: (name: string, text: string) => number;
	/** From now on these clients come, instead of those before; the same for the same seed. Connections stay. */
	readonly setPopulations: (populations: readonly Population[], seed: number) => void;
	/** From now on the server treats the clients of populations so, on one port or on all that are not set by themselves. */
	readonly setServerBehaviour: (
		address: Address,
		port: number | undefined,
		behaviour: ServerBehaviour,
	) => void;
};

export const createEngine = ({now, ...settings}: EngineOptions): Engine => {
	const statistics = createStatistics();
	const time = now();
	const director: Director = {
		settings: {...defaultSettings, ...settings},
		time,
		services: new Map(),
		listed: undefined,
		trash: createTrash(),
		mixedDestinations: 0,
		daemons: new Map(),
		timeouts: defaultTimeouts,
		sysctls: createSysctls(),
		statistics,
		totals: claimRow(statistics),
		connections: createConnections(time),
		behaviours: new Map(),
	};
	const timers: Timers = {estimation: time + estimationPeriod, arrivals: []};
	const catchUp = (): void => runUntil(director, timers, now());
	return {
		director,
		catchUp,
		read: path => {
			catchUp();
			const setting = sysctlAt(path);
			return setting === undefined
				? files[path]?.(director)
				: [sysctlText(director.sysctls, setting)];
		},
		writeSysctl: (name, text) => {
			catchUp();
			return writeSysctl(director.sysctls, name, text);
		},
		setPopulations: (populations, seed) => {
			catchUp();
			timers.arrivals = createArrivals(populations, {seed, time: director.time});
		},
		setServerBehaviour: (address, port, behaviour) => {
			catchUp();
			setBehaviour(director.behaviours, {address, port}, behaviour);
		},
	};
};

const defaultSettings: Settings = {
	familyId: 28,
	hz: 100,
	alignsWide: false,
	schedulers: schedulerNames,
	persistenceEngines: persistenceEngineNames,
	ftpPorts: [],
	interfaces: {lo: 65_536, eth0: 1500, eth1: 1500},
	connectionTableSize: 4096,
};
