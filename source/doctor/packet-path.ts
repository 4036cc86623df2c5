import {covers, type Flow, type Hook, type PacketRule} from './packet-rule.ts';

/** The rule that drops, and the first rule of the chain that the packets come to. */
export type Blocker = {readonly rule: PacketRule; readonly base: PacketRule};

/**
The rule that drops all of a flow at a hook; undefined where none does for certain. A rule that may or may not take it counts for nothing
when it drops, and makes everything behind it uncertain when it accepts.
*/
export const blockerOf = (
	rules: readonly PacketRule[],
	hook: Hook,
	flow: Flow,
): Blocker | undefined => {
	for (const [, chain] of chainsOf(rules.filter(rule => rule.hook === hook))) {
		const [base] = chain;
		const fate = base === undefined ? 'through' : walk(chain, {rules, flow, depth: 0});
		if (base !== undefined && typeof fate === 'object') {
			return {rule: fate, base};
		}
	}
	return undefined;
};

const keyOf = ({family, table, chain}: PacketRule): string => [family, table, chain].join(' ');

const chainsOf = (rules: readonly PacketRule[]): ReadonlyMap<string, readonly PacketRule[]> =>
	Map.groupBy(rules, keyOf);

type Fate = 'accepted' | 'through' | 'unsure' | PacketRule;

type Walk = {
	readonly rules: readonly PacketRule[];
	readonly flow: Flow;
	readonly depth: number;
};

const walk = (chain: readonly PacketRule[], context: Walk): Fate => {
	let isUnsure = false;
	for (const rule of chain) {
		const coverage = covers(rule, context.flow);
		const fate = coverage === 'no' ? 'through' : fateIn(rule, context);
		if (fate === 'through') {
			continue;
		}
		if (coverage === 'yes' && fate !== 'unsure') {
			return isUnsure ? 'unsure' : fate === 'returned' ? 'through' : fate;
		}
		// A perhaps that drops leaves what comes behind it as it is.
		isUnsure ||= typeof fate !== 'object';
	}
	return isUnsure ? 'unsure' : 'through';
};

const fateIn = (rule: PacketRule, context: Walk): Fate | 'returned' => {
	switch (rule.verdict.kind) {
		case 'accept':
			return 'accepted';
		case 'drop':
			return rule;
		case 'return':
			return 'returned';
		case 'jump': {
			const {chain: name} = rule.verdict;
			const chain = context.rules.filter(
				other => other.chain === name && other.table === rule.table && other.family === rule.family,
			);
			return context.depth > deepest
				? 'unsure'
				: walk(chain, {...context, depth: context.depth + 1});
		}
		default:
			return 'through';
	}
};

/** Chains that jump in a circle are no chains that a kernel has. */
const deepest = 16;
