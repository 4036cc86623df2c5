import {
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {marks, type Mark} from '../../care/state.ts';
import type {Status} from '../../care/status.ts';
import {ownersFile, ownersFolder} from '../state-folder.ts';
import {audienceOf, openFile, type Audience} from './audience.ts';

/** Files about one service. What cannot be written is a sentence. */
export type ServiceFiles = {
	readonly folder: string;
	/** Undefined when there is none, or one that somebody has spoilt. */
	readonly status: () => Status | undefined;
	readonly writeStatus: (status: Status) => string | undefined;
	/** By the key of the server; those that are left to the checks are not in it. */
	readonly marks: () => Readonly<Record<string, Mark>>;
	readonly writeMarks: (marks: Readonly<Record<string, Mark>>) => string | undefined;
	/** Nothing is known of it any more. */
	readonly forget: () => void;
};

export const filesIn = (folder: string, audience: Audience = audienceOf(folder)): ServiceFiles => {
	let marksRead: {readonly at: number; readonly marks: Readonly<Record<string, Mark>>} | undefined;
	const statusPath = join(folder, 'status.json');
	const marksPath = join(folder, 'pinned.json');
	return {
		folder,
		status: () => {
			const value = readJson(statusPath) as Partial<Status> | undefined;
			return value?.version === 1 ? (value as Status) : undefined;
		},
		writeStatus: status => replace(statusPath, status, audience),
		marks: () => {
			// Asked every two seconds of every service: a look at the time of the file is all that nearly always costs.
			const at = statSync(marksPath, {throwIfNoEntry: false})?.mtimeMs ?? 0;
			if (marksRead?.at !== at) {
				marksRead = {at, marks: readMarks(marksPath)};
			}
			return marksRead.marks;
		},
		writeMarks: value => replace(marksPath, value, audience),
		forget: () => rmSync(folder, {recursive: true, force: true}),
	};
};

/** Writes down what a person says about servers, by key; `auto` needs no words. */
export const markServers = (
	{marks: present, writeMarks}: ServiceFiles,
	said: ReadonlyMap<string, Mark>,
): string | undefined =>
	writeMarks(
		Object.fromEntries(
			Object.entries({...present(), ...Object.fromEntries(said)}).filter(
				([, mark]) => mark !== 'auto',
			),
		),
	);

/** All services that somebody takes or took care of. */
export const allFiles = (care: string): readonly ServiceFiles[] => {
	try {
		return readdirSync(care)
			.toSorted()
			.map(name => filesIn(join(care, name)));
	} catch {
		return [];
	}
};

const readMarks = (path: string): Readonly<Record<string, Mark>> =>
	Object.fromEntries(
		Object.entries(readJson(path) ?? {}).filter(([, mark]) => marks.includes(mark)),
	);

const readJson = (path: string): Readonly<Record<string, never>> | undefined => {
	try {
		const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as Readonly<Record<string, never>>)
			: undefined;
	} catch {
		return undefined;
	}
};

/** Readers see the old file or the new one, never a half. */
const replace = (path: string, value: unknown, audience: Audience): string | undefined => {
	const temporary = `${path}.${process.pid}`;
	try {
		mkdirSync(join(path, '..'), ownersFolder);
		writeFileSync(temporary, `${JSON.stringify(value)}\n`, ownersFile);
		openFile(temporary, audience);
		renameSync(temporary, path);
		return undefined;
	} catch (error) {
		try {
			rmSync(temporary, {force: true});
		} catch {
			// What could not be written need not be there.
		}
		const {code} = error as NodeJS.ErrnoException;
		return `cannot write ${path}: ${code}${code === 'EACCES' ? '; run with sudo' : ''}`;
	}
};
