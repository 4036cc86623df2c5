import type {Change} from '../../model/change.ts';
import {appliedOf, type Outcome} from '../../plan/run.ts';
import {carryOut, refusalText} from './carry-out.ts';
import {stepLine, withDifference} from './converge.ts';
import {readOptions} from './read-options.ts';
import {refuse} from './with-director.ts';
import type {Word, WordCall} from './word.ts';

/** Makes the table what a file says, by changing what differs and nothing else. */
export const runApply: Word = async call => {
	const read = readOptions('apply', call.argv);
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	const isCarriedOut = !read.given.has('dry-run');
	return withDifference(
		read.operands[0],
		{call, isCarriedOut},
		async ({changes, before}, circumstances) => {
			if (!isCarriedOut) {
				call.stdout(changes.map(stepLine).join(''));
				return 0;
			}
			const outcome = await carryOut(changes, before, circumstances);
			if (outcome.refused.length + outcome.unknown.length === 0) {
				return 0;
			}
			report(changes, outcome, call);
			return refusedByKernel;
		},
	);
};

const report = (changes: readonly Change[], outcome: Outcome, {stderr}: WordCall): void => {
	const {refused, unknown, sent} = outcome;
	const applied = appliedOf(outcome);
	const steps = (indices: readonly number[]): readonly Change[] =>
		indices.flatMap(index => changes[index] ?? []);
	for (const {index, failure} of [...refused, ...unknown]) {
		const change = changes[index];
		if (change !== undefined) {
			stderr(`${refusalText(change, failure)}\n`);
		}
	}
	const left = changes.slice(sent);
	stderr(`${applied.length} done, ${refused.length} refused, ${left.length} not done\n`);
	stderr(listed('done', steps(applied)) + listed('not done', left));
	stderr(listed('perhaps done', steps(unknown.map(({index}) => index))));
};

const listed = (word: string, changes: readonly Change[]): string => {
	const lines = changes.slice(0, mostLines).map(change => `${word}: ${stepLine(change)}`);
	const more = changes.length - lines.length;
	return more > 0 ? `${lines.join('')}${word}: … and ${more} more\n` : lines.join('');
};

/** All that a person will look through. */
const mostLines = 100;
const refusedByKernel = 1;
