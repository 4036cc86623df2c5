import {daemonAttribute, destinationAttribute, serviceAttribute, topAttribute} from './ids.ts';

/**
What an attribute holds. `u16be` and `u32be` are in network order: a port, an IPv4 address; `text` ends in NUL and may be `max` characters long; `bytes` may be
up to `max` long; `nest` holds attributes of its own.
*/
export type AttributeType =
	| {readonly is: 'u8' | 'u16' | 'u16be' | 'u32' | 'u32be' | 'u64' | 'nest' | 'pad'}
	| {readonly is: 'text' | 'bytes'; readonly max: number};

/** The attributes of one nest by number, with their names: the server's side of the protocol, as the kernel's own policies. */
export type Policy = ReadonlyMap<number, {readonly name: string; readonly type: AttributeType}>;

const policy = (
	ids: Readonly<Record<string, number>>,
	types: Readonly<Record<string, AttributeType>>,
): Policy =>
	new Map(
		Object.entries(ids).map(([name, id]) => {
			const type = types[name];
			if (type === undefined) {
				throw new Error(`attribute ${name} has no type`);
			}
			return [id, {name, type}];
		}),
	);

const u8 = {is: 'u8'} as const;
const u16 = {is: 'u16'} as const;
const port = {is: 'u16be'} as const;
const u32 = {is: 'u32'} as const;
const nest = {is: 'nest'} as const;
const address = {is: 'bytes', max: 16} as const;

/** @source kernel net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_cmd_policy */
export const topPolicy: Policy = policy(topAttribute, {
	service: nest,
	destination: nest,
	daemon: nest,
	timeoutTcp: u32,
	timeoutTcpFin: u32,
	timeoutUdp: u32,
});

/** @source ip_vs_svc_policy */
export const servicePolicy: Policy = policy(serviceAttribute, {
	family: u16,
	protocol: u16,
	address,
	port,
	mark: u32,
	scheduler: {is: 'text', max: 15},
	flags: {is: 'bytes', max: 8},
	timeout: u32,
	netmask: u32,
	statistics: nest,
	persistenceEngine: {is: 'text', max: 16},
	statistics64: nest,
});

/** @source ip_vs_dest_policy */
export const destinationPolicy: Policy = policy(destinationAttribute, {
	address,
	port,
	method: u32,
	weight: u32,
	upperThreshold: u32,
	lowerThreshold: u32,
	active: u32,
	inactive: u32,
	persistent: u32,
	statistics: nest,
	family: u16,
	statistics64: nest,
	tunnelType: u8,
	tunnelPort: port,
	tunnelFlags: u16,
});

/** @source ip_vs_daemon_policy */
export const daemonPolicy: Policy = policy(daemonAttribute, {
	role: u32,
	interface: {is: 'text', max: 15},
	syncId: u32,
	maxLength: u16,
	group: {is: 'u32be'},
	group6: address,
	port: u16,
	ttl: u8,
});
