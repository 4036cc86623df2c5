import {addressText} from '../../model/address.ts';
import {forwarding, tunnelType} from '../../model/destination.ts';
import {protocolWord} from '../../model/service.ts';
import type {Evidence, ServiceFacts} from '../evidence.ts';
import {judged, orOk, type Check, type Judgement} from '../finding.ts';
import {
	flowTo,
	keyOf,
	listed,
	pairsBy,
	pairsOf,
	routeTo,
	serverName,
	servicesOf,
	setting,
	type Pair,
} from '../lookups.ts';
import {blockerOf, type Blocker} from '../packet-path.ts';
import type {Flow, Hook, PacketRule} from '../packet-rule.ts';

/** Packets that must come through. */
export type Passage = {
	/** Such as `tcp 192.0.2.10:80`. */
	readonly subject: string;
	readonly what: string;
	readonly hook: Hook;
	readonly flow: Flow;
};

export const packetFilterCheck: Check = {
	id: 'packet-filter',
	title: 'packet filter',
	why: 'what the packet filter of this host drops on the way to IPVS, to a real server or back never arrives',
	applies: evidence => pairsOf(evidence).length > 0,
	judge: evidence =>
		judged('packet filter', evidence.packetRules, rules =>
			orOk(
				problemsOf(passagesOf(evidence), rules),
				'packet filter',
				'drops nothing of it, as far as can be judged',
			),
		),
};

const passagesOf = (evidence: Evidence): readonly Passage[] => [
	...servicesOf(evidence).flatMap(arrivals),
	...pairsOf(evidence).flatMap(pair => onward(evidence, pair)),
	...pairsBy(evidence, forwarding.masquerading).flatMap(pair => answers(evidence, pair)),
];

export const arrivals = (facts: ServiceFacts): readonly Passage[] => {
	const {match} = facts.service;
	return match.kind === 'mark'
		? []
		: (['prerouting', 'input'] as const).map(hook => ({
				subject: keyOf(facts),
				what: 'what clients send',
				hook,
				flow: {
					family: match.address.family,
					address: match.address,
					port: match.port,
					protocol: protocolWord(match.protocol),
					state: 'new',
				},
			}));
};

const outerProtocols: Readonly<Record<number, string>> = {
	[tunnelType.gue]: 'udp',
	[tunnelType.gre]: 'gre',
};

/** Packets to a real server leave as this host's own. */
const onward = (evidence: Evidence, pair: Pair): readonly Passage[] => {
	const {match} = pair.service.service;
	const {address, method, tunnel} = pair.server.destination;
	if (match.kind === 'mark' || isHere(evidence, pair)) {
		return [];
	}
	const masqueraded = flowTo(evidence, pair);
	const flows: Readonly<Record<number, Flow>> = {
		[forwarding.masquerading]: masqueraded,
		[forwarding.directRouting]: {...masqueraded, address: match.address, port: match.port},
		[forwarding.tunneling]: {
			family: address.family,
			address,
			outInterface: masqueraded.outInterface,
			protocol: outerProtocols[tunnel.type] ?? 'ipencap',
		},
	};
	const flow = flows[method];
	const subject = serverName(pair.server);
	return flow === undefined ? [] : [{subject, what: 'what goes to it', hook: 'output', flow}];
};

/** Answers are forwarded. IPVS takes them after the filter, which sees the real server as their source. */
export const answers = (evidence: Evidence, pair: Pair): readonly Passage[] => {
	const {match} = pair.service.service;
	const {address, port} = pair.server.destination;
	const route = routeTo(evidence, address);
	if (match.kind === 'mark' || route?.kind !== 'unicast') {
		return [];
	}
	return [
		{
			subject: serverName(pair.server),
			what: 'its answers',
			hook: 'forward',
			flow: {
				family: address.family,
				source: address,
				sourcePort: port,
				protocol: protocolWord(match.protocol),
				inInterface: route.device,
				outInterface: wayOut(evidence, address.family),
				// Of a balanced connection the kernel knows nothing without it.
				state: setting(evidence, 'net/ipv4/vs/conntrack') === '1' ? 'established' : 'invalid',
			},
		},
	];
};

