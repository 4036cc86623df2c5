import type {Structure} from '../../../sampler/structure.ts';
import type {Facts} from '../../view/facts.ts';
import {forwardName, schedulerText, serviceName} from '../../view/names.ts';
import {serverStates, serviceStates} from '../../view/states.ts';
import type {Condition} from './filter.ts';
import type {Matching, Test} from './matching.ts';

type TextCondition = Condition & {readonly kind: 'text'};

/** Of names and addresses, which do not change while the rows are the same, every word is looked for once. */
const found = new WeakMap<Structure, Map<string, Matching>>();
const mostWords = 12;

/** Looks for a word in names, addresses, schedulers, forwarding methods and states. */
export const textTest = (condition: TextCondition, facts: Facts): Test => {
	const {test} = condition;
	const {sample, destinationState, serviceState} = facts;
	const {services, destinations} = sample.table;
	const names = inNames(condition, facts);
	const schedulers = remembered((row: number) => schedulerText(services, row), test);
	const forwards = Array.from({length: 8}, (_, method) => test(forwardName(method).toLowerCase()));
	const servers = testsOf(serverStates, test);
	const wholes = testsOf(serviceStates, test);
	const byService = new Uint8Array(services.count);
	for (let row = 0; row < services.count; row += 1) {
		byService[row] = names.services[row] === 1 || schedulers(row) ? 1 : 0;
	}
	return {
		service: row => byService[row] === 1 || (wholes[serviceState[row] ?? 0] ?? false),
		destination: (row, service) =>
			names.destinations[row] === 1 ||
			byService[service] === 1 ||
			(forwards[destinations.method[row] ?? 0] ?? false) ||
			(servers[destinationState[row] ?? 0] ?? false),
	};
};

const testsOf = (
	states: typeof serverStates,
	test: (text: string) => boolean,
): Readonly<Record<number, boolean>> =>
	Object.fromEntries(
		Object.entries(states).map(([state, {name, word}]) => [
			state,
			test(name) || (/^\w+$/.test(word) && test(word.toLowerCase())),
		]),
	);

/** Few schedulers serve many services. */
const remembered = (
	textAt: (row: number) => string,
	test: (text: string) => boolean,
): ((row: number) => boolean) => {
	const answers = new Map<string, boolean>();
	return row => {
		const text = textAt(row);
		const answer = answers.get(text) ?? test(text);
		answers.set(text, answer);
		return answer;
	};
};

const inNames = ({source, isLiteral, test}: TextCondition, {sample}: Facts): Matching => {
	const {structure, table} = sample;
	const words = found.get(structure) ?? new Map<string, Matching>();
	found.set(structure, words);
	const id = `${isLiteral ? '=' : '~'}${source}`;
	const known = words.get(id);
	if (known !== undefined) {
		return known;
	}
	// A longer text is only where the shorter one, which was typed before, is as well.
	const wider = isLiteral
		? [...words].findLast(([word]) => word.startsWith('=') && source.includes(word.slice(1)))?.[1]
		: undefined;
	const matching = {
		services: new Uint8Array(table.services.count),
		destinations: new Uint8Array(table.destinations.count),
	};
	for (let row = 0; row < table.services.count; row += 1) {
		if (wider === undefined || wider.services[row] === 1) {
			matching.services[row] = test(serviceName(sample, row).toLowerCase()) ? 1 : 0;
		}
	}
	for (let row = 0; row < table.destinations.count; row += 1) {
		if (wider === undefined || wider.destinations[row] === 1) {
			matching.destinations[row] = test(structure.destinationKey(row)) ? 1 : 0;
		}
	}
	const oldest = words.keys().next().value;
	if (words.size >= mostWords && oldest !== undefined) {
		words.delete(oldest);
	}
	words.set(id, matching);
	return matching;
};
