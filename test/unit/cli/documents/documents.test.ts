import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {bashCompletion} from '../../../../source/cli/documents/bash.ts';
import {fishCompletion} from '../../../../source/cli/documents/fish.ts';
import {manualPage} from '../../../../source/cli/documents/manual.ts';
import {outerHelp} from '../../../../source/cli/documents/outer-help.ts';
import {zshCompletion} from '../../../../source/cli/documents/zsh.ts';
import {ownOptions} from '../../../../source/cli/own-options.ts';
import {subcommands} from '../../../../source/cli/own-words.ts';
import {commands} from '../../../../source/ipvsadm/commands.ts';
import {options} from '../../../../source/ipvsadm/options.ts';
import {isInstalled} from './in-shells.ts';

const manual = manualPage('1.2.3');
const help = `${outerHelp()}\n`;

/** Copies to read and to review; `vitest run --update` renews them when a table has changed. */
test.for([
	['ipvs-tui.8', manual],
	['help.txt', help],
] as const)('the copy of %s is what the tables say', async ([name, text]) => {
	await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'golden', name));
});

const dashed = (short: string, long: string): readonly string[] => [
	...Array.from(short, letter => `-${letter}`),
	`--${long}`,
];
const ofIpvsadm = [
	...Object.values(commands).flatMap(({short, long}) => dashed(short, long)),
	...Object.entries(options).flatMap(([long, {short}]) => dashed(short, long)),
];
const ofOurs = [...Object.keys(subcommands), ...Object.keys(ownOptions).map(name => `--${name}`)];

describe('every command and option', () => {
	test.for([
		['the manual page', manual.replaceAll('\\fB', ' ').replaceAll('\\-', '-'), ofIpvsadm],
		['the completion for bash', bashCompletion(), ofIpvsadm],
		['the completion for zsh', zshCompletion(), ofIpvsadm],
		['the completion for fish', fishCompletion(), ofIpvsadm],
		['the help', help, []],
	] as const)('is in %s', ([, text, others]) => {
		const words = new Set(text.match(/(?<![-\w])[-\w]+/g));
		expect([...ofOurs, ...others].filter(word => !words.has(word))).toEqual([]);
	});
});

test('the help fits into 80 columns', () => {
	expect(help.split('\n').filter(line => line.length > 80)).toEqual([]);
});

const formatter = 'groff';
const hasGroff = isInstalled(formatter);

test.skipIf(!hasGroff)(
	`groff has no complaint about the manual page${hasGroff ? '' : ': it is not installed'}`,
	() => {
		const {stdout, stderr} = spawnSync(formatter, ['-man', '-Tutf8', '-ww', '-P-cbou'], {
			input: manual,
			encoding: 'utf8',
		});
		expect(stderr).toBe('');
		expect(stdout).toContain('-A, --add-service SERVICE');
	},
);
