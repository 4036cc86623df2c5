import {stepLine, withDifference} from './converge.ts';
import {readOptions} from './read-options.ts';
import {refuse} from './with-director.ts';
import type {Word} from './word.ts';

/** Prints what apply would do. Like diff: 0 when nothing differs, 1 when something does, 2 for trouble. */
export const runDiff: Word = async call => {
	const read = readOptions('diff', call.argv);
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	return withDifference(read.operands[0], {call, isCarriedOut: false}, async ({changes}) => {
		call.stdout(changes.map(stepLine).join(''));
		return changes.length === 0 ? 0 : 1;
	});
};
