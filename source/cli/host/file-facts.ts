import {forwarding} from '../../model/destination.ts';
import {endpointText, matchKey} from '../../model/service.ts';
import {seen, unseen, type Pitfall} from '../../doctor/evidence.ts';
import type {Director} from '../../host/gather.ts';
import {rulesOf} from '../../model/change-roll.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import type {Change} from '../../model/change.ts';
import type {Configuration} from '../../plan/configuration.ts';
import {checkRules} from '../words/check-rules.ts';
import {wantedBy} from '../words/converge.ts';
import {readRules, type RulesRead} from '../words/rules-file.ts';
import type {WordCall} from '../words/word.ts';

/** What a rules file makes of an empty table, or what is wrong with the file. */
export const fileFacts = async (
	path: string,
	call: Pick<WordCall, 'input' | 'names'>,
): Promise<Director | readonly string[]> => {
	const found = await readRules(path, call);
	const problems = checkRules(found, {start: 'empty'});
	return problems.length === 0 ? directorOf(wantedBy(found.rules), pitfallsOf(found)) : problems;
};

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

/** Lines that ipvsadm takes without a word, and that do something else than their writer may think. */
const pitfallsOf = ({rules, pitfalls}: RulesRead): readonly Pitfall[] => {
	const methods = new Map<string, number>();
	const edits = [...rulesOf(rules)].flatMap(({line, change}): readonly Pitfall[] => {
		if (change.kind !== 'add-destination' && change.kind !== 'edit-destination') {
			return [];
		}
		const key = `${matchKey(change.match)} ${endpointText(change.destination.address, change.destination.port)}`;
		const before = methods.get(key);
		methods.set(key, change.destination.method);
		return otherMethod(line, before, change);
	});
	return [...pitfalls, ...edits].toSorted((one, other) => one.line - other.line);
};

type ServerChange = Change & {readonly kind: 'add-destination' | 'edit-destination'};

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
					fix: [
						changeLine({
							...change,
							destination: {...change.destination, method: forwarding.masquerading},
						}),
					],
				},
			]
		: [];
