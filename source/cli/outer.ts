import {openWanted, openWantedHere} from './open.ts';
import type {Write} from './output.ts';
import type {WordName, WordRoute} from './route.ts';
import {words} from './words/table.ts';
import type {WordCall} from './words/word.ts';

/** Runs a command line of our own, around ipvsadm's. Returns the exit code. */
export const runOuter = async (
	{word, wanted, argv}: WordRoute,
	{stdout, stderr}: {readonly stdout: Write; readonly stderr: Write},
): Promise<number> =>
	runWord(word, {
		argv,
		wanted,
		open: async () => (word === 'restore' ? openWantedHere(wanted) : openWanted(wanted)),
		stdout,
		stderr,
		runWord,
	});

const runWord = async (word: WordName, call: WordCall): Promise<number> => {
	const asksForHelp = call.argv.some(argument => argument === '--help' || argument === '-h');
	return asksForHelp && word !== 'tui'
		? words.tui({...call, argv: ['help', word]})
		: words[word](call);
};
