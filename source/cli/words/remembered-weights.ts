import {mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {RememberedWeights} from '../../operator/weights.ts';
import {ownersFile, ownersFolder, stateFolder, type Environment} from '../state-folder.ts';

/** A file that another program or a person has spoilt counts as empty: it holds nothing that could not be given again. */
export const openRememberedWeights = (environment: Environment): RememberedWeights => {
	const path = join(stateFolder(environment), 'weights.json');
	return {
		get: key => read(path)[key],
		set: weights => {
			const entries = Object.entries({...read(path), ...Object.fromEntries(weights)});
			const kept = entries.filter(([, weight]) => weight !== undefined) as [string, number][];
			return replace(path, Object.fromEntries(kept));
		},
	};
};

/** The same for the directors of one place: namespaces have tables of their own, and so does a demo. */
export const inPlace = (weights: RememberedWeights, place: string): RememberedWeights => ({
	get: key => weights.get(place + key),
	set: entries => weights.set(new Map([...entries].map(([key, weight]) => [place + key, weight]))),
});

const read = (path: string): Readonly<Record<string, number>> => {
	try {
		const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).filter(([, weight]) => Number.isInteger(weight)))
			: {};
	} catch {
		return {};
	}
};

/** Readers see the old file or the new one, never a half. */
const replace = (path: string, weights: Readonly<Record<string, number>>): string | undefined => {
	const temporary = `${path}.${process.pid}`;
	try {
		mkdirSync(dirname(path), ownersFolder);
		writeFileSync(temporary, `${JSON.stringify(weights, undefined, '\t')}\n`, ownersFile);
		renameSync(temporary, path);
		return undefined;
	} catch (error) {
		remove(temporary);
		return `the weight cannot be remembered in ${path}: ${(error as NodeJS.ErrnoException).code}`;
	}
};

/** What could not be written need not be there. */
const remove = (path: string): void => {
	try {
		rmSync(path, {force: true});
	} catch {
		// Nothing more can be done about it.
	}
};
