import type {Client} from '../../client/client.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import type {Configuration} from '../../plan/configuration.ts';
import {lineAt, type ChangeRoll} from '../../model/change-roll.ts';
import {appliedOf, type Outcome} from '../../plan/run.ts';
import {carryOut, counted, readConfiguration, refusalText} from './carry-out.ts';
import {checkRules} from './check-rules.ts';
import {readOptions} from './read-options.ts';
import {rollBack} from './roll-back.ts';
import {readRules} from './rules-file.ts';
import {strangeNamesIn} from './strange-names.ts';
import {refuse, usageError, withDirector} from './with-director.ts';
import type {Word, WordCall} from './word.ts';

/** Applies the rules on standard input, after all of them have been read and understood. */
export const runRestore: Word = async call => {
	const read = readOptions('restore', call.argv);
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	const found = await readRules('-', call);
	const isDryRun = read.given.has('dry-run');
	const problems = checkRules(found, {
		start: 'unknown',
		strangeName: isDryRun ? await strangeNamesIn(found.rules, call) : undefined,
	});
	if (problems.length > 0) {
		call.stderr(`${problems.join('\n')}\nnothing was changed\n`);
		return usageError;
	}
	if (isDryRun) {
		call.stderr(found.pitfalls.map(({line, evidence}) => `line ${line}: ${evidence}\n`).join(''));
		call.stdout(
			`${counted(found.rules.length, 'command')}, no problem found; nothing was changed\n`,
		);
		return 0;
	}
	return withDirector(call, async client =>
		restore(found.rules, {client, call, mayRollBack: read.given.has('rollback')}),
	);
};

type Circumstances = {
	readonly client: Client;
	readonly call: WordCall;
	readonly mayRollBack: boolean;
};

const restore = async (
	rules: ChangeRoll,
	{client, call, mayRollBack}: Circumstances,
): Promise<number> => {
	const before = await readConfiguration(client, mayRollBack ? 'dump' : 'text', rules);
	if (!before.ok) {
		return refuse(call, failureSentence(before.failure));
	}
	const outcome = await carryOut(rules, before.value, {client, call});
	if (outcome.refused.length + outcome.unknown.length === 0) {
		return 0;
	}
	report(rules, outcome, call);
	if (mayRollBack) {
		await undo(rules, outcome, {client, call, before: before.value});
	}
	return refusedByKernel;
};

const report = (rules: ChangeRoll, outcome: Outcome, {stderr}: WordCall): void => {
	for (const {index, failure} of [...outcome.refused, ...outcome.unknown]) {
		const change = rules.at(index);
		if (change !== undefined) {
			stderr(`line ${lineAt(rules, index)}: ${refusalText(change, failure)}\n`);
		}
	}
	const applied = appliedOf(outcome);
	const left = rules.length - outcome.sent;
	const parts = [
		`${applied.length} applied${linesText(rules, applied[0], applied.at(-1))}`,
		`${outcome.refused.length} refused`,
		`${left} not sent${left === 0 ? '' : linesText(rules, outcome.sent, rules.length - 1)}`,
	];
	if (outcome.unknown.length > 0) {
		parts.push(`${outcome.unknown.length} without an answer: perhaps applied, perhaps not`);
	}
	stderr(`${parts.join(', ')}\n`);
};

const undo = async (
	rules: ChangeRoll,
	outcome: Outcome,
	circumstances: {client: Client; call: WordCall; before: Configuration},
): Promise<void> => {
	const done = appliedOf(outcome).flatMap(index => rules.at(index) ?? []);
	await rollBack(done, circumstances);
};

/** ` (line 4)`, ` (lines 4 to 7)`; lines between them say nothing or were refused. */
const linesText = (
	rules: ChangeRoll,
	first: number | undefined,
	last: number | undefined,
): string => {
	if (first === undefined || last === undefined) {
		return '';
	}
	const [from, to] = [lineAt(rules, first), lineAt(rules, last)];
	return from === to ? ` (line ${from})` : ` (lines ${from} to ${to})`;
};

const refusedByKernel = 1;
