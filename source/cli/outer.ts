import {openWanted} from './open.ts';
import type {SubcommandName} from './own-options.ts';
import {writerTo} from './output.ts';
import type {WordRoute} from './route.ts';
import {words} from './words/table.ts';
import type {Word} from './words/word.ts';

/** Runs a command line of our own, around ipvsadm's. Returns the exit code. */
export const runOuter = async ({word, wanted, argv}: WordRoute): Promise<number> => {
	const known: Readonly<Partial<Record<SubcommandName, Word>>> = words;
	const run = known[word];
	const call = {
		argv,
		wanted,
		open: async () => openWanted(wanted),
		stdout: writerTo(1),
		stderr: writerTo(2),
	};
	return run === undefined ? words.tui({...call, argv: [word, ...argv]}) : run(call);
};
