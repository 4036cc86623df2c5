import {addressText, type Address} from '../../model/address.ts';
import {forwarding} from '../../model/destination.ts';
import {judged, orOk, type Check, type Judgement} from '../finding.ts';
import type {Evidence, PolicyRule} from '../evidence.ts';
import {isWithin} from '../prefix.ts';
import {isIpv6, listed, pairsBy, servicesOf, virtualAddresses} from '../lookups.ts';

export const localCheck: Check = {
	id: 'vip-local',
	title: 'VIP is local',
	why: 'IPVS sees only packets that the kernel takes for its own: others are forwarded or dropped, not balanced',
	applies: evidence => virtualAddresses(evidence).length > 0,
	judge: evidence => {
		const addresses = virtualAddresses(evidence);
		return judged(listed(addresses.map(addressText)), evidence.routes, () =>
			orOk(
				addresses.flatMap(address => localOrNot(evidence, address)),
				listed(addresses.map(addressText)),
				'local to this host',
			),
		);
	},
};

const localOrNot = (evidence: Evidence, address: Address): readonly Judgement[] => {
	const subject = addressText(address);
	const routes = evidence.routes.isSeen ? evidence.routes.value : new Map<string, never>();
	const route = routes.get(subject);
	if (route === undefined) {
		return [{severity: 'unknown', subject, evidence: 'not looked up: too many addresses'}];
	}
	if (route.kind === 'local') {
		return [];
	}
	const goes =
		route.kind === 'none'
			? `not local: ${route.says}`
			: `not local: packets to it leave through ${route.device}${route.gateway === undefined ? '' : ` to ${route.gateway}`}`;
	const rule = ruleBefore(evidence, address);
	const isBackup =
		evidence.writers.isSeen && evidence.writers.value.some(({name}) => name === 'keepalived');
	return [
		{
			// Of two directors with VRRP one never has the address.
			severity: isBackup ? 'warn' : 'fail',
			subject,
			evidence: isBackup
				? `${goes}; keepalived runs, so this may be the backup`
				: [
						goes,
						...(rule === undefined
							? []
							: [`the rule "${rule.text}" comes before the table of local addresses`]),
					].join('; '),
			fix: isBackup
				? []
				: [
						...(hasAddress(evidence, subject) ? [] : addressFix(evidence, address)),
						...(rule === undefined ? [] : [ruleFix(rule, subject)]),
					],
		},
	];
};

/** What makes an address local, where nothing else stands in the way. */
const addressFix = (evidence: Evidence, address: Address): readonly string[] => {
	const prefix = `${addressText(address)}/${address.family === 'ipv4' ? 32 : 128}`;
	return [
		...(hasDummy(evidence) ? [] : ['ip link add ipvs0 type dummy', 'ip link set ipvs0 up']),
		`ip address add ${prefix} dev ipvs0`,
		`# or without an address: ip route add local ${prefix} dev lo`,
	];
};

/** The rule that decides about an address before the table of local addresses is asked; usually that is the first of all. */
const ruleBefore = ({policyRules}: Evidence, address: Address): PolicyRule | undefined => {
	const rules = policyRules?.isSeen === true ? policyRules.value : [];
	const found = rules.find(
		({family, destination, isPartial}) =>
			family === address.family &&
			!isPartial &&
			(destination === undefined || isWithin(destination, address)),
	);
	return found?.table === 'local' ? undefined : found;
};

const ruleFix = ({family, priority, text}: PolicyRule, subject: string): string => {
	const ip = family === 'ipv6' ? 'ip -6' : 'ip';
	return priority === 0
		? `${ip} rule del priority 0 ${text.replace(/^\d+: /, '')}`
		: `${ip} rule add priority ${priority - 1} to ${subject} lookup local`;
};

/** Of an address that is there, it is no remedy to add it. */
const hasAddress = ({links, policyRules}: Evidence, subject: string): boolean =>
	policyRules?.isSeen === true &&
	links.isSeen &&
	links.value.some(
		({isUp, addresses}) => isUp && addresses.some(({address}) => address === subject),
	);

const hasDummy = ({links}: Evidence): boolean =>
	links.isSeen && links.value.some(({name}) => name === 'ipvs0');

export const duplicateAddressCheck: Check = {
	id: 'vip-duplicate',
	title: 'VIP is unique',
	why: 'where two hosts answer for an address, clients reach one or the other by chance',
	applies: evidence => virtualAddresses(evidence).length > 0 && evidence.links.isSeen,
	judge: evidence => {
		const virtual = new Set(virtualAddresses(evidence).map(addressText));
		const links = evidence.links.isSeen ? evidence.links.value : [];
		const found = links.flatMap(({name, addresses}) =>
			addresses
				.filter(({address, isDuplicate}) => isDuplicate && virtual.has(address))
				.map(({address, length}): Judgement => ({
					severity: 'fail',
					subject: address,
					evidence: `duplicate address detection on ${name} found another owner, and the kernel does not use it`,
					fix: [
						`ip address del ${address}/${length} dev ${name}`,
						`ip address add ${address}/${length} dev ${name} nodad # once the other host is silent`,
					],
				})),
		);
		return [...found, ...arpJudgements(evidence)];
	},
};

const arpJudgements = (evidence: Evidence): readonly Judgement[] => {
	const {arp} = evidence;
	if (!arp.isSeen) {
		const isAtRisk = pairsBy(evidence, forwarding.directRouting).some(
			({service}) => !isIpv6(service),
		);
		return isAtRisk
			? [{severity: 'unknown', subject: 'ARP', evidence: `not asked: ${arp.because}`}]
			: [];
	}
	const answered = arp.value.filter(({hardware}) => hardware.length > 0);
	return orOk(
		answered.map(({address, device, hardware}): Judgement => ({
			severity: 'fail',
			subject: address,
			evidence: `${listed(hardware)} on ${device} ${hardware.length === 1 ? 'answers' : 'answer'} ARP for it, beside this host`,
			why: 'a real server that answers for the virtual address takes the clients away from the director',
			fix: [
				'# on each real server:',
				'sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2',
			],
		})),
		listed(arp.value.map(({address}) => address)) || 'ARP',
		'nobody else answers ARP',
	);
};

export const nonlocalBindCheck: Check = {
	id: 'nonlocal-bind',
	title: 'bind to VIP',
	why: 'programs of this host that listen on a virtual address cannot start while the other director has it',
	applies: evidence =>
		servicesOf(evidence).length > 0 &&
		evidence.writers.isSeen &&
		evidence.writers.value.some(({name}) => name === 'keepalived'),
	judge: evidence => {
		const path = 'net/ipv4/ip_nonlocal_bind';
		const subject = 'net.ipv4.ip_nonlocal_bind';
		return judged(
			subject,
			evidence.sysctls.get(path) ?? {isSeen: false, because: 'it was not looked at'},
			value => [
				value === '0'
					? {
							severity: 'warn',
							subject,
							evidence: '0, and keepalived moves addresses between hosts',
							fix: [`sysctl -w ${subject}=1`],
						}
					: {severity: 'ok', subject, evidence: value ?? 'not there'},
			],
		);
	},
};
