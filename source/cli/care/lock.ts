import {linkSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {ownersFile} from '../state-folder.ts';
import {audienceOf, openFile, openFolder, type Audience} from './audience.ts';

export type Lock =
	| {readonly kind: 'held'; readonly release: () => void}
	| {readonly kind: 'refused'; readonly says: string};

/** Holds a folder for this process. That of a process which has ended, however it did, counts no more. */
export const lockFolder = (folder: string, audience: Audience = audienceOf(folder)): Lock => {
	const path = join(folder, 'lock');
	const own = `${path}.${process.pid}`;
	try {
		openFolder(folder, audience);
		writeFileSync(own, `${process.pid} ${startOf(process.pid)}\n`, ownersFile);
		openFile(own, audience);
		try {
			const holder = holderOf(folder);
			if (holder !== undefined) {
				return {kind: 'refused', says: `process ${holder} takes care of it already`};
			}
			takeOver(own, path);
		} finally {
			rmSync(own, {force: true});
		}
		return {kind: 'held', release: () => rmSync(path, {force: true})};
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		return {
			kind: 'refused',
			says:
				code === 'EEXIST'
					? 'another process has just begun to take care of it'
					: `it cannot be locked in ${folder}: ${code}`,
		};
	}
};

/** The process that holds a folder; undefined when none does. */
const holderOf = (folder: string): number | undefined => {
	const holder = lastHolderOf(folder);
	return holder !== undefined && isRunning(holder) ? holder.pid : undefined;
};

/** Whether a process holds a folder, for who only looks. */
export const seemsHeldBy = (folder: string, pid: number): boolean => {
	const holder = lastHolderOf(folder);
	return holder?.pid === pid && seemsRunning(holder);
};

/** The process that took a folder last and has not given it back, running or not. */
export type Holder = {readonly pid: number; readonly start: string};

export const lastHolderOf = (folder: string): Holder | undefined => {
	try {
		const [pid, start = ''] = readFileSync(join(folder, 'lock'), 'utf8').trim().split(' ');
		return Number(pid) > 0 ? {pid: Number(pid), start} : undefined;
	} catch {
		return undefined;
	}
};

export const isRunning = ({pid, start}: Holder): boolean => startOf(pid) === start;

/** The same for who only looks: where /proc hides the processes of others (hidepid), one that may not be signalled is taken for it. */
export const seemsRunning = (holder: Holder): boolean =>
	isRunning(holder) || (startOf(holder.pid) === undefined && isOfOthers(holder.pid));

const isOfOthers = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
};

/** Only one of several that come at the same time gets there: a link fails where something is. */
const takeOver = (own: string, path: string): void => {
	try {
		linkSync(own, path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
			throw error;
		}
		const old = `${own}.old`;
		renameSync(path, old);
		rmSync(old, {force: true});
		linkSync(own, path);
	}
};

/** When a process began, in ticks since the machine did: a number that another process has later is not taken for it. */
const startOf = (pid: number): string | undefined => {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The name in brackets may have anything in it.
		return text.slice(text.lastIndexOf(')') + 2).split(' ')[startField];
	} catch {
		return undefined;
	}
};

/** @source proc_pid_stat(5): field 22, and the first after the name is 3 */
const startField = 19;
