import {expect, test} from 'vitest';
import {route, type Route} from '../../../source/cli/route.ts';

const kernel = {kind: 'kernel'} as const;
const demo = (scenario: string, seed?: number) => ({kind: 'demo', scenario, seed}) as const;

const rows: readonly (readonly [string, Route])[] = [
	['', {kind: 'outer', argv: []}],
	['-Ln', {kind: 'ipvsadm', wanted: kernel, argv: ['-Ln']}],
	['-A -t 192.0.2.1:80', {kind: 'ipvsadm', wanted: kernel, argv: ['-A', '-t', '192.0.2.1:80']}],
	['-h', {kind: 'ipvsadm', wanted: kernel, argv: ['-h']}],
	['-x 1', {kind: 'ipvsadm', wanted: kernel, argv: ['-x', '1']}],
	['--list -n', {kind: 'ipvsadm', wanted: kernel, argv: ['--list', '-n']}],
	['--start-daemon=master', {kind: 'ipvsadm', wanted: kernel, argv: ['--start-daemon=master']}],
	['--help', {kind: 'outer', argv: ['--help']}],
	['--version', {kind: 'outer', argv: ['--version']}],
	['--interval 1', {kind: 'outer', argv: ['--interval', '1']}],
	['--demo', {kind: 'outer', argv: ['--demo']}],
	['--demo empty --interval 1', {kind: 'outer', argv: ['--demo', 'empty', '--interval', '1']}],
	['--demo web -Ln --stats', {kind: 'ipvsadm', wanted: demo('web'), argv: ['-Ln', '--stats']}],
	['--demo -Ln', {kind: 'ipvsadm', wanted: demo('web'), argv: ['-Ln']}],
	['--demo=empty -Ln', {kind: 'ipvsadm', wanted: demo('empty'), argv: ['-Ln']}],
	['--demo web --seed 7 -Ln', {kind: 'ipvsadm', wanted: demo('web', 7), argv: ['-Ln']}],
	['save', {kind: 'ipvsadm', wanted: kernel, argv: ['save']}],
	['--demo save', {kind: 'ipvsadm', wanted: demo('web'), argv: ['save']}],
	['--demo web restore', {kind: 'ipvsadm', wanted: demo('web'), argv: ['restore']}],
	['dance', {kind: 'outer', argv: ['dance']}],
];

test.each(rows)('ipvs-tui %s', (line, expected) => {
	expect(route(line.split(' ').filter(word => word !== ''))).toEqual(expected);
});
