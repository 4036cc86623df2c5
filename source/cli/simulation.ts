import type {Client} from '../client/client.ts';
import {errnoText} from '../ipvsadm/kernel-error.ts';
import {sortedServices} from '../ipvsadm/order.ts';
import {changeLine} from '../ipvsadm/unparse.ts';
import type {Change} from '../model/change.ts';
import {rulesOf} from '../model/change-roll.ts';
import type {Timeouts} from '../model/director.ts';
import {failureSentence} from '../model/failure-sentence.ts';
import {matchKey, type Match} from '../model/service.ts';
import {serviceKeyAt, type Table} from '../model/table.ts';
import {configurationOf, type Configuration} from '../plan/configuration.ts';
import {assumedArrivals} from '../simulate/measured.ts';
import {simulate, type Outcome} from '../simulate/simulate.ts';
import {obstacleText} from './words/obstacle-text.ts';
import {readOptions, type WordOptions} from './words/read-options.ts';
import {readRules} from './words/rules-file.ts';
import {kernelName, openSource, type Source} from './words/simulate-source.ts';
import {simulationText} from './words/simulate-text.ts';
import {refuse, usageError, withDirector} from './words/with-director.ts';
import type {Word, WordCall} from './words/word.ts';

/** The word simulate: says what changes would do to the traffic that there is. Nothing is changed. It has the engine in it, which the other words need not load. */
export const runSimulate: Word = async call => {
	const read = readOptions('simulate', call.argv);
	const wanted = typeof read === 'string' ? read : await wantedOf(read, call);
	if (typeof wanted === 'string') {
		return refuse(call, wanted);
	}
	const source = await openSource(wanted.from, call);
	if (!('open' in source)) {
		call.stderr(`ipvs-tui: ${source.join('\n')}\n`);
		return usageError;
	}
	return withDirector({...call, open: source.open}, async client => {
		const director = await readDirector(client);
		if (typeof director === 'string') {
			return refuse(call, director);
		}
		const given = ratesOf(wanted.rates, director.configuration, wanted.changes);
		return typeof given === 'string'
			? refuse(call, given)
			: report(call, {source, wanted, given, ...director});
	});
};

type Wanted = {
	readonly from: string;
	readonly changes: readonly Change[];
	readonly rates: readonly string[];
	readonly seeds: number;
	readonly seconds: number;
	readonly isJson: boolean;
};

const wantedOf = async ({given, all}: WordOptions, call: WordCall): Promise<Wanted | string> => {
	const seeds = numberIn(given.get('seeds') ?? '5');
	if (!(Number.isInteger(seeds) && seeds >= 1 && seeds <= mostSeeds)) {
		return `--seeds takes a whole number from 1 to ${mostSeeds}`;
	}
	const seconds = numberIn(given.get('for') ?? '300');
	if (!(seconds >= 1 && seconds <= day)) {
		return `--for takes seconds, from 1 to ${day}`;
	}
	const changes = await changesIn(all.get('change') ?? [], call);
	return typeof changes === 'string'
		? changes
		: {
				from: given.get('from') ?? kernelName,
				changes,
				rates: all.get('rate') ?? [],
				seeds,
				seconds,
				isJson: given.has('json'),
			};
};

const mostSeeds = 100;
const day = 86_400;

const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

const changesIn = async (
	lines: readonly string[],
	call: WordCall,
): Promise<readonly Change[] | string> => {
	const changes: Change[] = [];
	for (const line of lines) {
		// oxlint-disable-next-line no-await-in-loop -- names of one line are looked up before those of the next
		const found = await readRules('-', {...call, input: once(line)});
		const [problem] = found.problems;
		if (problem !== undefined) {
			return `--change: ${problem.text.replace(' and has no place in a rules file', '')}`;
		}
		const read = Array.from(rulesOf(found.rules), ({change}) => change);
		if (read.length === 0) {
			return '--change takes a command of ipvsadm, such as "-e -t 192.0.2.1:80 -r 198.51.100.1 -m -w 0"';
		}
		changes.push(...read);
	}
	return changes;
};

async function* once(line: string): AsyncGenerator<Uint8Array> {
	yield Buffer.from(`${line}\n`);
}

