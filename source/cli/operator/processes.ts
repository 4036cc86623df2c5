import {readdir, readFile} from 'node:fs/promises';
import type {Process} from '../../operator/manager.ts';

/** The processes of this machine by the names that the kernel has for them; those that end meanwhile are left out. */
export const listProcesses = async (): Promise<readonly Process[]> => {
	const pids = await readdir('/proc').catch((): string[] => []);
	const found = await Promise.all(
		pids
			.filter(name => /^\d+$/.test(name))
			.map(async (name): Promise<readonly Process[]> => {
				const comm = await readFile(`/proc/${name}/comm`, 'utf8').catch(() => undefined);
				return comm === undefined ? [] : [{pid: Number(name), name: comm.trimEnd()}];
			}),
	);
	return found.flat();
};
