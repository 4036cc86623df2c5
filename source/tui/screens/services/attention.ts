import {destinationState, serviceState, type Facts} from '../../view/facts.ts';
import type {Segment} from '../../view/line.ts';
import {serviceName} from '../../view/names.ts';
import {destinationStateAt, serviceStateAt} from '../../view/states.ts';
import {padEnd} from '../../view/text.ts';

type Pieces = readonly Segment[];

/** What is not as it should be in the whole table, by name, the worst first, in so many lines; nothing where all is well. */
export const attentionLines = (facts: Facts, rows: number): readonly Pieces[] => {
	const {entries, count} = troublesOf(facts);
	if (count === 0 || rows < 2) {
		return [];
	}
	const isWhole = count <= Math.min(rows - 1, entries.length);
	const shown = entries.slice(0, isWhole ? count : rows - 2);
	return [
		[{text: 'not as it should be', tone: 'dim'}],
		...shown,
		...(isWhole ? [] : [[{text: `  and ${count - shown.length} more: f`, tone: 'dim'} as const]]),
	];
};

type Troubles = {readonly entries: readonly Pieces[]; readonly count: number};

/** Nobody reads more of each kind. */
const most = 20;

const known = new WeakMap<Facts, Troubles>();

const troublesOf = (facts: Facts): Troubles => {
	const troubles = known.get(facts) ?? collect(facts);
	known.set(facts, troubles);
	return troubles;
};

const {full, drain, off, hot} = destinationState;

const collect = (facts: Facts): Troubles => {
	const {down, states} = facts.total;
	const kinds: readonly number[] = [full, drain, off, hot];
	return {
		entries: [
			...(down === 0 ? [] : downServices(facts)),
			...kinds.flatMap(state => ((states[state] ?? 0) === 0 ? [] : serversIn(facts, state))),
		],
		count: down + kinds.reduce((sum, state) => sum + (states[state] ?? 0), 0),
	};
};

const downServices = (facts: Facts): readonly Pieces[] => {
	const lines: Pieces[] = [];
	for (let row = 0; row < facts.serviceState.length && lines.length < most; row += 1) {
		if ((facts.serviceState[row] ?? 0) < serviceState.part) {
			const {text, tone} = serviceStateAt(facts, row);
			lines.push([
				{text: `  ${padEnd(text, 6)}`, tone},
				{text: serviceName(facts.sample, row), tone: 'plain'},
			]);
		}
	}
	return lines;
};

const serversIn = (facts: Facts, state: number): readonly Pieces[] => {
	const {destinationKey, serviceOf} = facts.sample.structure;
	const lines: Pieces[] = [];
	for (
		let row = facts.destinationState.indexOf(state);
		row >= 0 && lines.length < most;
		row = facts.destinationState.indexOf(state, row + 1)
	) {
		const {text, tone} = destinationStateAt(facts, row);
		lines.push([
			{text: `  ${padEnd(text, 6)}`, tone},
			{text: destinationKey(row), tone: 'plain'},
			{text: ` in ${serviceName(facts.sample, serviceOf[row] ?? 0)}`, tone: 'dim'},
		]);
	}
	return lines;
};
