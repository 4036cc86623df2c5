import {spawn} from 'node:child_process';
import {delimiter, join} from 'node:path';
import {isProgram} from '../is-program.ts';
import {namespacePath} from '../network-namespace.ts';
import {refuse, usageError} from '../words/with-director.ts';
import type {WordCall} from '../words/word.ts';

/**
Runs a word in another network namespace. Everything of it must happen there, programs that it starts too, and a process that runs can
not enter one: so it is another program in the place of this one, or below it where Node cannot do that.
*/
export const runInside = async (word: string, place: string, call: WordCall): Promise<number> => {
	if (process.geteuid?.() !== 0) {
		return refuse(call, 'only root can enter another network namespace: run with sudo');
	}
	const program = programNamed('nsenter');
	if (program === undefined) {
		return refuse(call, 'the program nsenter (util-linux) is not there');
	}
	const argv = [`--net=${namespacePath(place)}`, '--', ...ownProgram(), word, ...call.argv];
	// Signals and waiting parents find it under the same number then. Before Node 22.15 there is no such call.
	process.execve?.(program, [program, ...argv]);
	return new Promise(resolve => {
		const child = spawn(program, argv, {stdio: 'inherit'});
		for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
			process.on(signal, () => child.kill(signal));
		}
		child.once('error', ({message}) => resolve(refuse(call, message)));
		child.once('exit', code => resolve(code ?? usageError));
	});
};

const programNamed = (name: string): string | undefined =>
	[...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/bin']
		.filter(folder => folder.startsWith('/'))
		.map(folder => join(folder, name))
		.find(isProgram);

/** How this program was started, without its arguments. */
export const ownProgram = (): readonly [string, ...string[]] => {
	const [script = ''] = process.argv.slice(1);
	return [process.execPath, ...process.execArgv, script];
};