const isHere = (evidence: Evidence, {server}: Pair): boolean =>
	routeTo(evidence, server.destination.address)?.kind === 'local';

/** Where most clients are. */
const wayOut = ({defaultRoutes}: Evidence, family: Flow['family']): string | undefined => {
	const devices = defaultRoutes.isSeen
		? defaultRoutes.value.filter(route => route.family === family).map(({device}) => device)
		: [];
	return new Set(devices).size === 1 ? devices[0] : undefined;
};

/** One for each rule that stops something, whatever it stops. */
const problemsOf = (
	passages: readonly Passage[],
	rules: readonly PacketRule[],
): readonly Judgement[] =>
	stoppedBy(rules, passages).map(({blocker, passages: own}) => ({
		severity: 'fail',
		subject: listed(own.map(({subject}) => subject)),
		evidence: `${own[0]?.what ?? ''}: dropped in ${blocker.base.chain} by ${blocker.rule.text}`,
		fix: fixesFor(blocker, own),
	}));

type Stopped = {readonly blocker: Blocker; readonly passages: readonly Passage[]};

/** Rules that stop something, each with all that it stops. */
export const stoppedBy = (
	rules: readonly PacketRule[],
	passages: readonly Passage[],
	hookOf = ({hook}: Passage): Hook => hook,
): readonly Stopped[] => {
	const stopped = new Map<string, {readonly blocker: Blocker; readonly passages: Passage[]}>();
	for (const passage of passages) {
		const blocker = blockerOf(rules, hookOf(passage), passage.flow);
		if (blocker !== undefined) {
			const key = `${blocker.base.chain} ${blocker.rule.family} ${blocker.rule.text}`;
			const known = stopped.get(key) ?? {blocker, passages: []};
			known.passages.push(passage);
			stopped.set(key, known);
		}
	}
	return [...stopped.values()];
};

const mostFixes = 16;

const fixesFor = ({base}: Blocker, passages: readonly Passage[]): readonly string[] => {
	const lines = [...new Set(passages.map(({flow}) => acceptLine(base, flow)))];
	const more = lines.length - mostFixes;
	return [...lines.slice(0, mostFixes), ...(more > 0 ? [`# and ${more} more like these`] : [])];
};

/** Before all other rules of the chain that a packet comes to first. */
export const acceptLine = (base: PacketRule, flow: Flow): string => {
	const [, place] = /^nft (\S+ \S+ \S+) /.exec(base.text) ?? [];
	const words = place === undefined ? iptablesWords(flow) : nftWords(flow);
	const program = flow.family === 'ipv6' ? 'ip6tables' : 'iptables';
	return place === undefined
		? `${program} -t ${base.table} -I ${base.chain} ${words} -j ACCEPT`
		: `nft insert rule ${place} ${words} accept`;
};

const iptablesWords = ({address, source, protocol, port, sourcePort}: Flow): string =>
	[
		...(source === undefined ? [] : [`-s ${addressText(source)}`]),
		...(address === undefined ? [] : [`-d ${addressText(address)}`]),
		...(protocol === undefined ? [] : [`-p ${protocol}`]),
		...(port === undefined || port === 0 ? [] : [`--dport ${port}`]),
		...(sourcePort === undefined || sourcePort === 0 ? [] : [`--sport ${sourcePort}`]),
	].join(' ');

const nftWords = ({family, address, source, protocol, port, sourcePort}: Flow): string => {
	const ip = family === 'ipv6' ? 'ip6' : 'ip';
	const hasPort = (port ?? 0) > 0 || (sourcePort ?? 0) > 0;
	return [
		...(source === undefined ? [] : [`${ip} saddr ${addressText(source)}`]),
		...(address === undefined ? [] : [`${ip} daddr ${addressText(address)}`]),
		...(protocol === undefined || hasPort ? [] : [`meta l4proto ${protocol}`]),
		...(port === undefined || port === 0 ? [] : [`${protocol} dport ${port}`]),
		...(sourcePort === undefined || sourcePort === 0 ? [] : [`${protocol} sport ${sourcePort}`]),
	].join(' ');
};
