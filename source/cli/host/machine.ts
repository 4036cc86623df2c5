import {mkdir, rename, rm, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {Machine} from '../../setup/machine.ts';
import {thisMachine} from './reach.ts';
import {ownProgram} from './run-inside.ts';

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
	EROFS: 'it is read-only here',
	ENOSPC: 'the disk is full',
	ENOENT: 'the kernel has no such setting',
};
