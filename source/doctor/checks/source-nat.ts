import {forwarding} from '../../model/destination.ts';
import {parseAddress} from '../prefix.ts';
import type {Evidence} from '../evidence.ts';
import {judged, orOk, type Check, type Judgement} from '../finding.ts';
import {
	counted,
	flowTo,
	keyOf,
	listed,
	pairsBy,
	routeTo,
	serverName,
	setting,
	settingFact,
	sysctlFix,
	type Pair,
} from '../lookups.ts';
import {covers, type PacketRule} from '../packet-rule.ts';
import {persistently} from './forwarding.ts';

const conntrackPath = 'net/ipv4/vs/conntrack';

const masqueraded = (evidence: Evidence): readonly Pair[] =>
	pairsBy(evidence, forwarding.masquerading);

const sourceNatRules = ({packetRules}: Evidence): readonly PacketRule[] =>
	packetRules.isSeen
		? packetRules.value.filter(
				({verdict, hook}) =>
					verdict.kind === 'source-nat' && (hook === 'postrouting' || hook === undefined),
			)
		: [];

/** Whether a rule is meant for what goes to a real server. One for something else, with conditions of its own, is none to count on. */
const isFor = (evidence: Evidence, rule: PacketRule, pair: Pair): boolean => {
	const covered = covers(rule, flowTo(evidence, pair));
	return covered === 'yes' || (covered === 'perhaps' && rule.ipvs !== undefined);
};

/** The rule that translates what goes to a real server. */
const ruleFor = (evidence: Evidence, rules: readonly PacketRule[], pair: Pair) =>
	rules.find(rule => isFor(evidence, rule, pair));

/** Masquerading servers with a rule for source NAT. */
export const translatedPairs = (evidence: Evidence): readonly Pair[] => {
	const rules = sourceNatRules(evidence);
	return rules.length === 0
		? []
		: masqueraded(evidence).filter(pair => ruleFor(evidence, rules, pair) !== undefined);
};

export const conntrackCheck: Check = {
	id: 'vs-conntrack',
	title: 'source NAT',
	why: 'with net.ipv4.vs.conntrack=0 balanced packets bypass connection tracking, and rules for source NAT have no effect on them at all',
	applies: evidence => masqueraded(evidence).length > 0,
	judge: evidence =>
		judged('net.ipv4.vs.conntrack', evidence.packetRules, () => {
			const subject = 'net.ipv4.vs.conntrack';
			const rules = sourceNatRules(evidence).filter(rule =>
				masqueraded(evidence).some(pair => isFor(evidence, rule, pair)),
			);
			return judged(subject, settingFact(evidence, conntrackPath), value => {
				const meant = rules.filter(({ipvs}) => ipvs !== undefined);
				const [rule] = meant.length > 0 ? meant : rules;
				if (rule === undefined) {
					return [{severity: 'ok', subject, evidence: `${value ?? 'not there'}; no rule needs it`}];
				}
				return [
					value === '1'
						? {
								severity: 'ok',
								subject,
								evidence: `1, for ${counted(rules.length, 'rule')} of source NAT`,
							}
						: {
								// Rules for something else often cover real servers as well; nobody may count on them.
								severity: rule.ipvs === undefined ? 'warn' : 'fail',
								subject,
								evidence: `${value ?? 'not in this kernel'}, so this rule does nothing for balanced packets: ${rule.text}`,
								fix: persistently(conntrackPath, 1),
							},
				];
			});
		}),
};

export const snatRerouteCheck: Check = {
	id: 'snat-reroute',
	title: 'reroute answers',
	why: 'with 0, answers of masqueraded servers are routed by the address of the server, not by the virtual one: wrong with policy routing',
	applies: evidence => masqueraded(evidence).length > 0,
	judge: evidence => {
		const subject = 'net.ipv4.vs.snat_reroute';
		const path = 'net/ipv4/vs/snat_reroute';
		return judged(subject, settingFact(evidence, path), value => [
			value === '0'
				? {severity: 'warn', subject, evidence: '0', fix: [sysctlFix(path, 1)]}
				: {severity: 'ok', subject, evidence: value ?? 'not there'},
		]);
	},
};

export const returnPathCheck: Check = {
	id: 'return-path',
	title: 'return path',
	why: 'with masquerading the answers must come back through this director: clients drop what comes from a real server itself',
	applies: evidence => masqueraded(evidence).length > 0,
	judge: evidence => {
		const rules = setting(evidence, conntrackPath) === '1' ? sourceNatRules(evidence) : [];
		const problems: Judgement[] = [];
		const unknown: Pair[] = [];
		for (const pair of masqueraded(evidence)) {
			const problem = oneWay(evidence, pair);
			if (problem !== undefined) {
				problems.push(problem);
			} else if (
				!hasAnswered(pair) &&
				!isHere(evidence, pair) &&
				ruleFor(evidence, rules, pair) === undefined
			) {
				unknown.push(pair);
			}
		}
		const names = listed(unknown.map(({server}) => serverName(server)));
		const hosts = [...new Set(unknown.map(({server}) => serverName(server)))];
		return orOk(
			[
				...problems,
				...(hosts.length === 0
					? []
					: [
							{
								severity: 'unknown',
								subject: names,
								evidence:
									'no answer seen yet and no source NAT: that depends on the default route of the server',
								fix: defaultRoutes(evidence, unknown),
							} as const,
						]),
			],
			'masquerading',
			'answers come back, or source NAT brings them back',
		);
	},
};

