import {protocols} from '../../../model/service.ts';
import type {TuiState} from '../../store/state.ts';
import {isAnyInCare} from '../../../operator/care.ts';
import {checkWords} from '../../view/checks.ts';
import {serviceState, type Facts} from '../../view/facts.ts';
import {forwardName} from '../../view/names.ts';
import {serverStates, serviceStates} from '../../view/states.ts';
import type {Facet} from '../screen.ts';
import {services} from './state.ts';

/** What the servers have in common, with how many of them have it. */
export const servicesFacets = (state: TuiState): readonly Facet[] => {
	const {list} = services.of(state);
	if (list === undefined) {
		return [];
	}
	const {facts} = list;
	const {destinations, services: table} = facts.sample.table;
	return [
		...counted(facts.total.states).map(([value, count]): Facet => {
			const {name = '?', tone = 'plain'} = serverStates[value] ?? {};
			return {group: 'state', label: name, count, term: `state=${name}`, tone};
		}),
		...serviceFacets(facts),
		...checkFacets(facts),
		...counted(tally(destinations.method.subarray(0, destinations.count))).map(
			([value, count]): Facet => ({
				group: 'forwarding',
				label: forwardName(value),
				count,
				term: `fwd=${forwardName(value).toLowerCase()}`,
			}),
		),
		...counted(tally(table.protocol.subarray(0, table.count))).map(([value, count]): Facet => {
			const word = protocolWords[value] ?? 'fwm';
			return {
				group: 'protocol of services',
				label: word.toUpperCase(),
				count,
				term: `proto=${word}`,
			};
		}),
		...schedulers(table.scheduler),
	];
};

/** Services that no server serves. */
const serviceFacets = (facts: Facts): readonly Facet[] =>
	[serviceState.empty, serviceState.down].flatMap((value): readonly Facet[] => {
		const count = facts.serviceState.reduce((sum, state) => sum + (state === value ? 1 : 0), 0);
		const {name = '?', tone = 'plain'} = serviceStates[value] ?? {};
		return count === 0
			? []
			: [{group: 'state', label: `${name} services`, count, term: `state=${name}`, tone}];
	});

const checkFacets = (facts: Facts): readonly Facet[] => {
	const counts = new Map<string, number>();
	if (isAnyInCare(facts.care)) {
		for (let row = 0; row < facts.sample.table.destinations.count; row += 1) {
			for (const word of checkWords(facts, row)) {
				counts.set(word, (counts.get(word) ?? 0) + 1);
			}
		}
	}
	return [...counts].map(([word, count]) => ({
		group: 'checks',
		label: word,
		count,
		term: `check=${word}`,
		...(word === 'down' ? {tone: 'bad'} : {}),
	}));
};

const protocolWords: Readonly<Record<number, string>> = Object.fromEntries(
	Object.entries(protocols).map(([word, number]) => [number, word]),
);

const tally = (values: Uint8Array | Uint16Array): Uint32Array => {
	const counts = new Uint32Array(256);
	for (const value of values) {
		counts[value] = (counts[value] ?? 0) + 1;
	}
	return counts;
};

const counted = (counts: Uint32Array): readonly (readonly [value: number, count: number])[] =>
	[...counts.entries()].filter(([, count]) => count > 0);

const schedulers = (names: readonly string[]): readonly Facet[] => {
	const counts = new Map<string, number>();
	for (const name of names) {
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	return [...counts]
		.toSorted(([, a], [, b]) => b - a)
		.map(([name, count]) => ({group: 'scheduler', label: name, count, term: `sched=${name}`}));
};
