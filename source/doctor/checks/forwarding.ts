import {forwarding} from '../../model/destination.ts';
import type {Evidence} from '../evidence.ts';
import {judged, orOk, type Check, type Judgement} from '../finding.ts';
import {
	isIpv6,
	keyOf,
	listed,
	pairsBy,
	routeTo,
	servicesOf,
	setting,
	settingFact,
	sysctlFix,
	sysctlName,
	virtualAddresses,
} from '../lookups.ts';
import {addressText} from '../../model/address.ts';

/** Servers on this host itself answer without being forwarded. */
const masqueraded = (evidence: Evidence) =>
	pairsBy(evidence, forwarding.masquerading).filter(
		({server}) => routeTo(evidence, server.destination.address)?.kind !== 'local',
	);

export const forwardCheck: Check = {
	id: 'ip-forward',
	title: 'IP forwarding',
	why: 'with masquerading the answers of the real servers pass through this host, which drops them without forwarding',
	applies: evidence => masqueraded(evidence).length > 0,
	judge: evidence => {
		const pairs = masqueraded(evidence);
		const families = [
			{path: 'net/ipv4/ip_forward', pairs: pairs.filter(({service}) => !isIpv6(service))},
			{path: 'net/ipv6/conf/all/forwarding', pairs: pairs.filter(({service}) => isIpv6(service))},
		];
		return families
			.filter(family => family.pairs.length > 0)
			.flatMap(({path, pairs: own}) => {
				const subject = sysctlName(path);
				return judged(subject, settingFact(evidence, path), value =>
					value === '1'
						? orOk(onLinks(evidence, own), subject, '1')
						: [
								{
									severity: 'fail',
									subject,
									evidence: `${value ?? 'not there'}, and ${listed(own.map(pair => keyOf(pair.service)))} masquerade`,
									fix: persistently(path, 1),
								},
							],
				);
			});
	},
};

/** Forwarding can also be off for a single interface. IPv6 has only the switch for all of them. */
const onLinks = (
	evidence: Evidence,
	pairs: ReturnType<typeof masqueraded>,
): readonly Judgement[] => {
	const devices = new Set(
		pairs.flatMap(({server}) => {
			const route = routeTo(evidence, server.destination.address);
			return route?.kind === 'unicast' && server.destination.address.family === 'ipv4'
				? [route.device]
				: [];
		}),
	);
	return [...devices].flatMap((device): readonly Judgement[] => {
		const path = `net/ipv4/conf/${device}/forwarding`;
		return setting(evidence, path) === '0'
			? [
					{
						severity: 'fail',
						subject: sysctlName(path),
						evidence: `0, and real servers are behind ${device}`,
						fix: [sysctlFix(path, 1)],
					},
				]
			: [];
	});
};

export const persistently = (path: string, value: number): readonly string[] => [
	sysctlFix(path, value),
	`echo "${sysctlName(path)} = ${value}" >> /etc/sysctl.d/90-ipvs.conf`,
];

/** What the kernel takes of `all` and of the interface. */
const reversePathFilter = (evidence: Evidence, device: string): number =>
	Math.max(
		Number(setting(evidence, 'net/ipv4/conf/all/rp_filter') ?? 0),
		Number(setting(evidence, `net/ipv4/conf/${device}/rp_filter`) ?? 0),
	);

const strict = 1;

