import type {Client} from '../../client/client.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import type {Change} from '../../model/change.ts';
import {rulesOf, type ChangeRoll} from '../../model/change-roll.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import {emptyConfiguration, type Configuration} from '../../plan/configuration.ts';
import {difference} from '../../plan/difference.ts';
import {openLedger} from '../../plan/ledger.ts';
import {signs} from '../../plan/signs.ts';
import {readConfiguration} from './carry-out.ts';
import {obstacleText} from './obstacle-text.ts';
import {readRules} from './rules-file.ts';
import {refuse, usageError, withDirector} from './with-director.ts';
import type {WordCall} from './word.ts';

/** What is to be done so that a director becomes what a file says. */
export type Steps = {
	readonly before: Configuration;
	readonly changes: readonly Change[];
};

type Circumstances = {readonly client: Client; readonly call: WordCall};

/**
Reads a rules file as the description of a whole table, and works on what differs from the table that runs.

@param work - gets the differing steps, and returns the exit code
*/
export const withDifference = async (
	path: string | undefined,
	call: WordCall,
	work: (steps: Steps, circumstances: Circumstances) => Promise<number>,
): Promise<number> => {
	if (path === undefined) {
		return refuse(call, 'a file with rules is needed, or - for standard input');
	}
	const found = await readRules(path, call);
	const wanted = found.kind === 'problems' ? found.problems : wantedBy(found.rules);
	if (isProblems(wanted)) {
		call.stderr(`${wanted.join('\n')}\nnothing was changed\n`);
		return usageError;
	}
	const rules = found.kind === 'rules' ? found.rules : [];
	return withDirector(call, async client => {
		const before = await readConfiguration(client, 'dump', rules);
		if (!before.ok) {
			return refuse(call, failureSentence(before.failure));
		}
		if (rules.length === 0 && before.value.services.size > 0) {
			return refuse(
				call,
				`${path === '-' ? 'standard input' : path} has no commands in it; a line -C says that the table shall be empty`,
			);
		}
		return work({before: before.value, changes: difference(before.value, wanted)}, {client, call});
	});
};

/** A change with a sign before it: `+` for what is new, `-` for what goes, `~` for what becomes different. */
export const stepLine = (change: Change): string => `${signs[change.kind]} ${changeLine(change)}\n`;

/** What the rules make of an empty table, or what is wrong with them. */
export const wantedBy = (rules: ChangeRoll): Configuration | readonly string[] => {
	const ledger = openLedger(emptyConfiguration);
	const problems: string[] = [];
	for (const {line, change} of rulesOf(rules)) {
		if (change.kind === 'zero') {
			problems.push(
				`line ${line}: counters are not part of what a table shall be: ${changeLine(change)}`,
			);
			continue;
		}
		const obstacle = ledger.enter(change);
		if (obstacle !== undefined) {
			problems.push(`line ${line}: ${obstacleText(obstacle)}: ${changeLine(change)}`);
		}
	}
	return problems.length === 0 ? ledger.now : problems;
};

const isProblems = (wanted: Configuration | readonly string[]): wanted is readonly string[] =>
	Array.isArray(wanted);
