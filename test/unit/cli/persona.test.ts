import {describe, expect, test} from 'vitest';
import {personaOf, type Start} from '../../../source/cli/persona.ts';

const system = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const started = (script: string, more: Partial<Start> = {}) =>
	personaOf({
		argv0: 'node',
		script: () => script,
		scriptName: script.split('/').at(-1) ?? '',
		searchPath: system,
		isExecutable: path => ['/usr/sbin/ipvsadm', '/sbin/ipvsadm', '/opt/bin/ipvsadm'].includes(path),
		...more,
	});

describe('the name decides', () => {
	test.each([
		['/opt/ipvs-tui/dist/main.js', 'ipvs-tui'],
		['/usr/bin/ipvs-tui', 'ipvs-tui'],
		['/usr/bin/ipvsadm-tui', 'ipvs-tui'],
		['/sbin/ipvsadm', 'ipvsadm'],
		['/sbin/ipvsadm-save', 'ipvsadm-save'],
		['./ipvsadm-restore', 'ipvsadm-restore'],
	])('%s', (script, kind) => {
		expect(started(script).kind).toBe(kind);
	});
});

describe('argv[0] in messages', () => {
	test.each([
		// What the search along PATH finds first was called by its bare name.
		['/usr/sbin/ipvsadm', 'ipvsadm'],
		// Here the search would have ended in /usr/sbin.
		['/sbin/ipvsadm', '/sbin/ipvsadm'],
		['/opt/bin/ipvsadm', '/opt/bin/ipvsadm'],
		['./ipvsadm', './ipvsadm'],
		['../sbin/ipvsadm', '../sbin/ipvsadm'],
		['ipvsadm', 'ipvsadm'],
	])('%s', (script, program) => {
		expect(started(script)).toEqual({kind: 'ipvsadm', program});
	});

	test.each([
		['/opt/bin', '/opt/bin/ipvsadm'],
		['/opt/bin/', '/opt/bin//ipvsadm'],
		['/opt/bin/', '/opt/bin/ipvsadm'],
		['/nowhere::/opt/bin', './ipvsadm'],
		['bin', 'bin/ipvsadm'],
	])('with PATH %s, %s was called by its bare name', (searchPath, script) => {
		expect(started(script, {searchPath})).toEqual({kind: 'ipvsadm', program: 'ipvsadm'});
	});

	test('without PATH it is as it was given', () => {
		expect(started('/usr/sbin/ipvsadm', {searchPath: undefined})).toEqual({
			kind: 'ipvsadm',
			program: '/usr/sbin/ipvsadm',
		});
	});

	test('a launcher that hands on its own is believed', () => {
		const script = '/opt/ipvs-tui/dist/main.js';
		expect(started(script, {argv0: '/x/ipvsadm'})).toEqual({
			kind: 'ipvsadm',
			program: '/x/ipvsadm',
		});
		expect(started(script, {argv0: 'ipvsadm'})).toEqual({kind: 'ipvsadm', program: 'ipvsadm'});
		expect(started(script, {argv0: 'ipvsadm-save'})).toEqual({kind: 'ipvsadm-save'});
	});

	test('of the launcher it is what the caller gave, whatever was executed', () => {
		const launched = {isLaunched: true, script: notWanted, isExecutable: notWanted};
		for (const argv0 of ['ipvsadm', '/usr/sbin/ipvsadm', 'NAME', '', 'ipvsadm-save', 'node']) {
			expect(started('/sbin/ipvsadm', {...launched, argv0})).toEqual({
				kind: 'ipvsadm',
				program: argv0,
			});
		}
		expect(started('/sbin/ipvsadm-save', {...launched, argv0: 'ipvsadm'})).toEqual({
			kind: 'ipvsadm-save',
		});
		expect(started('/dev/fd/5', {...launched, argv0: 'ipvsadm-restore'})).toEqual({
			kind: 'ipvsadm-restore',
		});
		expect(started('/x/launcher', {...launched, argv0: 'NAME'})).toEqual({kind: 'ipvs-tui'});
	});

	test('nothing is looked up for ipvs-tui', () => {
		const more = {script: notWanted, isExecutable: notWanted};
		expect(started('/usr/bin/ipvs-tui', more)).toEqual({kind: 'ipvs-tui'});
	});
});

const notWanted = (): never => {
	throw new Error('not wanted here');
};
