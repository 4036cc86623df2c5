import {execFile, spawn} from 'node:child_process';
import {mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {program, startInPty} from './in-pty.ts';

let folder = '';
let path = '';
const running: (() => unknown)[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
	path = join(folder, 'demo');
});

afterEach(async () => {
	await Promise.all(running.splice(0).map(async kill => kill()));
	rmSync(folder, {recursive: true, maxRetries: 50});
});

/** Runs the program to its end. */
const run = (
	...words: readonly string[]
): Promise<{exit: number; stdout: string; stderr: string}> => {
	const {promise, resolve} = Promise.withResolvers<{
		exit: number;
		stdout: string;
		stderr: string;
	}>();
	const [node, main] = program;
	const child = execFile(
		node,
		[main, ...words],
		{maxBuffer: 64 * 1024 * 1024},
		(error, stdout, stderr) =>
			resolve({exit: error === null ? 0 : Number(error.code), stdout, stderr}),
	);
	child.stdin?.end();
	return promise;
};

const edit = (weight: number) =>
	['-e', '-t', '192.0.2.10:80', '-r', '10.0.1.11:8080', '-m', '-w', String(weight)] as const;

test('what another terminal does with the demo is seen in the table', async () => {
	const tui = startInPty({command: [...program, '--demo', 'web', '--listen', path], columns: 120});
	running.push(tui.kill);
	await tui.see('192.0.2.10:80');
	expect(statSync(path).mode & 0o777).toBe(0o600);
	tui.press('Right');
	await tui.see('10.0.1.11:8080');
	expect(await run('--connect', path, ...edit(4321))).toEqual({exit: 0, stdout: '', stderr: ''});
	await tui.see('4321');
	tui.press('q');
	expect(await tui.end()).toMatchObject({code: 0});
	expect(statSync(path, {throwIfNoEntry: false})).toBeUndefined();
});

/** Shares a demo in another process, once it says that it does. */
const share = async (...words: readonly string[]) => {
	const [node, main] = program;
	const child = spawn(node, [main, ...words, '--listen', path], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.push(() => child.kill('SIGKILL'));
	const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
	let stdout = '';
	child.stdout.on('data', piece => (stdout += String(piece)));
	const said = await new Promise<string>(resolve =>
		child.stderr.once('data', piece => resolve(String(piece))),
	);
	return {child, ended, said, stdout: () => stdout};
};

describe('without a terminal', () => {
	test.each(['SIGINT', 'SIGTERM'] as const)('it is shared until %s', async signal => {
		const {child, ended, said, stdout} = await share('--demo', 'web');
		expect(said).toBe(`ipvs-tui: the demo web is shared at ${path} until SIGINT or SIGTERM\n`);
		expect(await run('--connect', path, ...edit(4321))).toMatchObject({exit: 0});
		const lists = await Promise.all([1, 2].map(() => run('--connect', path, '-Ln')));
		for (const list of lists) {
			expect(list.stdout).toMatch(/10\.0\.1\.11:8080 +Masq +4321/);
		}
		expect(await run('--demo', 'web', '--listen', path)).toEqual({
			exit: 2,
			stdout: '',
			stderr: `ipvs-tui: a demo is shared at ${path} already; use it with --connect, or choose another path\n`,
		});
		child.kill(signal);
		expect(await ended).toBe(0);
		expect(stdout()).toBe('');
		expect(statSync(path, {throwIfNoEntry: false})).toBeUndefined();
	});

	test('a large table comes whole to each of several who ask at once', async () => {
		await share('--demo', 'fleet-100k');
		const saved = await Promise.all([1, 2].map(() => run('--connect', path, 'list')));
		for (const {exit, stdout} of saved) {
			expect([exit, stdout.split('\n').length]).toEqual([0, 110_004]);
		}
	});

	test('the mistakes of a file, and what is no place for a socket', async () => {
		const file = join(folder, 'my.scenario');
		writeFileSync(file, 'running soon\n-A -t 192.0.2.1\n');
		expect(await run('--demo', file, '-Ln')).toMatchObject({
			exit: 2,
			stdout: '',
			stderr: expect.stringMatching(
				/^ipvs-tui: the scenario .* has 2 mistakes\n {2}line 1: .*\n {2}line 2: .*\n$/,
			),
		});
		path = file;
		expect(await run('--demo', 'empty', '--listen', file)).toMatchObject({
			exit: 2,
			stderr: `ipvs-tui: there is something else at ${file}; choose another path for --listen\n`,
		});
	});
});