export const reversePathCheck: Check = {
	id: 'rp-filter',
	title: 'reverse path',
	why: 'a strict reverse path filter drops packets of clients that this host would answer through another interface',
	applies: evidence => servicesOf(evidence).some(service => !isIpv6(service)),
	judge: evidence => {
		const subject = 'rp_filter';
		return judged(subject, evidence.links, links => {
			const entrances = entrancesOf(evidence).filter(
				device => reversePathFilter(evidence, device) === strict,
			);
			const drops = evidence.reversePathDrops.isSeen ? evidence.reversePathDrops.value : 0;
			const droppedText = drops === 0 ? '' : `; ${drops} packets dropped by it so far`;
			const problems = entrances
				.filter(device => !hasDefaultRoute(evidence, device))
				.map((device): Judgement => ({
					severity: drops === 0 ? 'warn' : 'fail',
					subject: `net.ipv4.conf.${device.replaceAll('.', '/')}.rp_filter`,
					evidence: `strict (1) on ${device}, where clients come in, and the default route does not lead there${droppedText}`,
					fix: loosen(evidence, device),
				}));
			if (problems.length === 0 && drops > 0) {
				const filtered = links.filter(({name}) => reversePathFilter(evidence, name) === strict);
				if (filtered.length > 0) {
					return [
						{
							severity: 'warn',
							subject,
							evidence: `${drops} packets dropped since the start; strict on ${listed(filtered.map(({name}) => name))}`,
							fix: [
								'nstat -az TcpExtIPReversePathFilter # does it grow?',
								'sysctl -w net.ipv4.conf.all.log_martians=1 # then see dmesg',
							],
						},
					];
				}
			}
			return orOk(
				problems,
				subject,
				entrances.length === 0
					? 'not strict where clients come in'
					: 'strict only where the default route leads',
			);
		});
	},
};

/** `all` can only make it stricter, so it must go down too when it is what is strict. */
const loosen = (evidence: Evidence, device: string): readonly string[] => [
	...(setting(evidence, 'net/ipv4/conf/all/rp_filter') === '1'
		? [sysctlFix('net/ipv4/conf/all/rp_filter', 2)]
		: []),
	sysctlFix(`net/ipv4/conf/${device}/rp_filter`, 2),
];

const hasDefaultRoute = ({defaultRoutes}: Evidence, device: string): boolean =>
	!defaultRoutes.isSeen ||
	defaultRoutes.value.some(route => route.family === 'ipv4' && route.device === device);

/** Interfaces on which clients come in: those that hold a virtual address. Behind a dummy or a local route it may be any, so none is blamed. */
const entrancesOf = (evidence: Evidence): readonly string[] => {
	const virtual = new Set(virtualAddresses(evidence).map(addressText));
	const links = evidence.links.isSeen ? evidence.links.value : [];
	return links
		.filter(
			({isUp, isLoopback, kind, addresses}) =>
				isUp &&
				!isLoopback &&
				kind !== 'dummy' &&
				addresses.some(({address}) => virtual.has(address)),
		)
		.map(({name}) => name);
};

export const bridgeCheck: Check = {
	id: 'bridge-netfilter',
	title: 'bridge and filter',
	why: 'answers that only cross a bridge of this host pass its packet filter, and so IPVS, only with br_netfilter',
	applies: evidence =>
		evidence.links.isSeen &&
		evidence.links.value.some(({kind}) => kind === 'bridge') &&
		masqueraded(evidence).some(({server}) => isBridged(evidence, server.destination.address)),
	judge: evidence => {
		const path = 'net/bridge/bridge-nf-call-iptables';
		const subject = sysctlName(path);
		return judged(subject, settingFact(evidence, path), value => [
			value === '1'
				? {severity: 'ok', subject, evidence: '1'}
				: {
						severity: 'warn',
						subject,
						evidence: `${value ?? 'br_netfilter is not loaded'}, and real servers are on a bridge of this host`,
						why: 'a client on the same bridge gets its answers from the real server itself, and drops them',
						fix: [
							'modprobe br_netfilter',
							sysctlFix(path, 1),
							sysctlFix('net/bridge/bridge-nf-call-ip6tables', 1),
						],
					},
		]);
	},
};

const isBridged = (evidence: Evidence, address: Parameters<typeof routeTo>[1]): boolean => {
	const route = routeTo(evidence, address);
	return (
		route?.kind === 'unicast' &&
		route.gateway === undefined &&
		evidence.links.isSeen &&
		evidence.links.value.some(({name, kind}) => name === route.device && kind === 'bridge')
	);
};
