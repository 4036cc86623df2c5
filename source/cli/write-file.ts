import {writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import type {SavedText} from '../tui/ports.ts';
import type {Environment} from './state-folder.ts';

/** Writes a text into a file that a person named; one that is there stays as it is. */
export const writeNewFile =
	({HOME: home}: Environment) =>
	(name: string, text: string): SavedText => {
		const path = resolve(
			home !== undefined && name.startsWith('~/') ? join(home, name.slice(2)) : name,
		);
		try {
			writeFileSync(path, text, {flag: 'wx'});
			return {kind: 'saved', path};
		} catch (error) {
			const {code} = error as NodeJS.ErrnoException;
			return {
				kind: 'not saved',
				why:
					code === 'EEXIST'
						? `give another name, this file is there already: ${path}`
						: `it cannot be written (${code}): ${path}`,
			};
		}
	};
