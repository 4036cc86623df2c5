import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {wordHelp} from '../../../source/cli/documents/word-help.ts';
import {hint} from '../../../source/cli/hint.ts';
import {subcommands, type SubcommandName} from '../../../source/cli/own-words.ts';
import {director} from '../client/director.ts';
import {runWord} from './words/running.ts';

const open = () => director().client;

test.for([
	['lsit', 'there is no command "lsit"; did you mean list?'],
	['dran', 'there is no command "dran"; did you mean drain?'],
	['ipvs', 'there is no command "ipvs"; ipvs-tui --help lists what there is'],
	['--lst', 'there is no option --lst; did you mean --list?'],
	['--add-sevrice', 'there is no option --add-sevrice; did you mean --add-service?'],
	['--dmeo=web', 'there is no option --dmeo; did you mean --demo?'],
	['--frobnicate', 'there is no option --frobnicate; ipvs-tui --help lists what there is'],
	['--interval', '--interval needs a value'],
	['--interval x', '--interval takes seconds from 0.5 to 60'],
	['--interval 0', '--interval takes seconds from 0.5 to 60'],
	['--interval 1 --interval 2', '--interval was given twice'],
	[
		'--theme pink',
		'--theme takes one of terminal, dark, light, high-contrast, colour-blind, monochrome',
	],
	['--ascii=no', '--ascii takes no value'],
	[
		'--label the-director-in-the-cellar',
		'--label takes up to 20 characters, none of them control characters',
	],
] as const)('ipvs-tui %s is told: %s', async ([line, sentence]) => {
	expect(await runWord(`tui ${line}`, {open})).toEqual({
		stdout: '',
		stderr: `ipvs-tui: ${sentence}\n`,
		exit: 2,
	});
});

test('a slip is forgiven in short words, two in longer ones, and nothing is guessed beyond', () => {
	const known = ['tui', 'drain', 'connections'];
	expect(hint('tiu', known)).toBe('did you mean tui?');
	expect(hint('xyi', known)).not.toContain('did you mean');
	expect(hint('conections', known)).toBe('did you mean connections?');
	expect(hint('cnnectoins', known)).toBe('did you mean connections?');
	expect(hint('brian', known)).not.toContain('connections');
});

describe('help', () => {
	test.for(Object.keys(subcommands) as SubcommandName[])('of %s fits into 80 columns', name => {
		const lines = wordHelp(name).split('\n');
		expect(lines[0]).toContain(name);
		expect(lines.filter(line => line.length > 80)).toEqual([]);
	});

	test('the word help, with and without another word', async () => {
		expect(await runWord('tui help', {open})).toMatchObject({
			exit: 0,
			stdout: expect.stringContaining('Examples'),
		});
		expect(await runWord('tui help drain', {open})).toMatchObject({
			exit: 0,
			stdout: wordHelp('drain'),
		});
	});

	test.for(['--help', '-h'])('ipvs-tui drain %s, whatever else is on the line', option => {
		const main = join(import.meta.dirname, '../../../source/cli/main.ts');
		const argv = [main, 'drain', '-t', '192.0.2.1:80', option];
		expect(execFileSync(process.execPath, argv, {encoding: 'utf8'})).toBe(wordHelp('drain'));
	});
});
