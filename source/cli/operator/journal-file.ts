import {appendFileSync, mkdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {JournalSink} from '../../operator/journal.ts';
import {ownersFile, ownersFolder, stateFolder, type Environment} from '../state-folder.ts';

/** The log of everything that was changed, one JSON object a line. Several programs append to it: each write is whole lines in one call. */
export const openJournalFile = (environment: Environment): JournalSink => {
	const path = join(stateFolder(environment), 'log.jsonl');
	return {
		append: lines => {
			try {
				mkdirSync(dirname(path), ownersFolder);
				appendFileSync(path, lines, ownersFile);
				return undefined;
			} catch (error) {
				return `the log cannot be written to ${path}: ${(error as NodeJS.ErrnoException).code}; it is kept here meanwhile`;
			}
		},
	};
};
