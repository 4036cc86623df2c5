import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Outcome} from '../../cases/case.ts';
import type {Command} from '../../cases/run-case.ts';
import {quote} from '../quote.ts';

/**
Runs Debian's ipvsadm, one command after another. A shell that stays starts them: in user-mode Linux a small process starts another in a
fraction of the time that a Node takes.
*/
export const startDebian = () => {
	const folder = mkdtempSync(join(tmpdir(), 'debian-'));
	const [stdin, stdout, stderr] = ['stdin', 'stdout', 'stderr'].map(name => join(folder, name));
	const shell = spawn('bash', ['--norc'], {stdio: ['pipe', 'pipe', 'inherit']});
	const answers = createInterface({input: shell.stdout})[Symbol.asyncIterator]();

	const run = async (command: Command): Promise<Outcome> => {
		writeFileSync(stdin ?? '', command.stdin);
		const words = command.argv.map(quote).join(' ');
		shell.stdin.write(
			`(exec -a ipvsadm /usr/sbin/ipvsadm ${words}) <${stdin} >${stdout} 2>${stderr}; echo $?\n`,
		);
		const {value} = await answers.next();
		return {
			stdout: readFileSync(stdout ?? '', 'utf8'),
			stderr: readFileSync(stderr ?? '', 'utf8'),
			exit: Number(value),
		};
	};

	return {
		run,
		stop: () => {
			shell.stdin.end();
		},
	};
};