type Director = {
	readonly table: Table;
	readonly timeouts: Timeouts;
	readonly configuration: Configuration;
};

const readDirector = async (client: Client): Promise<Director | string> => {
	const table = await client.table('dump');
	const timeouts = await client.timeouts();
	const daemons = await client.daemons();
	if (!table.ok) {
		return failureSentence(table.failure);
	}
	if (!timeouts.ok) {
		return failureSentence(timeouts.failure);
	}
	const {services} = configurationOf(table.value);
	return {
		table: table.value,
		timeouts: timeouts.value,
		configuration: {
			timeouts: timeouts.value,
			daemons: daemons.ok ? daemons.value : undefined,
			services: new Map(
				Array.from(sortedServices(table.value.services), row => {
					const key = serviceKeyAt(table.value.services, row);
					return [key, services.get(key)!];
				}),
			),
		},
	};
};

/** `SERVICE=CPS`, the service as its line in the output begins, or without the protocol. */
const ratesOf = (
	texts: readonly string[],
	{services}: Configuration,
	changes: readonly Change[],
): ReadonlyMap<string, number> | string => {
	const known = [...services.keys(), ...additions(changes).map(matchKey)];
	const rates = new Map<string, number>();
	for (const text of texts) {
		const [, name = '', number = ''] = /^\s*(.*?)\s*=\s*([^=]*)$/.exec(text) ?? [];
		const rate = numberIn(number);
		if (name === '' || !(rate >= 0 && rate <= mostRate)) {
			return `--rate takes a service and its connections a second, such as 192.0.2.1:80=25, not ${text}`;
		}
		const wanted = name.toLowerCase();
		const meant = known.filter(key => key === wanted || withoutProtocol(key) === wanted);
		const [key] = meant;
		if (key === undefined) {
			return `--rate: there is no service ${name}; ${known.length === 0 ? 'there are none' : `there are ${listed(known)}`}`;
		}
		if (meant.length > 1) {
			return `--rate: ${name} is more than one service: ${meant.join(', ')}; write the protocol too`;
		}
		rates.set(key, rate);
	}
	return rates;
};

const mostRate = 1_000_000;

const withoutProtocol = (key: string): string => key.replace(/^\S+ /, '');

const listed = (names: readonly string[]): string => {
	const more = names.length - mostListed;
	return names.slice(0, mostListed).join(', ') + (more > 0 ? ` and ${more} more` : '');
};

const mostListed = 5;

const additions = (changes: readonly Change[]): readonly Match[] =>
	changes.flatMap(change => (change.kind === 'add-service' ? change.service.match : []));

type Question = Director & {
	readonly source: Source;
	readonly wanted: Wanted;
	readonly given: ReadonlyMap<string, number>;
};

const report = async (
	call: WordCall,
	{source, wanted, given, table, timeouts, configuration}: Question,
): Promise<number> => {
	const {changes, seeds, seconds} = wanted;
	const arrivals = new Map(source.arrivalsOf(table, {timeouts, given}));
	for (const match of additions(changes)) {
		const key = matchKey(match);
		if (!arrivals.has(key)) {
			arrivals.set(key, assumedArrivals(match, given.get(key)));
		}
	}
	const outcome = simulate(configuration, arrivals, changes, {
		seeds,
		seconds,
		start: source.start,
		expiresQuiescent: await source.expiresQuiescent(),
	});
	if (outcome.kind === 'impossible') {
		return refuse(call, obstacleOf(outcome, changes));
	}
	const {kind: _, ...simulation} = outcome;
	call.stdout(
		wanted.isJson
			? `${JSON.stringify(simulation)}\n`
			: simulationText(simulation, {
					before: configuration,
					changes,
					state: source.state,
				}),
	);
	return 0;
};

const obstacleOf = (
	{at, why}: Outcome & {readonly kind: 'impossible'},
	changes: readonly Change[],
): string => {
	const change = changes[at];
	if (change === undefined) {
		return 'this table has a scheduler or a server that cannot be simulated';
	}
	const reason =
		why.kind === 'obstacle' ? obstacleText(why.obstacle) : errnoText(why.errno, change.kind);
	return `--change: ${reason}: ${changeLine(change)}`;
};
