import {judged, orOk, type Check, type Judgement} from '../finding.ts';
import type {Evidence} from '../evidence.ts';
import {listed, setting} from '../lookups.ts';
import type {PacketRule} from '../packet-rule.ts';
import {acceptLine, answers, arrivals, stoppedBy, type Passage} from './packet-filter.ts';
import {translatedPairs} from './source-nat.ts';

/** Rules that keep packets away from connection tracking, and with it from source NAT. */
export const untrackedCheck: Check = {
	id: 'untracked',
	title: 'untracked packets',
	why: 'source NAT is a matter of tracked connections: what a rule takes out of tracking keeps the address of the client, and its answers go elsewhere',
	applies: evidence =>
		setting(evidence, 'net/ipv4/vs/conntrack') === '1' && translatedPairs(evidence).length > 0,
	judge: evidence =>
		judged('connection tracking', evidence.packetRules, rules =>
			orOk(
				problemsOf(passagesOf(evidence), rules),
				'connection tracking',
				'no rule takes packets with source NAT out of it, as far as can be judged',
			),
		),
};

/** All that is translated comes in there: from clients, and from the servers. */
const passagesOf = (evidence: Evidence): readonly Passage[] => {
	const pairs = translatedPairs(evidence);
	return [
		...[...new Set(pairs.map(({service}) => service))].flatMap(arrivals),
		...pairs.flatMap(pair => answers(evidence, pair)),
	].filter(({hook}) => hook !== 'input');
};

/** A rule that takes out of tracking is found as one that drops is, behind those that accept before it. */
const asStopping = (rule: PacketRule): PacketRule => {
	switch (rule.verdict.kind) {
		case 'untracked':
			return {...rule, verdict: {kind: 'drop'}};
		case 'drop':
			return {...rule, verdict: {kind: 'other'}};
		default:
			return rule;
	}
};

const problemsOf = (
	passages: readonly Passage[],
	rules: readonly PacketRule[],
): readonly Judgement[] => {
	if (rules.every(({verdict}) => verdict.kind !== 'untracked')) {
		return [];
	}
	// Before it comes to a hook of the filter, every packet has been tracked or not.
	return stoppedBy(rules.map(asStopping), passages, () => 'prerouting').map(
		({blocker, passages: own}) => ({
			severity: 'fail',
			subject: listed(own.map(({subject}) => subject)),
			evidence: `${own[0]?.what} ${own[0]?.hook === 'forward' ? 'are' : 'is'} not tracked, so source NAT does nothing for that: ${blocker.rule.text}`,
			fix: [...new Set(own.map(({flow}) => acceptLine(blocker.base, flow)))],
		}),
	);
};
