import type {Client} from '../../client/client.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import type {Configuration} from '../../plan/configuration.ts';
import type {Outcome} from '../../plan/run.ts';
import {carryOut, counted, readConfiguration, refusalText} from './carry-out.ts';
import {contradictions} from './contradictions.ts';
import {readOptions} from './read-options.ts';
import {rollBack} from './roll-back.ts';
import {readRules, type Rule} from './rules-file.ts';
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
	const problems =
		found.kind === 'problems' ? found.problems : isDryRun ? contradictions(found.rules) : [];
	if (problems.length > 0 || found.kind === 'problems') {
		call.stderr(`${problems.join('\n')}\nnothing was changed\n`);
		return usageError;
	}
	if (isDryRun) {
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
	rules: readonly Rule[],
	{client, call, mayRollBack}: Circumstances,
): Promise<number> => {
	const changes = rules.map(({change}) => change);
	const before = await readConfiguration(client, mayRollBack ? 'dump' : 'text', changes);
	if (!before.ok) {
		return refuse(call, failureSentence(before.failure));
	}
	const outcome = await carryOut(changes, before.value, {client, call});
	if (outcome.refused.length + outcome.unknown.length === 0) {
		return 0;
	}
	report(rules, outcome, call);
	if (mayRollBack) {
		await undo(rules, outcome, {client, call, before: before.value});
	}
	return refusedByKernel;
};

const report = (rules: readonly Rule[], outcome: Outcome, {stderr}: WordCall): void => {
	for (const {index, failure} of [...outcome.refused, ...outcome.unknown]) {
		const rule = rules[index];
		if (rule !== undefined) {
			stderr(`line ${rule.line}: ${refusalText(rule.change, failure)}\n`);
		}
	}
	const applied = outcome.applied.map(index => rules[index]?.line ?? 0);
	const left = rules.slice(outcome.sent).map(({line}) => line);
	const parts = [
		`${applied.length} applied${linesText(applied)}`,
		`${outcome.refused.length} refused`,
		`${left.length} not sent${linesText(left)}`,
	];
	if (outcome.unknown.length > 0) {
		parts.push(`${outcome.unknown.length} without an answer: perhaps applied, perhaps not`);
	}
	stderr(`${parts.join(', ')}\n`);
};

const undo = async (
	rules: readonly Rule[],
	outcome: Outcome,
	circumstances: {client: Client; call: WordCall; before: Configuration},
): Promise<void> => {
	const done = outcome.applied.flatMap(index => {
		const rule = rules[index];
		return rule === undefined ? [] : [rule.change];
	});
	await rollBack(done, circumstances);
};

/** ` (line 4)`, ` (lines 4 to 7)`; lines between them say nothing or were refused. */
const linesText = (lines: readonly number[]): string => {
	const [first] = lines;
	const last = lines.at(-1);
	if (first === undefined || last === undefined) {
		return '';
	}
	return first === last ? ` (line ${first})` : ` (lines ${first} to ${last})`;
};

const refusedByKernel = 1;
