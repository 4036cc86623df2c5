import {standardInput} from '../ipvsadm/input.ts';
import {openNames} from '../ipvsadm/names.ts';
import {readOptions} from './read-options.ts';
import {applyRules, readRules} from './rules-file.ts';
import {refuse, usageError, withDirector} from './with-director.ts';
import type {Word} from './word.ts';

/** Applies the rules on standard input, after all of them have been read and understood. */
export const runRestore: Word = async call => {
	const read = readOptions('restore', call.argv);
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	if (read.operands.length > 0) {
		return refuse(call, `restore takes no arguments, but got ${read.operands.join(' ')}`);
	}
	const found = await readRules(call.input ?? standardInput(), {
		program: 'ipvs-tui',
		names: call.names ?? openNames(),
	});
	if (found.kind === 'problems') {
		call.stderr(`${found.problems.join('\n')}\nnothing was changed\n`);
		return usageError;
	}
	return withDirector(call, async client => applyRules(found.rules, {client, stderr: call.stderr}));
};
