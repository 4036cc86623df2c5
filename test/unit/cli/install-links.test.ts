import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readlinkSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {installLinks, runInstallLinks} from '../../../source/cli/install-links.ts';

let root: string;
let place: Parameters<typeof installLinks>[1];
let folder: string;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'links-'));
	folder = join(root, 'sbin');
	mkdirSync(folder);
	const bin = join(root, 'bin');
	mkdirSync(bin);
	mkdirSync(join(root, 'dist'));
	mkdirSync(join(root, 'native/build/Release'), {recursive: true});
	for (const path of [join(root, 'dist/main.js'), join(bin, 'node')]) {
		writeFileSync(path, '', {mode: 0o755});
	}
	place = {program: join(root, 'dist/main.js'), searchPath: `/nowhere:${bin}`};
});

/** A launcher that ends with that code when it is tried. */
const putLauncher = (code: number): string => {
	const path = join(root, 'native/build/Release/launcher');
	writeFileSync(path, `#!/bin/sh\nexit ${code}\n`, {mode: 0o755});
	return path;
};

afterEach(() => {
	rmSync(root, {recursive: true});
});

const names = ['ipvsadm', 'ipvsadm-save', 'ipvsadm-restore'];
const targets = () => names.map(name => readlinkSync(join(folder, name)));

test('makes three links, and says where services may not find node', () => {
	const {program} = place;
	expect(installLinks(folder, place)).toEqual({
		lines: [
			...names.map(name => `${join(folder, name)} -> ${program}`),
			expect.stringMatching(/^Note: node is .*bin\/node; programs started by cron or init/),
		],
	});
	expect(targets()).toEqual([program, program, program]);
});

test('links to the launcher where it works, which knows its Node', () => {
	const launcher = putLauncher(0);
	symlinkSync('../../bin/node', join(root, 'native/build/node'));
	const lines = names.map(name => `${join(folder, name)} -> ${launcher}`);
	expect(installLinks(folder, {...place, searchPath: '/nowhere'})).toEqual({lines});
	expect(targets()).toEqual([launcher, launcher, launcher]);
});

test('says where services may not find node also when the launcher has none of its own', () => {
	const launcher = putLauncher(0);
	expect(installLinks(folder, place)).toEqual({
		lines: [
			...names.map(name => `${join(folder, name)} -> ${launcher}`),
			expect.stringMatching(/^Note: node is .*bin\/node; programs started by cron or init/),
		],
	});
});

test('links to the script where the launcher does not work', () => {
	putLauncher(127);
	installLinks(folder, place);
	expect(targets()).toEqual(names.map(() => place.program));
});

test('links to the script stay when there is a launcher', () => {
	installLinks(folder, place);
	putLauncher(0);
	expect(installLinks(folder, place)).toMatchObject({
		lines: expect.arrayContaining([`${join(folder, 'ipvsadm')} is there already`]),
	});
	expect(targets()).toEqual(names.map(() => place.program));
});

test('may be done again, also when one link is missing', () => {
	installLinks(folder, place);
	rmSync(join(folder, 'ipvsadm-save'));
	expect(installLinks(folder, place)).toMatchObject({
		lines: expect.arrayContaining([
			`${join(folder, 'ipvsadm')} is there already`,
			`${join(folder, 'ipvsadm-save')} -> ${place.program}`,
		]),
	});
	expect(targets()).toEqual(names.map(() => place.program));
});

test('touches nothing when anything else is there', () => {
	const path = join(folder, 'ipvsadm-restore');
	for (const make of [
		() => writeFileSync(path, 'theirs'),
		() => mkdirSync(path),
		() => symlinkSync('/nowhere/at-all', path),
		() => symlinkSync('/bin/sh', path),
	]) {
		make();
		expect(installLinks(folder, place)).toEqual({
			problem: `${path} is there and is no link to this program; nothing was changed`,
		});
		expect(() => readlinkSync(join(folder, 'ipvsadm'))).toThrow('ENOENT');
		rmSync(path, {recursive: true});
	}
});

test('says what the links would lack', () => {
	expect(installLinks(folder, {...place, searchPath: '/nowhere'})).toEqual({
		problem: expect.stringContaining('"node" on PATH'),
	});
	chmodSync(place.program, 0o644);
	expect(installLinks(folder, place)).toEqual({
		problem: expect.stringContaining(`chmod +x ${place.program}`),
	});
	expect(installLinks(join(root, 'none'), place)).toEqual({
		problem: `there is no folder ${join(root, 'none')}`,
	});
});

test('takes one folder', async () => {
	for (const argv of [[], ['a', 'b'], ['--force']]) {
		let stderr = '';
		expect(
			await runInstallLinks({
				argv,
				wanted: {kind: 'kernel'},
				open: notWanted,
				stdout: notWanted,
				stderr: text => (stderr += text),
			}),
		).toBe(2);
		expect(stderr).toMatch(/^ipvs-tui: install-links takes one folder/);
	}
});

const notWanted = (): never => {
	throw new Error('not wanted here');
};
