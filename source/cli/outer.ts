import {openWanted} from './open.ts';
import {writerTo} from './output.ts';
import type {WordRoute} from './route.ts';
import {words} from './words/table.ts';

/** Runs a command line of our own, around ipvsadm's. Returns the exit code. */
export const runOuter = async ({word, wanted, argv}: WordRoute): Promise<number> => {
	const call = {
		argv,
		wanted,
		open: async () => openWanted(wanted),
		stdout: writerTo(1),
		stderr: writerTo(2),
	};
	const asksForHelp = argv.some(argument => argument === '--help' || argument === '-h');
	return asksForHelp && word !== 'tui'
		? words.tui({...call, argv: ['help', word]})
		: words[word](call);
};
