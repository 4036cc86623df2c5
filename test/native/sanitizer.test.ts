import {execFile} from 'node:child_process';
import {globSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {compileEach, objectOf, obstacle, root} from './compile.ts';

const run = promisify(execFile);
const native = join(root, 'native');

/** What is left of the addon without Node. */
const core = ['batch', 'exchange', 'file', 'network_namespace', 'socket'].map(name =>
	join(native, `${name}.cc`),
);
const sources = [...core, ...globSync(join(import.meta.dirname, '*.cc'))];

let folder = '';

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-sanitizer-'));
});

afterAll(() => {
	rmSync(folder, {recursive: true, force: true});
});

if (obstacle !== undefined) {
	console.warn(`The native sources are not tested with sanitizers: ${obstacle}.`);
}

test.skipIf(obstacle !== undefined).each([
	{name: 'addresses', sanitizers: 'address,undefined'},
	{name: 'threads', sanitizers: 'thread'},
])(
	'the native sources pass their checks under the sanitizer of $name',
	async ({name, sanitizers}) => {
		const flags = ['-g', '-O1', '-fno-sanitize-recover=all', `-fsanitize=${sanitizers}`];
		const program = join(folder, name);
		const objects = sources.map(source => objectOf(source, folder));
		await compileEach(sources, source => [
			...flags,
			`-I${native}`,
			`-I${import.meta.dirname}`,
			'-c',
			'-o',
			objectOf(source, folder),
		]);
		await run('g++', [...flags, ...objects, '-pthread', '-o', program]);
		const {stdout} = await run(program);
		expect(stdout).toMatch(/^\d+ checks, 0 failed$/m);
		const skipped = stdout.split('\n').filter(line => line.startsWith('SKIPPED'));
		if (skipped.length > 0) {
			console.warn(skipped.join('\n'));
		}
	},
	600_000,
);
