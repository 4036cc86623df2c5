import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {decodeBytes, encodeText} from '../../../source/ipvsadm/byte-text.ts';
import type {Outcome} from '../../cases/case.ts';
import type {Command} from '../../cases/run-case.ts';
import {quote} from '../quote.ts';

/**
Runs Debian's ipvsadm. One small shell that stays starts it for many command lines in one go: in user-mode Linux nearly all of the time
goes into starting a program, half as much from dash, which does not copy itself for it, as from bash.
*/
export const startDebian = () => {
	const folder = mkdtempSync(join(tmpdir(), 'debian-'));
	const shell = spawn('sh', {stdio: ['pipe', 'pipe', 'inherit']});
	const answers = createInterface({input: shell.stdout})[Symbol.asyncIterator]();

	const order = ({argv, stdin}: Command, index: number): string => {
		const [input, output, errors] = ['in', 'out', 'errors'].map(name =>
			join(folder, `${index}.${name}`),
		);
		if (stdin !== '') {
			writeFileSync(input ?? '', encodeText(stdin));
		}
		const words = argv.map(quote).join(' ');
		// Found by PATH, so that its argv[0] is the bare name.
		return `ipvsadm ${words} <${stdin === '' ? '/dev/null' : input} >${output} 2>${errors}; echo $?\n`;
	};

	const result = async (_: unknown, index: number): Promise<Outcome> => ({
		exit: Number((await answers.next()).value),
		stdout: decodeBytes(readFileSync(join(folder, `${index}.out`))),
		stderr: decodeBytes(readFileSync(join(folder, `${index}.errors`))),
	});

	/** One command line after another. */
	const run = async (commands: readonly Command[]): Promise<readonly Outcome[]> => {
		shell.stdin.write(encodeText(commands.map(order).join('')));
		return Promise.all(commands.map(result));
	};

	return {run, stop: () => shell.stdin.end()};
};
