import {expect, test} from 'vitest';
import type {SubcommandName} from '../../../source/cli/own-words.ts';
import {route, type Route, type Wanted} from '../../../source/cli/route.ts';

const kernel = {kind: 'kernel'} as const;
const netns = (networkNamespace: string) => ({kind: 'kernel', networkNamespace}) as const;
const demo = (scenario: string, seed?: number) => ({kind: 'demo', scenario, seed}) as const;
const clash = (says: string): Wanted => ({kind: 'contradiction', says});

const word = (name: SubcommandName, argv: readonly string[], wanted: Wanted = kernel): Route => ({
	kind: 'word',
	word: name,
	wanted,
	argv,
});

const rows: readonly (readonly [string, Route])[] = [
	['', word('tui', [])],
	['-Ln', {kind: 'ipvsadm', wanted: kernel, argv: ['-Ln']}],
	['-A -t 192.0.2.1:80', {kind: 'ipvsadm', wanted: kernel, argv: ['-A', '-t', '192.0.2.1:80']}],
	['-h', {kind: 'ipvsadm', wanted: kernel, argv: ['-h']}],
	['-x 1', {kind: 'ipvsadm', wanted: kernel, argv: ['-x', '1']}],
	['--list -n', {kind: 'ipvsadm', wanted: kernel, argv: ['--list', '-n']}],
	['--start-daemon=master', {kind: 'ipvsadm', wanted: kernel, argv: ['--start-daemon=master']}],
	['--help', word('tui', ['--help'])],
	['--version', word('tui', ['--version'])],
	['--interval 1', word('tui', ['--interval', '1'])],
	['--demo', word('tui', [], demo('web'))],
	['--demo tui --interval 1', word('tui', ['--interval', '1'], demo('web'))],
	['--demo empty --interval 1', word('tui', ['--interval', '1'], demo('empty'))],
	['--demo web -Ln --stats', {kind: 'ipvsadm', wanted: demo('web'), argv: ['-Ln', '--stats']}],
	['--demo -Ln', {kind: 'ipvsadm', wanted: demo('web'), argv: ['-Ln']}],
	['--demo=empty -Ln', {kind: 'ipvsadm', wanted: demo('empty'), argv: ['-Ln']}],
	['--demo web --seed 7 -Ln', {kind: 'ipvsadm', wanted: demo('web', 7), argv: ['-Ln']}],
	['save', word('save', [])],
	['--demo save --full', word('save', ['--full'], demo('web'))],
	['--demo web restore', word('restore', [], demo('web'))],
	['drain -t 192.0.2.1:80 -r 10.0.0.1', word('drain', ['-t', '192.0.2.1:80', '-r', '10.0.0.1'])],
	['--netns web -Ln', {kind: 'ipvsadm', wanted: netns('web'), argv: ['-Ln']}],
	['--netns=/run/x/net save', word('save', [], netns('/run/x/net'))],
	['--netns 4711', word('tui', [], netns('4711'))],
	['--demo ./my.scenario save', word('save', [], demo('./my.scenario'))],
	['--interval 1 --demo empty', word('tui', ['--interval', '1'], demo('empty'))],
	['tui --demo --seed 3', word('tui', [], demo('web', 3))],
	['--demo --seed', word('tui', ['--seed'], demo('web'))],
	[
		'--demo web --speed 10 --listen /run/x',
		word('tui', [], {...demo('web'), speed: 10, listen: '/run/x'}),
	],
	['--connect /run/x', word('tui', [], {kind: 'connect', path: '/run/x'})],
	[
		'--connect=/run/x -e -f 1',
		{kind: 'ipvsadm', wanted: {kind: 'connect', path: '/run/x'}, argv: ['-e', '-f', '1']},
	],
	[
		'--netns web --demo -Ln',
		{
			kind: 'ipvsadm',
			wanted: clash('--demo has no network namespaces; leave --demo or --netns away'),
			argv: ['-Ln'],
		},
	],
	[
		'--connect /run/x --demo save',
		word('save', [], clash('--connect is about a demo that runs already; leave --demo away')),
	],
	['--speed 2', word('tui', [], clash('--speed is about a demo; give --demo too'))],
	[
		'--seed 2 -Ln',
		{kind: 'ipvsadm', wanted: clash('--seed is about a demo; give --demo too'), argv: ['-Ln']},
	],
	['dance', word('tui', ['dance'])],
];

test.each(rows)('ipvs-tui %s', (line, expected) => {
	expect(route(line.split(' ').filter(part => part !== ''))).toEqual(expected);
});
