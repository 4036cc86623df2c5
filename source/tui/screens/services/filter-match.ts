import {familyNumber} from '../../../model/address.ts';
import {serviceFlag} from '../../../model/service.ts';
import {rate} from '../../../sampler/rates.ts';
import {checkWords} from '../../view/checks.ts';
import {destinationRate, serviceRate, type Facts} from '../../view/facts.ts';
import {forwardName} from '../../view/names.ts';
import {shareAt} from '../../view/share.ts';
import {rowTags, serverStates, serviceStates} from '../../view/states.ts';
import {isInside} from '../../filter/grammar.ts';
import type {Condition, NumberField, Term, WordField} from './filter.ts';
import {textTest} from './filter-text.ts';
import type {Matching, Test} from './matching.ts';
import {itemText} from './item.ts';
import {isForeign, isNew, type Timeline} from './timeline.ts';

/** The rows that all terms let through. A server is found by its own words and by those of its service. */
export const matchingRows = (
	facts: Facts,
	terms: readonly Term[],
	timeline: Timeline,
): Matching => {
	const {services, destinations} = facts.sample.table;
	const {serviceOf} = facts.sample.structure;
	const matching = {
		services: new Uint8Array(services.count).fill(1),
		destinations: new Uint8Array(destinations.count).fill(1),
	};
	for (const {any, isWanted} of terms) {
		const {service, destination} = anyOf(any.map(condition => testOf(condition, facts, timeline)));
		for (let row = 0; row < services.count; row += 1) {
			if (matching.services[row] === 1) {
				matching.services[row] = service(row) === isWanted ? 1 : 0;
			}
		}
		for (let row = 0; row < destinations.count; row += 1) {
			if (matching.destinations[row] === 1) {
				const isMatch = destination(row, serviceOf[row] ?? 0);
				matching.destinations[row] = isMatch === isWanted ? 1 : 0;
			}
		}
	}
	return matching;
};

const anyOf = (tests: readonly Test[]): Test => {
	const [first, ...others] = tests;
	if (first !== undefined && others.length === 0) {
		return first;
	}
	return {
		service: row => {
			const answers = tests.map(test => test.service(row)).filter(answer => answer !== undefined);
			return answers.length === 0 ? undefined : answers.includes(true);
		},
		destination: (row, service) => tests.some(test => test.destination(row, service)),
	};
};

const testOf = (condition: Condition, facts: Facts, timeline: Timeline): Test => {
	switch (condition.kind) {
		case 'text':
			return textTest(condition, facts);
		case 'number':
			return numberTest(condition.field, condition.test, facts);
		case 'word':
			return wordTest(condition.field, condition.test, {facts, timeline});
		case 'network':
			return networkTest(condition, facts);
	}
};

const numberTest = (field: NumberField, test: (value: number) => boolean, facts: Facts): Test => {
	const {services, destinations} = facts.sample.table;
	const both = (service: (row: number) => number, destination: (row: number) => number): Test => ({
		service: row => test(service(row)),
		destination: row => test(destination(row)),
	});
	const ofServers = (value: (row: number) => number): Test => ({
		service: () => undefined,
		destination: row => test(value(row)),
	});
	switch (field) {
		case 'w':
			return ofServers(row => destinations.weight[row] ?? 0);
		case 'share':
			return ofServers(row => Math.round(shareAt(facts, row) * 100));
		case 'act':
			return both(
				row => facts.active[row] ?? 0,
				row => destinations.active[row] ?? 0,
			);
		case 'inact':
			return both(
				row => facts.inactive[row] ?? 0,
				row => destinations.inactive[row] ?? 0,
			);
		case 'cps':
			return both(
				row => serviceRate(facts, row, rate.connections),
				row => destinationRate(facts, row, rate.connections),
			);
		case 'bps':
			return both(
				row => 8 * (serviceRate(facts, row, rate.inBytes) + serviceRate(facts, row, rate.outBytes)),
				row =>
					8 *
					(destinationRate(facts, row, rate.inBytes) + destinationRate(facts, row, rate.outBytes)),
			);
		case 'port':
			return {
				service: row => test(services.port[row] ?? 0),
				destination: (row, service) =>
					test(destinations.port[row] ?? 0) || test(services.port[service] ?? 0),
			};
		case 'persist': {
			const seconds = (row: number): number =>
				(services.flags[row] ?? 0) & serviceFlag.persistent ? (services.timeout[row] ?? 0) : 0;
			return {
				service: row => test(seconds(row)),
				destination: (_, service) => test(seconds(service)),
			};
		}
	}
};

type Around = {readonly facts: Facts; readonly timeline: Timeline};

const wordTest = (
	field: WordField,
	test: (word: string) => boolean,
	{facts, timeline}: Around,
): Test => {
	const {sample} = facts;
	const {services, destinations} = sample.table;
	const {serviceKeys, destinationKey, serviceOf} = sample.structure;
	const ofService = (value: (row: number) => string): Test => ({
		service: row => test(value(row)),
		destination: (_, service) => test(value(service)),
	});
	switch (field) {
		case 'proto':
			return ofService(row => {
				const word = serviceKeys[row]?.split(' ', 1)[0] ?? '';
				return word === 'fwmark' ? 'fwm' : word;
			});
		case 'sched':
			return ofService(row => services.scheduler[row] ?? '');
		case 'mark':
			return ofService(row => String(services.mark[row] ?? 0));
		case 'vip':
			return ofService(row => serviceKeys[row] ?? '');
		case 'rs':
			return {service: () => undefined, destination: row => test(destinationKey(row))};
		case 'fwd':
			return {
				service: () => undefined,
				destination: row => test(forwardName(destinations.method[row] ?? 0).toLowerCase()),
			};
		case 'check':
			return {
				service: () => undefined,
				destination: row => checkWords(facts, row).some(test),
			};
		case 'state':
			return {
				service: row =>
					test(serviceStates[facts.serviceState[row] ?? 0]?.name ?? '') ||
					tagsOf(timeline, serviceKeys[row] ?? '').some(test),
				destination: (row, service) => {
					const name = serverStates[facts.destinationState[row] ?? 0]?.name ?? '';
					return (
						test(name) ||
						// A hot server serves.
						(name === 'hot' && test('serving')) ||
						(timeline.isQuiet
							? false
							: tagsOf(
									timeline,
									itemText({
										service: serviceKeys[serviceOf[row] ?? service] ?? '',
										destination: destinationKey(row),
									}),
								).some(test))
					);
				},
			};
	}
};

const tagsOf = (timeline: Timeline, item: string): readonly string[] => [
	...(isNew(timeline, item) ? [rowTags.new.word] : []),
	...(isForeign(timeline, item) ? [rowTags.foreign.word] : []),
];

const networkTest = (
	{field, network, isWanted}: Condition & {kind: 'network'},
	{sample: {table}}: Facts,
): Test => {
	const inside = ({family, address, port}: typeof table.services | typeof table.destinations) => {
		const wanted = network.bytes.length === 4 ? familyNumber.ipv4 : familyNumber.ipv6;
		return (row: number): boolean =>
			family[row] === wanted &&
			(isInside(network, address, row * 16) &&
				(network.port === undefined || network.port === port[row])) === isWanted;
	};
	if (field === 'rs') {
		return {service: () => undefined, destination: inside(table.destinations)};
	}
	const isIn = inside(table.services);
	return {
		service: row => ((table.services.mark[row] ?? 0) === 0 ? isIn(row) : !isWanted),
		destination: (_, service) => isIn(service),
	};
};
