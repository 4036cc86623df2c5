import {bashCompletion} from '../documents/bash.ts';
import {fishCompletion} from '../documents/fish.ts';
import {wordLists} from '../documents/values.ts';
import {zshCompletion} from '../documents/zsh.ts';
import {readOptions} from './read-options.ts';
import {refuse} from './with-director.ts';
import type {Word} from './word.ts';

/** Prints the completion script for a shell. */
export const runCompletion: Word = async call => {
	const read = readOptions('completion', call.argv);
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	const [name, surplus] = read.operands;
	const shell = wordLists.shell.find(known => known === name);
	if (shell === undefined || surplus !== undefined) {
		return refuse(call, `completion takes one of ${wordLists.shell.join(', ')}`);
	}
	call.stdout(scripts[shell]());
	return 0;
};

const scripts = {
	bash: bashCompletion,
	zsh: zshCompletion,
	fish: fishCompletion,
} as const satisfies Record<(typeof wordLists.shell)[number], () => string>;
