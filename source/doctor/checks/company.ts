import type {Carer, Evidence, Process} from '../evidence.ts';
import {judged, orOk, type Check, type Judgement} from '../finding.ts';
import {listed} from '../lookups.ts';
import type {PacketRule} from '../packet-rule.ts';

/** Programs that write the table, or may; by the name of the process. */
export const knownWriters: Readonly<Record<string, 'writes' | 'may'>> = {
	keepalived: 'writes',
	ldirectord: 'writes',
	lvscare: 'writes',
	'kube-proxy': 'writes',
	'kube-router': 'writes',
	surealived: 'writes',
	nanny: 'writes',
	pulse: 'may',
	seesaw_engine: 'writes',
	seesaw_ncc: 'may',
	stayinalived: 'writes',
	vc5: 'writes',
	/** Swarm; it writes the tables of its own namespaces. */
	dockerd: 'may',
	'cilium-agent': 'may',
};

export const writersCheck: Check = {
	id: 'writers',
	title: 'other writers',
	why: 'a program that manages the table undoes or overwrites what is changed beside it, at once or at its next reload',
	judge: ({writers, carers = []}) => [
		...carers.map(caring),
		...judged('processes', writers, found =>
			carers.length > 0
				? found.map(writing)
				: orOk(found.map(writing), 'processes', 'none that is known to write the table'),
		),
	],
};

const writing = ({name, id}: Process): Judgement =>
	knownWriters[name] === 'writes'
		? {
				severity: 'warn',
				subject: name,
				evidence: `runs (process ${id}) and manages the table`,
				fix: [`# change the configuration of ${name} instead of the table`],
			}
		: {
				severity: 'ok',
				subject: name,
				evidence: `runs (process ${id}); it may write this table`,
			};

/** It leaves to people what they do. */
const caring = ({id, services}: Carer): Judgement => ({
	severity: 'ok',
	subject: 'ipvs-tui care',
	evidence: `runs (process ${id}) and manages ${services} service${services === 1 ? '' : 's'}; what a person drains or pins stays so`,
});

/** Verdicts after which the following rules of a chain are not looked at. */
const ends: ReadonlySet<string> = new Set(['source-nat', 'accept', 'return', 'drop']);

/** Chains that end packets themselves before the rules behind them. */
const foreignChain = /^(CILIUM_|cali-)/;

export const ruleOrderCheck: Check = {
	id: 'rule-order',
	title: 'rule order',
	why: 'rules for balanced packets do nothing when an earlier rule has already decided',
	applies: evidence => balancedRules(evidence).length > 0,
	judge: evidence =>
		judged('packet filter', evidence.packetRules, rules =>
			orOk(
				balancedRules(evidence).flatMap((rule): readonly Judgement[] => {
					const earlier = rules
						.slice(0, rules.indexOf(rule))
						.filter(other => isSameChain(other, rule))
						.find(other => decides(other));
					return earlier === undefined
						? []
						: [
								{
									severity: 'warn',
									subject: rule.text,
									evidence: `comes behind: ${earlier.text}`,
									fix: fixFor(rule, earlier),
								},
							];
				}),
				listed(balancedRules(evidence).map(({chain}) => chain)),
				'rules for balanced packets come first',
			),
		),
};

const balancedRules = ({packetRules}: Evidence): readonly PacketRule[] =>
	packetRules.isSeen
		? packetRules.value.filter(({ipvs, hook}) => ipvs !== undefined && hook === 'postrouting')
		: [];

const isSameChain = (one: PacketRule, other: PacketRule): boolean =>
	one.table === other.table && one.chain === other.chain && one.family === other.family;

/** For every packet, of whatever protocol. */
const decides = (rule: PacketRule): boolean =>
	rule.verdict.kind === 'jump'
		? foreignChain.test(rule.verdict.chain)
		: ends.has(rule.verdict.kind) &&
			!rule.isPartial &&
			limits.every(condition => rule[condition] === undefined);

const limits = [
	'ipvs',
	'destinations',
	'sources',
	'sourcePorts',
	'outInterface',
	'inInterface',
	'states',
] as const satisfies readonly (keyof PacketRule)[];

const fixFor = ({text, table}: PacketRule, {verdict}: PacketRule): readonly string[] => [
	...(verdict.kind === 'jump' && verdict.chain.startsWith('CILIUM_')
		? ['# in the configuration of Cilium: prepend-iptables-chains: false']
		: []),
	`iptables -t ${table} ${text.replace(/^-A (\S+)/, '-D $1')}`,
	`iptables -t ${table} ${text.replace(/^-A (\S+)/, '-I $1 1')}`,
];

export const fileCheck: Check = {
	id: 'file',
	title: 'rules file',
	why: 'a line of a rules file can mean something else than it seems to say',
	applies: ({source}) => source === 'file',
	judge: ({pitfalls}) =>
		orOk(
			pitfalls.map(({line, severity, evidence, fix}) => ({
				severity,
				subject: `line ${line}`,
				evidence,
				fix,
			})),
			'rules file',
			'every line means what it says',
		),
};
