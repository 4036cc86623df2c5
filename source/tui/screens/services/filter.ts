import {forwardName, schedulerText, serviceName} from '../../view/names.ts';
import {destinationStateAt, serviceStateAt} from '../../view/states.ts';
import type {Facts} from '../../view/facts.ts';

export type Term = {readonly text: string; readonly isWanted: boolean};

/** Words that must all be in a row's text, in any case; `!word` must not be. */
export const parseFilter = (text: string): readonly Term[] =>
	text
		.toLowerCase()
		.split(/\s+/)
		.map(word =>
			word.startsWith('!') ? {text: word.slice(1), isWanted: false} : {text: word, isWanted: true},
		)
		.filter(term => term.text !== '');

export const matches = (terms: readonly Term[], text: string): boolean =>
	terms.every(term => text.includes(term.text) === term.isWanted);

/** What the filter sees of a service: protocol, address, port, scheduler, state. */
export const serviceHaystack = (facts: Facts, row: number): string => {
	const {sample} = facts;
	return [
		serviceName(sample, row),
		schedulerText(sample.table.services, row),
		serviceStateAt(facts, row).text,
	]
		.join(' ')
		.toLowerCase();
};

/** A server is found by its own address, port, method and state, and by everything of its service. */
export const destinationHaystack = (facts: Facts, row: number, service: string): string => {
	const {table, structure} = facts.sample;
	return [
		service,
		structure.destinationKey(row),
		forwardName(table.destinations.method[row] ?? 0),
		destinationStateAt(facts, row).text,
	]
		.join(' ')
		.toLowerCase();
};
