import {forwarding} from '../../model/destination.ts';
import {endpointText, matchKey} from '../../model/service.ts';
import {seen, unseen, type Pitfall} from '../../doctor/evidence.ts';
import type {Director} from '../../host/gather.ts';
import {rulesOf, type ChangeRoll} from '../../model/change-roll.ts';
import {wordsOf} from '../../ipvsadm/rules-line.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import type {Change} from '../../model/change.ts';
import type {Configuration} from '../../plan/configuration.ts';
import {wantedBy} from '../words/converge.ts';
import {openInput, readingProblem} from '../words/input.ts';
import {readRules} from '../words/rules-file.ts';
import type {WordCall} from '../words/word.ts';

/** What a rules file makes of an empty table, or what is wrong with the file. */
export const fileFacts = async (
	path: string,
	call: Pick<WordCall, 'input' | 'names'>,
): Promise<Director | readonly string[]> => {
	const chunks: Uint8Array[] = [];
	try {
		for await (const chunk of openInput(path, call)) {
			// The next one may come in the same memory.
			chunks.push(new Uint8Array(chunk));
		}
	} catch (error) {
		return [readingProblem(path, error)];
	}
	const found = await readRules('-', {...call, input: pieces(chunks)});
	if (found.kind === 'problems') {
		return found.problems;
	}
	const wanted = wantedBy(found.rules);
	if ('services' in wanted) {
		const lines = Buffer.concat(chunks).toString().split('\n');
		return directorOf(wanted, pitfalls(found.rules, lines));
	}
	return wanted;
};

async function* pieces(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
	yield* chunks;
}

const directorOf = ({services, daemons}: Configuration, found: readonly Pitfall[]): Director => ({
	source: 'file',
	ipvs: unseen('a file is no director'),
	services: seen(
		[...services.values()].map(({service, destinations}) => ({
			service,
			servers: [...destinations.values()].map(destination => ({
				destination,
				active: 0,
				inactive: 0,
				packets: undefined,
			})),
		})),
	),
	isDetailed: true,
	daemons: seen(daemons ?? []),
	pitfalls: found,
});

type ServerChange = Change & {readonly kind: 'add-destination' | 'edit-destination'};

/** Lines that ipvsadm takes without a word, and that do something else than their writer may think. */
const pitfalls = (rules: ChangeRoll, lines: readonly string[]): readonly Pitfall[] => {
	const methods = new Map<string, number>();
	return [...rulesOf(rules)].flatMap(({line, change}): readonly Pitfall[] => {
		if (change.kind !== 'add-destination' && change.kind !== 'edit-destination') {
			return [];
		}
		const words = wordsOf(lines[line - 1] ?? '');
		const key = `${matchKey(change.match)} ${endpointText(change.destination.address, change.destination.port)}`;
		const before = methods.get(key);
		methods.set(key, change.destination.method);
		return [...otherPort(line, words, change), ...otherMethod(line, before, change)];
	});
};

/** ipvsadm puts the service's port in place of the one that was given. */
const otherPort = (
	line: number,
	words: readonly string[],
	change: ServerChange,
): readonly Pitfall[] => {
	const {destination} = change;
	const given = portGiven(words);
	return destination.method === forwarding.masquerading ||
		given === undefined ||
		given === destination.port
		? []
		: [
				{
					line,
					severity: 'fail',
					evidence: `port ${given} of the real server is not used: without masquerading (-m) packets arrive on port ${destination.port === 0 ? 'the client asked for' : destination.port}`,
					fix: [
						`# if the server listens on ${given}, the line must be:`,
						masqueraded(change, given),
					],
				},
			];
};

const masqueraded = (change: ServerChange, port: number): string =>
	changeLine({
		...change,
		destination: {...change.destination, port, method: forwarding.masquerading},
	});

const portGiven = (words: readonly string[]): number | undefined => {
	for (const [at, word] of words.entries()) {
		const [, joined] = /^(?:-r|--real-server=)(.+)$/.exec(word) ?? [];
		const value = joined ?? (word === '-r' || word === '--real-server' ? words[at + 1] : undefined);
		const [, port] = /:(\d+)$/.exec(value ?? '') ?? [];
		// Of an IPv6 address without brackets the end is no port.
		if (port !== undefined && (value?.includes(']') === true || value?.split(':').length === 2)) {
			return Number(port);
		}
	}
	return undefined;
};

/** `-e … -w 0` without -m. */
const otherMethod = (
	line: number,
	before: number | undefined,
	change: ServerChange,
): readonly Pitfall[] =>
	change.kind === 'edit-destination' &&
	before === forwarding.masquerading &&
	change.destination.method === forwarding.directRouting
		? [
				{
					line,
					severity: 'warn',
					evidence: 'turns masquerading into direct routing: an edit without -m does',
					fix: [masqueraded(change, change.destination.port)],
				},
			]
		: [];
