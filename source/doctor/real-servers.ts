import {addressText} from '../model/address.ts';
import {forwarding, tunnelType} from '../model/destination.ts';
import type {Evidence} from './evidence.ts';
import {pairsBy, type Pair} from './lookups.ts';

/** Commands for some real servers that get packets for the same virtual addresses in the same way. */
export type RealServerBlock = {
	readonly method: 'direct routing' | 'tunneling';
	/** Their addresses. */
	readonly servers: readonly string[];
	readonly commands: readonly string[];
};

/** What real servers of direct routing and tunneling need: the virtual address, and silence about it. */
export const realServerBlocks = (evidence: Evidence): readonly RealServerBlock[] => {
	const blocks = new Map<
		string,
		{method: RealServerBlock['method']; servers: Set<string>; commands: readonly string[]}
	>();
	for (const [server, pairs] of pairsByServer(evidence)) {
		for (const method of ['direct routing', 'tunneling'] as const) {
			const own = pairs.filter(pair => methodOf(pair) === method);
			const commands = method === 'tunneling' ? tunnelCommands(own) : directCommands(own);
			if (own.length === 0 || commands.length === 0) {
				continue;
			}
			const key = [method, ...commands].join('\n');
			const block = blocks.get(key) ?? {method, servers: new Set<string>(), commands};
			block.servers.add(server);
			blocks.set(key, block);
		}
	}
	return [...blocks.values()].map(({method, servers, commands}) => ({
		method,
		servers: [...servers],
		commands,
	}));
};

const methodOf = ({server}: Pair): RealServerBlock['method'] =>
	server.destination.method === forwarding.tunneling ? 'tunneling' : 'direct routing';

const pairsByServer = (evidence: Evidence): ReadonlyMap<string, readonly Pair[]> => {
	const found = new Map<string, Pair[]>();
	for (const pair of pairsBy(evidence, forwarding.directRouting, forwarding.tunneling)) {
		const name = addressText(pair.server.destination.address);
		found.set(name, [...(found.get(name) ?? []), pair]);
	}
	return found;
};

type Virtual = {readonly text: string; readonly isWide: boolean};

/** A service on a mark may be for any address; the person knows which. */
const virtualOf = (pairs: readonly Pair[]): readonly Virtual[] => [
	...new Map(
		pairs.map(({service: {service}}) => {
			const {match} = service;
			const isWide = (match.kind === 'mark' ? match.family : match.address.family) === 'ipv6';
			const text = match.kind === 'mark' ? `VIP-OF-MARK-${match.mark}` : addressText(match.address);
			return [text, {text, isWide}] as const;
		}),
	).values(),
];

const quiet = 'sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2';

const addressCommand = ({text, isWide}: Virtual, device: string): string =>
	`ip address add ${text}/${isWide ? '128' : '32'} dev ${device}${isWide ? ' nodad' : ''}`;

const directCommands = (pairs: readonly Pair[]): readonly string[] => {
	const virtual = virtualOf(pairs);
	return virtual.length === 0
		? []
		: [
				// Before the address is there, or the server answers ARP for it at once. IPv6 has no such switch: lo does not answer.
				...(virtual.some(({isWide}) => !isWide) ? [quiet] : []),
				...virtual.map(each => addressCommand(each, 'lo')),
			];
};

const tunnelCommands = (pairs: readonly Pair[]): readonly string[] => {
	const virtual = virtualOf(pairs);
	if (virtual.length === 0) {
		return [];
	}
	const devices = new Set<string>();
	const lines: string[] = [];
	for (const {service, server} of pairs) {
		const {tunnel, address} = server.destination;
		const {match} = service.service;
		const inner = match.kind === 'mark' ? match.family : match.address.family;
		const device = deviceFor(tunnel.type, address.family, inner);
		if (!devices.has(device.name)) {
			devices.add(device.name);
			lines.push(`modprobe ${device.module}`, `ip link set ${device.name} up`);
		}
		const port = `ip fou add port ${tunnel.port} gue${address.family === 'ipv6' ? ' -6' : ''}`;
		if (tunnel.type === tunnelType.gue && !lines.includes(port)) {
			lines.push('modprobe fou', port);
		}
	}
	const four = virtual.some(({isWide}) => !isWide);
	const filters = ['all', ...devices].map(name => `net.ipv4.conf.${name}.rp_filter=0`);
	return [
		...(four ? [quiet] : []),
		...lines,
		...(four ? [`sysctl -w ${filters.join(' ')}`] : []),
		...virtual.map(each => addressCommand(each, 'lo')),
	];
};

/** The device that takes off the outer header, as its module makes it. GUE hands on to the one for the inner packet. */
const deviceFor = (type: number, outer: string, inner: string) => {
	if (type === tunnelType.gre) {
		return outer === 'ipv6'
			? {name: 'ip6gre0', module: 'ip6_gre'}
			: {name: 'gre0', module: 'ip_gre'};
	}
	if (outer === 'ipv6') {
		return {name: 'ip6tnl0', module: 'ip6_tunnel'};
	}
	return inner === 'ipv6' ? {name: 'sit0', module: 'sit'} : {name: 'tunl0', module: 'ipip'};
};
