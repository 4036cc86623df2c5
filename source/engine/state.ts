import type {Timeouts} from '../model/director.ts';
import type {Behaviours} from './clients/behaviour.ts';
import type {Connections} from './connections/columns.ts';
import type {DaemonEntry, DestinationEntry, ServiceEntry} from './entries.ts';
import type {Statistics} from './statistics.ts';
import type {Sysctls} from './sysctl.ts';

/** What kind of kernel and machine the engine pretends to be. */
export type Settings = {
	/** Generic netlink id of the family; a kernel gives them out as families register. @default 28 */
	readonly familyId: number;
	/** Jiffies a second: limits of timeouts, and /proc/net/ip_vs shows persistence in them. @default 100 */
	readonly hz: number;
	/** Whether 64-bit counters start at multiples of 8, as on machines without fast unaligned access. @default false */
	readonly alignsWide: boolean;
	/** Names of the schedulers that can be loaded. */
	readonly schedulers: readonly string[];
	readonly persistenceEngines: readonly string[];
	/** Ports of the module ip_vs_ftp in the order of its parameter; none while it is not loaded. @default none */
	readonly ftpPorts: readonly number[];
	/** Interfaces by name, with their MTU in bytes. */
	readonly interfaces: Readonly<Record<string, number>>;
	/** Buckets of the connection table. @default 4096 */
	readonly connectionTableSize: number;
};

export type Trash = {
	/** By `trashKey`, the newest of the same key last. */
	readonly entries: Map<string, DestinationEntry[]>;
	/** When the next look is due, in milliseconds; Infinity while empty. */
	due: number;
};

/** Everything an IPVS knows. */
export type Director = {
	readonly settings: Settings;
	/** Milliseconds of the injected clock up to which everything has happened. */
	time: number;
	/** By `serviceKey`, oldest first. */
	readonly services: Map<string, ServiceEntry>;
	/** `services` in the kernel's order, as long as nothing changed. */
	listed: readonly ServiceEntry[] | undefined;
	readonly trash: Trash;
	/** How many destinations have another address family than their service; the daemons cannot stand them. */
	mixedDestinations: number;
	/** Master and backup, by their number. */
	readonly daemons: Map<number, DaemonEntry>;
	timeouts: Timeouts;
	readonly sysctls: Sysctls;
	readonly statistics: Statistics;
	/** Row of the totals. */
	readonly totals: number;
	readonly connections: Connections;
	/** What real servers do with the clients of populations. */
	readonly behaviours: Behaviours;
};
