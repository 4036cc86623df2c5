import * as disk from 'node:fs';
import {basename, dirname, join} from 'node:path';
import type {RulesSaved} from '../../tui/rules-files.ts';

/** What of the file system is used; tests hand in one that is full. */
export type Disk = Pick<
	typeof disk,
	| 'chmodSync'
	| 'chownSync'
	| 'closeSync'
	| 'copyFileSync'
	| 'fsyncSync'
	| 'openSync'
	| 'realpathSync'
	| 'renameSync'
	| 'rmSync'
	| 'statSync'
	| 'writeSync'
>;

/**
Writes a file whole or not at all: into a new one beside it that takes its name in the end. What was there before stays as PATH~; owner and
permissions stay.
*/
export const saveFile = (path: string, text: string, files: Disk = disk): RulesSaved => {
	let place = path;
	let temporary: string | undefined;
	try {
		// A link stays a link: what it points at is written.
		place = files.statSync(path, {throwIfNoEntry: false}) ? files.realpathSync(path) : path;
		const before = files.statSync(place, {throwIfNoEntry: false});
		if (before !== undefined && !before.isFile()) {
			return {kind: 'not saved', why: `cannot write ${path}: it is no file`};
		}
		temporary = join(dirname(place), `.${basename(place)}.${process.pid}`);
		write(files, temporary, text);
		if (before !== undefined) {
			files.chmodSync(temporary, before.mode & 0o7777);
			if (process.getuid?.() === 0) {
				files.chownSync(temporary, before.uid, before.gid);
			}
			files.copyFileSync(place, `${temporary}~`);
			files.renameSync(`${temporary}~`, `${place}~`);
		}
		files.renameSync(temporary, place);
		return {kind: 'saved', backup: before === undefined ? undefined : `${place}~`};
	} catch (error) {
		discard(files, temporary);
		const {code, message} = error as NodeJS.ErrnoException;
		return {
			kind: 'not saved',
			why: `cannot write ${path}: ${reasons[code ?? ''] ?? message}; what was there stays`,
		};
	}
};

const write = (files: Disk, path: string, text: string): void => {
	// Who may see the rules is decided by the file that was there; a new one is for its owner and for reading.
	const descriptor = files.openSync(path, 'wx', 0o644);
	try {
		const bytes = Buffer.from(text);
		let written = 0;
		while (written < bytes.length) {
			written += files.writeSync(descriptor, bytes, written);
		}
		files.fsyncSync(descriptor);
	} finally {
		files.closeSync(descriptor);
	}
};

const discard = (files: Disk, path: string | undefined): void => {
	if (path !== undefined) {
		files.rmSync(path, {force: true});
		files.rmSync(`${path}~`, {force: true});
	}
};

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'this user may not write there',
	EPERM: 'this user may not write there',
	EROFS: 'the file system can only be read',
	ENOSPC: 'the disk is full',
	EDQUOT: 'the quota is used up',
	ENOENT: 'there is no such folder',
	ENOTDIR: 'a part of the path is no folder',
	ELOOP: 'too many links',
};