/** Below this many packets a silence proves nothing. */
const fewPackets = 10;

const oneWay = (evidence: Evidence, pair: Pair): Judgement | undefined => {
	const {packets, active} = pair.server;
	if (packets === undefined || packets.incoming < fewPackets || packets.outgoing > 0) {
		return undefined;
	}
	return {
		severity: 'fail',
		subject: serverName(pair.server),
		evidence: `${packets.incoming} packets went there for ${keyOf(pair.service)} and none came back${active > 0 ? `; ${active} connections wait` : ''}`,
		fix: defaultRoutes(evidence, [pair]),
	};
};

const hasAnswered = ({server: {packets}}: Pair): boolean => (packets?.outgoing ?? 0) > 0;

const isHere = (evidence: Evidence, {server}: Pair): boolean =>
	routeTo(evidence, server.destination.address)?.kind === 'local';

/** What to do on the servers, or here instead. */
const defaultRoutes = (evidence: Evidence, pairs: readonly Pair[]): readonly string[] => {
	const vias = new Set(
		pairs.flatMap(({server}) => {
			const route = routeTo(evidence, server.destination.address);
			return route?.kind === 'unicast' && route.source !== undefined ? [route.source] : [];
		}),
	);
	const isWide = pairs.some(({server}) => server.destination.address.family === 'ipv6');
	return [
		...[...vias].map(
			via =>
				`# on the real servers: ip ${parseAddress(via)?.family === 'ipv6' ? '-6 ' : ''}route replace default via ${via}`,
		),
		'# or source NAT here:',
		sysctlFix(conntrackPath, 1),
		`${isWide ? 'ip6tables' : 'iptables'} -t nat -A POSTROUTING -m ipvs --ipvs -j MASQUERADE`,
	];
};

/** Ports that the kernel takes for source NAT of unprivileged ports. */
const portsPerAddress = 65_536 - 1024;

export const portExhaustionCheck: Check = {
	id: 'snat-ports',
	title: 'ports for NAT',
	why: 'every source address has 64512 ports for each real server; when they are used up, new connections fail',
	applies: evidence =>
		sourceNatRules(evidence).length > 0 &&
		setting(evidence, conntrackPath) === '1' &&
		masqueraded(evidence).length > 0,
	judge: evidence => {
		const rules = sourceNatRules(evidence);
		let fullest = 0;
		const problems = masqueraded(evidence).flatMap((pair): readonly Judgement[] => {
			const rule = ruleFor(evidence, rules, pair);
			if (rule?.verdict.kind !== 'source-nat') {
				return [];
			}
			const room = rule.verdict.addresses * portsPerAddress;
			const used = pair.server.active + pair.server.inactive;
			fullest = Math.max(fullest, used / room);
			return used < room * 0.8
				? []
				: [
						{
							severity: used < room * 0.95 ? 'warn' : 'fail',
							subject: serverName(pair.server),
							evidence: `${used} connections of about ${room} that ${counted(rule.verdict.addresses, 'source address').replace('addresss', 'addresses')} can have: ${rule.text}`,
							fix: [
								'# another rule, for half of the clients, with another address of this host:',
								'# iptables -t nat -I POSTROUTING -m ipvs --ipvs -s 0.0.0.1/0.0.0.1 -j SNAT --to-source ADDRESS',
							],
						},
					];
		});
		return orOk(
			problems,
			'source NAT',
			`at most ${Math.round(fullest * 100)} % of the ports in use`,
		);
	},
};

export const conntrackPressureCheck: Check = {
	id: 'conntrack-table',
	title: 'conntrack table',
	why: 'when the table of tracked connections is full, the kernel drops new ones ("nf_conntrack: table full")',
	applies: evidence => setting(evidence, 'net/netfilter/nf_conntrack_max') !== undefined,
	judge: evidence => {
		const read = (name: string): number =>
			Number(setting(evidence, `net/netfilter/nf_conntrack_${name}`) ?? Number.NaN);
		const [most, count, buckets] = [read('max'), read('count'), read('buckets')];
		const subject = 'nf_conntrack';
		const text = `${count} of ${most} entries, ${buckets} buckets`;
		const problems: Judgement[] = [];
		if (count >= most * 0.8) {
			problems.push({
				severity: count >= most * 0.95 ? 'fail' : 'warn',
				subject,
				evidence: text,
				fix: persistently('net/netfilter/nf_conntrack_max', most * 4),
			});
		}
		if (count > buckets * 8) {
			problems.push({
				severity: 'warn',
				subject,
				evidence: `${text}: long chains`,
				why: 'every packet searches one bucket',
				fix: [`sysctl -w net.netfilter.nf_conntrack_buckets=${2 ** Math.ceil(Math.log2(count))}`],
			});
		}
		return orOk(problems, subject, text);
	},
};
