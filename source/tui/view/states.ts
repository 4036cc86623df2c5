import {destinationState, serviceState, type Facts} from './facts.ts';
import type {Tone} from './line.ts';

type State = {
	/** As it stands in the STATE column. */
	readonly word: string;
	/** As the filter calls it. */
	readonly name: string;
	readonly tone: Tone;
	readonly says: string;
};

/** The words of the STATE column with their explanation; the help screen shows these records. */
export const serverStates: Readonly<Record<number, State>> = {
	[destinationState.ok]: {
		word: '+',
		name: 'serving',
		tone: 'good',
		says: 'serving: takes new connections',
	},
	[destinationState.hot]: {
		word: 'hot',
		name: 'hot',
		tone: 'warning',
		says: 'serving, with more than 1.5 times the share of its weight',
	},
	[destinationState.drain]: {
		word: 'drain',
		name: 'drain',
		tone: 'warning',
		says: 'weight 0, connections or sticky clients remain',
	},
	[destinationState.off]: {
		word: 'off',
		name: 'off',
		tone: 'dim',
		says: 'weight 0 and no connection left',
	},
	[destinationState.full]: {
		word: 'FULL',
		name: 'full',
		tone: 'bad',
		says: 'upper threshold reached, no new connections',
	},
};

export const serviceStates: Readonly<Record<number, State>> = {
	[serviceState.ok]: {
		word: 'ok',
		name: 'ok',
		tone: 'good',
		says: 'service: every server takes new connections',
	},
	[serviceState.part]: {
		word: '3/4',
		name: 'part',
		tone: 'warning',
		says: 'service: 3 of its 4 servers do',
	},
	[serviceState.down]: {
		word: '0/4',
		name: 'down',
		tone: 'bad',
		says: 'service: none of its servers does',
	},
	[serviceState.full]: {
		word: 'FULL',
		name: 'full',
		tone: 'bad',
		says: 'service: every server that could is full',
	},
	[serviceState.empty]: {
		word: 'EMPTY',
		name: 'empty',
		tone: 'bad',
		says: 'service without any server',
	},
};

/** Word and tone of a service; counts that are too long for the column become `part`. */
export const serviceStateAt = (facts: Facts, row: number): {text: string; tone: Tone} => {
	const state = facts.serviceState[row] ?? 0;
	const {word, tone} = serviceStates[state] ?? {word: '?', tone: 'plain' as const};
	if (state !== serviceState.part && state !== serviceState.down) {
		return {text: word, tone};
	}
	const {firstDestination} = facts.sample.table;
	const servers = (firstDestination[row + 1] ?? 0) - (firstDestination[row] ?? 0);
	const text = `${facts.serving[row]}/${servers}`;
	return {text: text.length <= 5 ? text : state === serviceState.down ? 'none' : 'part', tone};
};

export const destinationStateAt = (facts: Facts, row: number): {text: string; tone: Tone} => {
	const {word, tone} = serverStates[facts.destinationState[row] ?? 0] ?? {
		word: '?',
		tone: 'plain' as const,
	};
	return {text: word, tone};
};

/** What else a row may be, beside its state. */
export const rowTags = {
	new: {word: 'new', says: 'appeared less than a minute ago'},
	gone: {word: 'ghost', says: 'was just removed from the table'},
	foreign: {word: 'chg', says: 'changed by someone else; drain~ is drain and chg'},
} as const;
