import {execFile} from 'node:child_process';
import {mkdir, rm, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import type {Guest} from '../lab/guest.ts';
import {projectFolder} from '../lab/root-folder.ts';
import {quote} from '../lab/quote.ts';
import {costOf, type Cost} from './measure.ts';

export const run = promisify(execFile);

/** A folder of the host that the guest sees under the same name. */
export const workFolder = join(projectFolder, '.cache/scale');
export const program = join(process.env['IPVS_TUI_DIST'] ?? join(projectFolder, 'dist'), 'main.js');
/** The same program under the name that makes it ipvsadm and nothing else. */
export const persona = join(workFolder, 'ipvsadm');
export const emptyScript = join(workFolder, 'empty.js');
export const debian = '/usr/sbin/ipvsadm';

/** Compiles the programs in C, and puts the links in place. */
export const prepareTools = async (): Promise<void> => {
	await mkdir(workFolder, {recursive: true});
	for (const name of ['floor', 'measure']) {
		// oxlint-disable-next-line no-await-in-loop -- two small files
		await run('gcc', ['-O2', '-o', join(workFolder, name), join(import.meta.dirname, `${name}.c`)]);
	}
	await writeFile(emptyScript, '');
	await rm(persona, {force: true});
	await symlink(program, persona);
};

export const floor = join(workFolder, 'floor');
const measure = join(workFolder, 'measure');

export type Wanted = {
	readonly runs?: number;
	readonly input?: string;
	/** In a network namespace of its own, which has an empty table and no trash of destinations that were deleted before. */
	readonly isFresh?: boolean;
	readonly exit?: number;
};

/** Measures a command in the guest. */
export const costInGuest = async (
	guest: Guest,
	words: readonly string[],
	{runs = 1, input = '/dev/null', isFresh = false, exit = 0}: Wanted = {},
): Promise<Cost> => {
	const command = [measure, String(runs), input, ...words].map(quote).join(' ');
	const script = isFresh
		? `exec unshare --net bash -c ${quote(`ip link set lo up; exec ${command}`)}`
		: `exec ${command}`;
	const {stdout, stderr} = await guest.run(script, {timeout: 3_600_000});
	if (stderr !== '') {
		throw new Error(stderr);
	}
	return costOf(stdout, exit);
};

/** Measures a command on this machine. */
export const costHere = async (
	words: readonly string[],
	{runs = 1, exit = 0}: Wanted = {},
): Promise<Cost> => {
	const {stdout} = await run(measure, [String(runs), '/dev/null', ...words]);
	return costOf(stdout, exit);
};

/** The rules of so many services with ten servers each, as text and as requests. */
export type Files = (services: number) => {readonly rules: string; readonly requests: string};

export const node = process.execPath;
