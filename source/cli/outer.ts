import {openWanted} from './open.ts';
import type {Write} from './output.ts';
import type {WordRoute} from './route.ts';
import {words} from './words/table.ts';

/** Runs a command line of our own, around ipvsadm's. Returns the exit code. */
export const runOuter = async (
	{word, wanted, argv}: WordRoute,
	{stdout, stderr}: {readonly stdout: Write; readonly stderr: Write},
): Promise<number> => {
	const call = {
		argv,
		wanted,
		open: async () => openWanted(wanted),
		stdout,
		stderr,
	};
	const asksForHelp = argv.some(argument => argument === '--help' || argument === '-h');
	return asksForHelp && word !== 'tui'
		? words.tui({...call, argv: ['help', word]})
		: words[word](call);
};
