import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {SavedText} from '../tui/ports.ts';
import {ownersFile, ownersFolder, stateFolder, type Environment} from './state-folder.ts';

/** Writes texts into files of the state folder, each under a name of its own: nothing that is there is overwritten. */
export const saveText =
	(environment: Environment) =>
	(name: string, text: string): SavedText => {
		const path = join(stateFolder(environment), name);
		try {
			mkdirSync(stateFolder(environment), ownersFolder);
			writeFileSync(path, text, {...ownersFile, flag: 'wx'});
			return {kind: 'saved', path};
		} catch (error) {
			return {
				kind: 'not saved',
				why: `cannot write ${path}: ${(error as NodeJS.ErrnoException).code}`,
			};
		}
	};
