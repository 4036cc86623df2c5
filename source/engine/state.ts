import type {Timeouts} from '../model/director.ts';
import type {Connections} from './connections.ts';
import type {Statistics} from './statistics.ts';

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
	/** Interfaces by name, with their MTU in bytes. */
	readonly interfaces: Readonly<Record<string, number>>;
	/** Buckets of the connection table. @default 4096 */
	readonly connectionTableSize: number;
};

/** A virtual service. Addresses are 16 bytes; IPv4 fills the first four. */
export type ServiceEntry = {
	readonly key: string;
	/** 2 or 10. */
	readonly family: number;
	/** Any 16-bit number; 6 for a firewall mark. */
	readonly protocol: number;
	readonly address: Uint8Array;
	readonly port: number;
	/** 0 for a service with an address. */
	readonly mark: number;
	/** Empty for `none`. */
	scheduler: string;
	persistenceEngine: string;
	flags: number;
	/** Jiffies, cut to 32 bits. */
	timeout: number;
	/** As the attribute's bytes read in host order: a mask in network order, or an IPv6 prefix length. */
	netmask: number;
	/** Row of the counters. */
	readonly statistics: number;
	/** By `destinationKey`, oldest first: the reverse of the kernel's list. */
	readonly destinations: Map<string, DestinationEntry>;
	/** `destinations` in the kernel's order, as long as nothing changed. */
	newestFirst: readonly DestinationEntry[] | undefined;
};

/** A real server of one service. In the trash it keeps its counters and connections. */
export type DestinationEntry = {
	readonly key: string;
	readonly trashKey: string;
	readonly family: number;
	readonly address: Uint8Array;
	readonly port: number;
	method: number;
	weight: number;
	upperThreshold: number;
	lowerThreshold: number;
	tunnelType: number;
	tunnelPort: number;
	tunnelFlags: number;
	active: number;
	inactive: number;
	/** Persistence templates that lead here. */
	persistent: number;
	isOverloaded: boolean;
	/** Which service it belongs to, or belonged to before the trash. */
	service: ServiceEntry;
	readonly statistics: number;
	/** Since when the trash knows that nothing refers to it, in milliseconds; undefined until it has looked. */
	idleSince: number | undefined;
};

export type DaemonEntry = {
	readonly interface: string;
	readonly syncId: number;
	readonly maxLength: number;
	/** 4 or 16 bytes. */
	readonly group: Uint8Array;
	readonly port: number;
	readonly ttl: number;
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
	readonly statistics: Statistics;
	/** Row of the totals. */
	readonly totals: number;
	readonly connections: Connections;
};
