import {execFile} from 'node:child_process';
import {copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {Script} from 'node:vm';
import {afterAll, beforeAll, expect, test} from 'vitest';

const run = promisify(execFile);
const build = join(import.meta.dirname, '../../../.scripts/build.mjs');
let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'ipvs-tui-launch-'));
	await run(process.execPath, [build, folder]);
});
afterAll(() => rm(folder, {recursive: true, force: true}));

const start = async (...argv: readonly string[]) =>
	run(process.execPath, [join(folder, 'main.js'), ...argv]);

const compiled = async (): Promise<readonly string[]> =>
	(await readdir(folder)).filter(name => name.includes(process.versions.v8));

test('what was compiled at the build is taken at the start', async () => {
	const names = await compiled();
	expect(names.map(name => name.split('.')[0]).toSorted()).toEqual([
		'demo',
		'program',
		'terminal-program',
		'words',
	]);
	for (const name of names) {
		const part = name.slice(0, name.indexOf('.js') + 3);
		// oxlint-disable-next-line no-await-in-loop -- a few files
		const script = new Script(await readFile(join(folder, part), 'latin1'), {
			// oxlint-disable-next-line no-await-in-loop
			cachedData: await readFile(join(folder, name)),
		});
		expect(script.cachedDataRejected, name).toBe(false);
	}
});

test('the same is printed with and without it, also with other flags of V8', async () => {
	const commands = [
		['-v'],
		['--help'],
		['--demo', 'web', '-Ln'],
		['--demo', 'web', 'list', '--json'],
	];
	const before = await Promise.all(commands.map(argv => start(...argv)));
	expect(before.every(({stderr}) => stderr === '')).toBe(true);
	const [version] = before;
	expect(await run(process.execPath, ['--no-opt', join(folder, 'main.js'), '-v'])).toEqual(version);
	await Promise.all((await compiled()).map(name => rm(join(folder, name))));
	expect(await Promise.all(commands.map(argv => start(...argv)))).toEqual(before);
});

test('a copy of one file says what it lacks, in one sentence', async () => {
	const copy = join(folder, 'elsewhere/ipvsadm');
	await mkdir(join(folder, 'elsewhere'));
	await copyFile(join(folder, 'main.js'), copy);
	await expect(run(process.execPath, [copy, '-Ln'])).rejects.toMatchObject({
		code: 1,
		stdout: '',
		stderr: expect.stringMatching(/^\/.*\/ipvsadm is a copy .*make a link to it instead\n$/),
	});
});

test('a link to a link named ipvsadm is ipvsadm', async () => {
	await symlink(join(folder, 'main.js'), join(folder, 'ipvsadm'));
	await symlink('ipvsadm', join(folder, 'lvs'));
	await symlink('main.js', join(folder, 'other'));
	const versionOf = async (name: string) => {
		const answer = await run(process.execPath, [join(folder, name), '--version']).catch(
			(error: {stdout: string; stderr: string}) => error,
		);
		return answer.stdout + answer.stderr;
	};
	// ipvsadm has another version, and needs IPVS for it.
	expect(await versionOf('lvs')).toBe(await versionOf('ipvsadm'));
	expect(await versionOf('lvs')).not.toBe(await versionOf('other'));
});

test('a word whose output a full disk swallows fails', async () => {
	const script = `"$0" "$1" --demo web "$2" >/dev/full`;
	const save = run('sh', ['-c', script, process.execPath, join(folder, 'main.js'), 'save']);
	await expect(save).rejects.toMatchObject({
		code: 1,
		stderr: 'ipvs-tui: what was printed is not complete: standard output failed with ENOSPC\n',
	});
	// As ipvsadm does.
	const list = run('sh', ['-c', script, process.execPath, join(folder, 'main.js'), '-Ln']);
	expect(await list).toMatchObject({stderr: ''});
});
