import {spawnSync} from 'node:child_process';
import {
	chmodSync,
	copyFileSync,
	linkSync,
	mkdirSync,
	mkdtempSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {compileEach, obstacle, root} from './compile.ts';

/** Stands for the program: says how it was started. */
const program = `console.log(JSON.stringify({
	argv0: process.argv0, script: process.argv[1], argv: process.argv.slice(2), node: process.execPath, env: process.env,
}))`;

let folder = '';
let launcher = '';

/** Where a package has the Node that it was installed with. */
const node = () => join(folder, 'native/build/node');
const installedWith = (target: string) => {
	rmSync(node(), {force: true});
	symlinkSync(target, node());
};

const start = (
	path: string,
	{argv0 = 'NAME', argv = [], env = {}}: {argv0?: string; argv?: string[]; env?: object} = {},
) => {
	const {status, stdout, stderr} = spawnSync(path, argv, {argv0, env: {...env}, encoding: 'utf8'});
	return {status, stderr, ...(stdout === '' ? {} : {told: JSON.parse(stdout) as unknown})};
};

const sentence = (why: string) =>
	`NAME: cannot start Node, neither ${node()} nor "node" on PATH: ${why}\n`;

if (obstacle !== undefined) {
	console.warn(`The launcher is not tested: ${obstacle}.`);
}

describe.skipIf(obstacle !== undefined)('the launcher', () => {
	beforeAll(async () => {
		folder = realpathSync(mkdtempSync(join(tmpdir(), 'ipvs-tui-launcher-')));
		launcher = join(folder, 'native/build/Release/launcher');
		mkdirSync(join(folder, 'native/build/Release'), {recursive: true});
		mkdirSync(join(folder, 'dist'));
		mkdirSync(join(folder, 'sbin'));
		writeFileSync(join(folder, 'dist/main.js'), program);
		symlinkSync(launcher, join(folder, 'sbin/ipvsadm'));
		await compileEach([join(root, 'native/launcher.cc')], () => ['-o', launcher]);
		installedWith(process.execPath);
	});

	afterAll(() => {
		rmSync(folder, {recursive: true, force: true});
	});

	test('hands on what it was called by, what was executed, arguments and environment', () => {
		const link = join(folder, 'sbin/ipvsadm');
		const env = {LANG: 'C', PATH: '/nowhere', EMPTY: ''};
		expect(start(link, {argv: ['-Ln', '', '--launched'], env})).toEqual({
			status: 0,
			stderr: '',
			told: {
				argv0: 'NAME',
				script: join(folder, 'dist/main.js'),
				argv: ['--launched', link, 'NAME', '-Ln', '', '--launched'],
				node: realpathSync(process.execPath),
				env,
			},
		});
		expect(start(link, {argv0: ''})).toMatchObject({told: {argv: ['--launched', link, '']}});
	});

	test('says so when its caller ignores SIGPIPE', () => {
		const {stdout} = spawnSync('sh', ['-c', `trap '' PIPE; ${launcher}`], {encoding: 'utf8'});
		expect(JSON.parse(stdout)).toMatchObject({
			argv: ['--launched-without-sigpipe', launcher, launcher],
		});
	});

	test('takes the Node of PATH when the one of the package is gone', () => {
		const bin = join(folder, 'bin');
		mkdirSync(bin);
		writeFileSync(join(bin, 'node'), `#!/bin/sh\necho '"from PATH"'\n`, {mode: 0o755});
		installedWith('/nowhere/node');
		const env = {PATH: `/nowhere:${bin}`};
		expect(start(launcher, {env})).toEqual({status: 0, stderr: '', told: 'from PATH'});
		expect(start(launcher, {env: {PATH: '/nowhere'}})).toEqual({
			status: 127,
			stderr: sentence('No such file or directory'),
		});
		chmodSync(join(bin, 'node'), 0o644);
		expect(start(launcher, {env})).toEqual({status: 126, stderr: sentence('Permission denied')});
		installedWith(process.execPath);
	});

	test('a copy or hard link says in one sentence what to do', () => {
		for (const [name, make] of Object.entries({copy: copyFileSync, hard: linkSync})) {
			const path = join(folder, 'sbin', name);
			make(launcher, path);
			expect(start(path)).toEqual({
				status: 127,
				stderr: expect.stringMatching(
					/^NAME: \/.* cannot find ipvs-tui from where it is .*: make a symbolic link to it instead of a copy\n$/,
				),
			});
		}
	});
});
