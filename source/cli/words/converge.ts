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
import {checkRules} from './check-rules.ts';
import {readRules} from './rules-file.ts';
import {strangeNamesIn} from './strange-names.ts';
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

@param isCarriedOut - whether the kernel is asked in the end, which knows its schedulers best
@param work - gets the differing steps, and returns the exit code
*/
export const withDifference = async (
	path: string | undefined,
	{call, isCarriedOut}: {readonly call: WordCall; readonly isCarriedOut: boolean},
	work: (steps: Steps, circumstances: Circumstances) => Promise<number>,
): Promise<number> => {
	if (path === undefined) {
		return refuse(call, 'a file with rules is needed, or - for standard input');
	}
	const found = await readRules(path, call);
	const {rules} = found;
	const problems = checkRules(found, {
		start: 'empty',
		strangeName: isCarriedOut ? undefined : await strangeNamesIn(rules, call),
	});
	if (problems.length > 0) {
		call.stderr(`${problems.join('\n')}\nnothing was changed\n`);
		return usageError;
	}
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
		return work(
			{before: before.value, changes: difference(before.value, wantedBy(rules))},
			{client, call},
		);
	});
};

/** A change with a sign before it: `+` for what is new, `-` for what goes, `~` for what becomes different. */
export const stepLine = (change: Change): string => `${signs[change.kind]} ${changeLine(change)}\n`;

/** What rules that have no problems make of an empty table. */
export const wantedBy = (rules: ChangeRoll): Configuration => {
	const ledger = openLedger(emptyConfiguration);
	for (const {change} of rulesOf(rules)) {
		ledger.enter(change);
	}
	return ledger.now;
};
