import type {FlowKey} from './schedulers/flow-key.ts';
import type {Sysctls} from './sysctl.ts';

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
	/** What its scheduler remembers; begins anew with another scheduler. */
	scheduling: Scheduling | undefined;
};

/** A real server of one service. In the trash it keeps its counters and connections. */
export type DestinationEntry = {
	readonly key: string;
	readonly family: number;
	readonly address: Uint8Array;
	readonly port: number;
	method: number;
	weight: number;
	/** The last weight that was not 0, or 0 when it was added with that: by it `mh` keeps the slots of a drained one. */
	lastWeight: number;
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

/** A scheduler at work for one service, with what it remembers. */
export type Scheduling = {
	/** The destination for a new connection, or none. */
	readonly pick: (flow: FlowKey, moment: Moment) => DestinationEntry | undefined;
	/** Hears of each change, after it was made. Those that look at the list anew each time have none. */
	readonly changed?: (change: Change, destination: DestinationEntry) => void;
	/** Whether it still refers to a deleted destination, which then stays in the trash. */
	readonly holds?: (destination: DestinationEntry) => boolean;
};

export type Change = 'added' | 'edited' | 'deleted';

/** What a scheduler knows of the director. */
export type Moment = {
	/** Milliseconds. */
	readonly time: number;
	readonly sysctls: Sysctls;
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
