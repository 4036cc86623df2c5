import type {Evidence, ServiceFacts} from '../evidence.ts';
import {judged, orOk, type Check, type Judgement} from '../finding.ts';
import {keyOf, listed, portOf, servicesOf} from '../lookups.ts';
import {covers, type Flow, type PacketRule} from '../packet-rule.ts';
import {protocolWord} from '../../model/service.ts';

const marksOf = (evidence: Evidence): ReadonlyMap<number, ServiceFacts> =>
	new Map(
		servicesOf(evidence).flatMap(facts =>
			facts.service.match.kind === 'mark' ? [[facts.service.match.mark, facts] as const] : [],
		),
	);

const marking = (rules: readonly PacketRule[]): readonly PacketRule[] =>
	rules.filter(({verdict}) => verdict.kind === 'mark');

const markOf = ({verdict}: PacketRule): number | undefined =>
	verdict.kind === 'mark' ? verdict.mark : undefined;

export const markCheck: Check = {
	id: 'marks',
	title: 'marks are set',
	why: 'a service on a firewall mark gets only packets that a rule of the packet filter has marked',
	applies: evidence => marksOf(evidence).size > 0,
	judge: evidence =>
		judged('firewall marks', evidence.packetRules, rules => {
			const marks = new Set(marking(rules).map(markOf));
			return orOk(
				[...marksOf(evidence)]
					.filter(([mark]) => !marks.has(mark))
					.map(([mark, facts]): Judgement => ({
						// A mark may also come out of a map, or from the tracked connection.
						severity: marks.has(undefined) ? 'unknown' : 'fail',
						subject: keyOf(facts),
						evidence: `no rule sets the mark ${mark}${marks.has(undefined) ? ' itself; some set marks that are computed' : ''}`,
						fix: [
							`# for the packets that are meant: iptables -t mangle -A PREROUTING -d ADDRESS -p tcp --dport PORT -j MARK --set-mark ${mark}`,
						],
					})),
				listed([...marksOf(evidence).values()].map(keyOf)),
				'a rule sets each',
			);
		}),
};

export const shadowCheck: Check = {
	id: 'mark-shadows',
	title: 'mark or address',
	why: 'services on marks are looked up first: a service on an address that is marked as well gets nothing',
	applies: evidence =>
		marksOf(evidence).size > 0 &&
		servicesOf(evidence).some(({service}) => service.match.kind === 'address'),
	judge: evidence =>
		judged('firewall marks', evidence.packetRules, rules => {
			const marks = marksOf(evidence);
			return orOk(
				servicesOf(evidence).flatMap((facts): readonly Judgement[] => {
					const flow = flowOf(facts);
					// Later rules win: one that may take the packet makes it uncertain.
					const last = flow && marking(rules).findLast(rule => covers(rule, flow) !== 'no');
					const shadow = last === undefined ? undefined : marks.get(markOf(last) ?? 0);
					return last === undefined ||
						shadow === undefined ||
						(flow && covers(last, flow)) !== 'yes'
						? []
						: [
								{
									severity: 'warn',
									subject: keyOf(facts),
									evidence: `its packets are marked for ${keyOf(shadow)}: ${last.text}`,
									fix: [
										`# a later rule that gives them a mark without a service:`,
										`iptables -t mangle -A PREROUTING -d ${addressOf(facts)} -p ${flow?.protocol} --dport ${flow?.port} -j MARK --set-mark 1`,
									],
								},
							];
				}),
				'services on addresses',
				'none is hidden by a mark',
			);
		}),
};

const flowOf = ({service: {match}}: ServiceFacts): Flow | undefined =>
	match.kind === 'address'
		? {
				family: match.address.family,
				address: match.address,
				port: match.port,
				protocol: protocolWord(match.protocol),
			}
		: undefined;

const addressOf = (facts: ServiceFacts): string =>
	keyOf(facts).split(' ')[1]?.replace(/:\d+$/, '').replaceAll(/[[\]]/g, '') ?? '';

export const catchAllCheck: Check = {
	id: 'catch-all',
	title: 'other ports',
	why: 'on ports without a service, a virtual address is this host itself: what listens here on all addresses answers there too',
	applies: evidence => servicesOf(evidence).some(({service}) => service.match.kind === 'address'),
	judge: evidence => {
		const catching = servicesOf(evidence).filter(
			({service, servers}) =>
				(service.match.kind === 'mark' && servers.length === 0) ||
				(service.match.kind === 'address' && portOf(service.match) === 0),
		);
		return [
			{
				severity: 'ok',
				subject: 'catch-all',
				evidence:
					catching.length === 0
						? 'none: other ports of the virtual addresses reach this host'
						: listed(catching.map(keyOf)),
			},
		];
	},
};
