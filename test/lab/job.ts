import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Channel} from './channel.ts';
import {quote} from './quote.ts';

export type RunOptions = {
	/** Variables that the script finds in its environment. */
	readonly env?: Readonly<Record<string, string>>;

	/** What the script reads. @default nothing */
	readonly stdin?: string | Uint8Array;

	/** The folder it starts in, as the guest sees it. @default /root */
	readonly cwd?: string;

	/** After so many milliseconds everything that the script started is killed and `run` rejects. A guard against what hangs, not a measure: machines may be slow. @default 180_000 */
	readonly timeout?: number;
};

export type RunResult = {readonly stdout: string; readonly stderr: string; readonly code: number};

type Job = RunOptions & {readonly script: string};

/** Puts a script into the exchange folder, rings the agent, and brings back what the script left there. */
export const runJob = async (channel: Channel, jobs: string, job: Job): Promise<RunResult> => {
	const id = channel.nextId();
	const folder = await writeJob(join(jobs, id), job);
	let isLate = false;
	const {timeout = 180_000} = job;
	const deadline = setTimeout(() => {
		isLate = true;
		channel.kill(id);
	}, timeout);
	try {
		const code = await channel.order('run', id);
		const stdout = await readFile(join(folder, 'stdout'), 'utf8');
		const stderr = await readFile(join(folder, 'stderr'), 'utf8');
		if (isLate) {
			const what = `not done after ${timeout} ms: ${job.script.trim()}`;
			throw new Error(`${what}\nstdout: ${stdout}\nstderr: ${stderr}`);
		}
		return {stdout, stderr, code};
	} finally {
		clearTimeout(deadline);
		await rm(folder, {recursive: true, force: true});
	}
};

/** The files that the agent expects of an order. */
export const writeJob = async (folder: string, job: Job): Promise<string> => {
	const {script, env = {}, stdin = '', cwd = '/root'} = job;
	const variables = Object.entries(env).map(([name, value]) => `export ${name}=${quote(value)}\n`);
	await mkdir(folder);
	await Promise.all([
		writeFile(join(folder, 'script'), script),
		writeFile(join(folder, 'environment'), `cd ${quote(cwd)}\n${variables.join('')}`),
		writeFile(join(folder, 'stdin'), stdin),
	]);
	return folder;
};
