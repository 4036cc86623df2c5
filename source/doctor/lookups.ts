import {addressText, type Address} from '../model/address.ts';
import {forwarding} from '../model/destination.ts';
import {
	endpointText,
	familyOfMatch,
	matchKey,
	protocols,
	protocolWord,
	type Match,
} from '../model/service.ts';
import type {Evidence, Route, Seen, ServerFacts, ServiceFacts} from './evidence.ts';
import type {Flow} from './packet-rule.ts';

/** The services, or none where they are not seen: checks that need them say so once, not each. */
export const servicesOf = ({services}: Evidence): readonly ServiceFacts[] =>
	services.isSeen ? services.value : [];

export type Pair = {readonly service: ServiceFacts; readonly server: ServerFacts};

export const pairsOf = (evidence: Evidence): readonly Pair[] =>
	servicesOf(evidence).flatMap(service => service.servers.map(server => ({service, server})));

export const pairsBy = (evidence: Evidence, ...methods: readonly number[]): readonly Pair[] =>
	pairsOf(evidence).filter(({server}) => methods.includes(server.destination.method));

/** Direct routing and tunneling: the real server receives packets for the virtual address itself. */
export const directMethods = [forwarding.directRouting, forwarding.tunneling] as const;

export const keyOf = ({service}: ServiceFacts): string => matchKey(service.match);

export const serverName = ({destination: {address, port}}: ServerFacts): string =>
	endpointText(address, port);

/** Every virtual address once. */
export const virtualAddresses = (evidence: Evidence): readonly Address[] => [
	...new Map(
		servicesOf(evidence).flatMap(({service: {match}}) =>
			match.kind === 'address' ? [[addressText(match.address), match.address] as const] : [],
		),
	).values(),
];

export const portOf = (match: Match): number => (match.kind === 'address' ? match.port : 0);

export const isTcp = ({service: {match}}: ServiceFacts): boolean =>
	match.kind === 'address' && match.protocol === protocols.tcp;

export const isUdp = ({service: {match}}: ServiceFacts): boolean =>
	match.kind === 'address' && match.protocol === protocols.udp;

export const isIpv6 = ({service: {match}}: ServiceFacts): boolean =>
	familyOfMatch(match) === 'ipv6';

export const routeTo = (evidence: Evidence, address: Address): Route | undefined =>
	evidence.routes.isSeen ? evidence.routes.value.get(addressText(address)) : undefined;

/** What a source NAT rule sees of a masqueraded packet. */
export const flowTo = (evidence: Evidence, {service, server}: Pair): Flow => {
	const {match} = service.service;
	const {address, port} = server.destination;
	const route = routeTo(evidence, address);
	return {
		family: address.family,
		address,
		port,
		protocol: match.kind === 'address' ? protocolWord(match.protocol) : undefined,
		outInterface: route?.kind === 'unicast' ? route.device : undefined,
		virtual:
			match.kind === 'address'
				? {address: addressText(match.address), port: match.port}
				: {address: '', port: 0},
	};
};

/** A setting that is there; one that is not seen or does not exist is `undefined`. */
export const setting = ({sysctls}: Evidence, path: string): string | undefined => {
	const found = sysctls.get(path);
	return found?.isSeen === true ? found.value : undefined;
};

export const settingFact = ({sysctls}: Evidence, path: string): Seen<string | undefined> =>
	sysctls.get(path) ?? {isSeen: false, because: 'it was not looked at'};

/** `net/ipv4/conf/eth0.7/rp_filter` is `net.ipv4.conf.eth0/7.rp_filter` for sysctl. */
export const sysctlName = (path: string): string =>
	path.replaceAll(/[./]/g, sign => (sign === '.' ? '/' : '.'));

export const sysctlFix = (path: string, value: number | string): string =>
	`sysctl -w ${sysctlName(path)}=${value}`;

/** `one`, `one and two`, `one, two and 3 more`. */
export const listed = (names: readonly string[], most = 4): string => {
	const unique = [...new Set(names)];
	if (unique.length > most) {
		return `${unique.slice(0, most).join(', ')} and ${unique.length - most} more`;
	}
	return unique.length < 2
		? unique.join('')
		: `${unique.slice(0, -1).join(', ')} and ${unique.at(-1)}`;
};

/** `1 service`, `3 services`. */
export const counted = (count: number, word: string): string =>
	`${count} ${word}${count === 1 ? '' : 's'}`;
