import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {ownersFile, ownersFolder, stateFolder, type Environment} from './state-folder.ts';

/** Says of a hint whether it is given for the first time, and remembers that. Where nothing can be remembered, nothing is new. */
export const openFirstTimes = (environment: Environment): ((hint: string) => boolean) => {
	const folder = stateFolder(environment);
	const path = join(folder, 'hints.json');
	return hint => {
		const given = givenIn(path);
		if (given.includes(hint)) {
			return false;
		}
		try {
			mkdirSync(folder, ownersFolder);
			writeFileSync(path, `${JSON.stringify([...given, hint])}\n`, ownersFile);
			return true;
		} catch {
			return false;
		}
	};
};

/** A file that is no list of hints is only worth a hint more. */
const givenIn = (path: string): readonly unknown[] => {
	try {
		const given: unknown = JSON.parse(readFileSync(path, 'utf8'));
		return Array.isArray(given) ? given : [];
	} catch {
		return [];
	}
};
