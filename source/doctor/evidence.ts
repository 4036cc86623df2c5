import type {Family} from '../model/address.ts';
import type {Destination} from '../model/destination.ts';
import type {Daemon, DirectorInfo} from '../model/director.ts';
import type {Service} from '../model/service.ts';
import type {PacketRule} from './packet-rule.ts';
import type {Prefix} from './prefix.ts';

/** A fact, or why it could not be seen: a clause that fits behind "not seen: ". */
export type Seen<Value> =
	| {readonly isSeen: true; readonly value: Value}
	| {readonly isSeen: false; readonly because: string};

export const seen = <Value>(value: Value): Seen<Value> => ({isSeen: true, value});
export const unseen = (because: string): Seen<never> => ({isSeen: false, because});

/** What is known about a host and its table at one moment. Checks look at nothing else. */
export type Evidence = {
	/** Whether the table is the kernel's, or what a file would make of an empty one. */
	readonly source: 'kernel' | 'file';
	/** Such as `6.1.0-25-amd64`. */
	readonly release: Seen<string>;
	/** Whether this process has CAP_NET_ADMIN in the initial user namespace, as IPVS wants it. */
	readonly isAdministrator: Seen<boolean>;
	readonly modules: Seen<Modules>;
	readonly ipvs: Seen<DirectorInfo>;
	/** By path below /proc/sys; undefined where the kernel has no such setting. */
	readonly sysctls: ReadonlyMap<string, Seen<string | undefined>>;
	readonly links: Seen<readonly Link[]>;
	readonly defaultRoutes: Seen<readonly DefaultRoute[]>;
	/** Where the kernel sends packets to virtual addresses and real servers, by address. */
	readonly routes: Seen<ReadonlyMap<string, Route>>;
	/** In their order; asked for where a virtual address is not local. */
	readonly policyRules?: Seen<readonly PolicyRule[]> | undefined;
	/** By address. */
	readonly neighbours: Seen<ReadonlyMap<string, NeighbourState>>;
	readonly packetRules: Seen<readonly PacketRule[]>;
	/** Packets dropped by rp_filter since the start (IPReversePathFilter). */
	readonly reversePathDrops: Seen<number>;
	/** Of the programs that are known to write the table, those that run in this network namespace. */
	readonly writers: Seen<readonly Process[]>;
	/** Processes of `ipvs-tui care` that take care of services here. */
	readonly carers?: readonly Carer[] | undefined;
	readonly services: Seen<readonly ServiceFacts[]>;
	/** False where thresholds, counters and persistence templates are not known: /proc/net/ip_vs without CAP_NET_ADMIN. */
	readonly isDetailed: boolean;
	readonly daemons: Seen<readonly Daemon[]>;
	/** By endpoint, such as `10.0.0.1:80`. What is not there was not tried. */
	readonly probes: Seen<ReadonlyMap<string, Probe>>;
	readonly arp: Seen<readonly ArpAnswers[]>;
	/** What `ipvs-tui setup` has made here; not there where it has made nothing. */
	readonly prepared?: Seen<Prepared> | undefined;
	/** Lines of the file that `--for` names; none for the kernel's table. */
	readonly pitfalls: readonly Pitfall[];
};

export type Carer = {
	readonly id: number;
	/** How many services. */
	readonly services: number;
};

/** By the names that people have for it. */
export type Prepared = {readonly made: readonly string[]; readonly missing: readonly string[]};

export type Modules = {
	/** Loaded or built in. */
	readonly present: ReadonlySet<string>;
	/** Could be loaded: what the kernel's modules.dep names. */
	readonly available: Seen<ReadonlySet<string>>;
};

export type Link = {
	readonly name: string;
	readonly isUp: boolean;
	readonly isLoopback: boolean;
	/** Such as `dummy`, `bridge`, `veth`; empty for hardware. */
	readonly kind: string;
	/** In lower case; empty where there is none. */
	readonly hardware: string;
	readonly addresses: readonly {
		readonly address: string;
		readonly length: number;
		/** Duplicate address detection found another owner (IPv6). */
		readonly isDuplicate: boolean;
	}[];
};

export type DefaultRoute = {readonly family: Family; readonly device: string};

export type Route =
	| {readonly kind: 'local'}
	| {
			readonly kind: 'unicast';
			readonly device: string;
			/** Undefined where the address is on the link itself. */
			readonly gateway: string | undefined;
			/** The address that this host would use. */
			readonly source: string | undefined;
	  }
	/** Unreachable, prohibited, blackhole, or no route at all. */
	| {readonly kind: 'none'; readonly says: string};

/** What `ip rule` lists: which table is asked for the way of a packet. */
export type PolicyRule = {
	readonly family: Family;
	readonly priority: number;
	/** As `ip rule` prints it. */
	readonly text: string;
	/** Undefined for every address. */
	readonly destination: Prefix | undefined;
	/** Undefined for what is no look into a table. */
	readonly table: string | undefined;
	/** It asks for something beside the address that a packet goes to. */
	readonly isPartial: boolean;
};

/** REACHABLE, STALE, FAILED, INCOMPLETE … as the kernel names them. */
export type NeighbourState = string;

/** What this host knows of the way to an address. */
export type Way = {
	readonly route: Route;
	/** Of the address itself on a link, or of its gateway; undefined where the kernel has not asked for it. */
	readonly neighbour: NeighbourState | undefined;
};

export type Probe = 'answers' | 'refused' | 'silent' | 'unreachable';

export type Process = {readonly name: string; readonly id: number};

export type ServiceFacts = {readonly service: Service; readonly servers: readonly ServerFacts[]};

export type ServerFacts = {
	readonly destination: Destination;
	readonly active: number;
	readonly inactive: number;
	/** Undefined where there are no counters. */
	readonly packets: {readonly incoming: number; readonly outgoing: number} | undefined;
};

/** Who else answers for a virtual address on an interface: hardware addresses. */
export type ArpAnswers = {
	readonly address: string;
	readonly device: string;
	readonly hardware: readonly string[];
};

/** A line of a rules file that does something else than it says. */
export type Pitfall = {
	readonly line: number;
	readonly severity: 'fail' | 'warn';
	readonly evidence: string;
	readonly fix: readonly string[];
};
