import {readdirSync} from 'node:fs';
import {homedir} from 'node:os';
import {basename, dirname, join} from 'node:path';

/** More than a person looks through. */
const mostNames = 500;

/** Paths that begin like this, folders with a slash at the end; none where nothing can be read. */
export const listFiles = (start: string): readonly string[] => {
	const written = start.startsWith('~/') ? join(homedir(), start.slice(2)) : start;
	const folder = start.endsWith('/') || start === '' ? start : dirname(start);
	const real = start.endsWith('/') || start === '' ? written || '.' : dirname(written);
	const name = start.endsWith('/') || start === '' ? '' : basename(start);
	try {
		return readdirSync(real, {withFileTypes: true})
			.filter(entry => entry.name.startsWith(name) && (name !== '' || !entry.name.startsWith('.')))
			.slice(0, mostNames)
			.map(entry => `${joined(folder, entry.name, start)}${entry.isDirectory() ? '/' : ''}`)
			.toSorted();
	} catch {
		return [];
	}
};

/** As the person began it: `rules` stays without `./`. */
const joined = (folder: string, name: string, start: string): string =>
	folder === '' || (folder === '.' && !start.startsWith('./'))
		? name
		: folder.endsWith('/')
			? folder + name
			: `${folder}/${name}`;
