import {spawn} from 'node:child_process';
import {namespacePath} from '../network-namespace.ts';
import {refuse, usageError} from '../words/with-director.ts';
import type {WordCall} from '../words/word.ts';

/**
Runs a word in another network namespace. Everything of it must happen there, programs that it starts too, and a process that runs can
not enter one: so it is another process of this program.
*/
export const runInside = async (word: string, place: string, call: WordCall): Promise<number> => {
	if (process.geteuid?.() !== 0) {
		return refuse(call, 'only root can enter another network namespace: run with sudo');
	}
	const program = [...ownProgram(), word, ...call.argv];
	return new Promise(resolve => {
		const child = spawn('nsenter', [`--net=${namespacePath(place)}`, '--', ...program], {
			stdio: 'inherit',
		});
		child.once('error', () =>
			resolve(refuse(call, 'the program nsenter (util-linux) is not there')),
		);
		child.once('exit', code => resolve(code ?? usageError));
	});
};

/** How this program was started, without its arguments. */
export const ownProgram = (): readonly [string, ...string[]] => {
	const [script = ''] = process.argv.slice(1);
	return [process.execPath, ...process.execArgv, script];
};
