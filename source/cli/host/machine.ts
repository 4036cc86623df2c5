import {mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {Machine} from '../../setup/machine.ts';
import {thisMachine} from './reach.ts';
import {ownProgram} from './run-inside.ts';

const claim = async (path: string): Promise<(() => Promise<void>) | string> => {
	const problem = await attempt(`write ${path}`, async () => {
		await mkdir(dirname(path), {recursive: true, mode: 0o700});
		if (!(await isAtWork(path))) {
			await rm(path, {force: true});
			await writeFile(path, `${process.pid}\n`, {flag: 'wx', mode: 0o600});
		}
	});
	const owner = await ownerOf(path);
	if (problem !== undefined || owner !== process.pid) {
		return owner === undefined || owner === process.pid
			? (problem ?? `${path} is gone`)
			: `another setup is at work (process ${owner}, ${path})`;
	}
	return async () => rm(path, {force: true});
};

const ownerOf = async (path: string): Promise<number | undefined> => {
	const text = await readFile(path, 'utf8').catch(() => '');
	return /^\d+$/.test(text.trim()) ? Number(text) : undefined;
};

const isAtWork = async (path: string): Promise<boolean> => {
	const owner = await ownerOf(path);
	try {
		return owner !== undefined && owner !== process.pid && process.kill(owner, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
};

/** This machine, to be changed. */
export const thisMachineToChange: Machine = {
	...thisMachine,
	run: async (program, words, input) => {
		if (program !== 'ipvs-tui') {
			return thisMachine.run(program, words, input);
		}
		const [node, ...own] = ownProgram();
		return thisMachine.run(node, [...own, ...words], input);
	},
	write: async (path, text, visibility = 'everyone') =>
		attempt(`write ${path}`, async () => {
			// The kernel's own files take no other file in their place.
			if (path.startsWith('/proc/')) {
				await writeFile(path, text, {flag: 'r+'});
				return;
			}
			const temporary = `${path}.new`;
			await mkdir(dirname(path), {
				recursive: true,
				mode: visibility === 'owner' ? 0o700 : 0o755,
			});
			await writeFile(temporary, text, {mode: visibility === 'owner' ? 0o600 : 0o644, flush: true});
			await rename(temporary, path);
		}),
	claim,
	remove: async path => attempt(`remove ${path}`, async () => rm(path, {force: true})),
};

const attempt = async (what: string, act: () => Promise<unknown>): Promise<string | undefined> => {
	try {
		await act();
		return undefined;
	} catch (error) {
		const {code = String(error)} = error as NodeJS.ErrnoException;
		return `cannot ${what}: ${reasons[code] ?? code}`;
	}
};

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'this user may not',
	EPERM: 'the kernel does not permit it',
	EEXIST: 'another setup has just begun',
	EROFS: 'it is read-only here',
	ENOSPC: 'the disk is full',
	ENOENT: 'the kernel has no such setting',
};
