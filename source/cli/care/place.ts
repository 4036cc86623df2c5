import {readdirSync, readlinkSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {namespacePath} from '../network-namespace.ts';
import type {Wanted} from '../route.ts';
import {systemCare} from './audience.ts';
import {stateFolder, type Environment} from '../state-folder.ts';
import {placeOf} from '../words/known-server.ts';

/**
Where care keeps what it knows, a folder for each service of each director. For root it is the same whoever starts it: a unit has no
home, and a person who pins a server has one.
*/
export const careFolder = (environment: Environment): string => {
	const isRoot = process.geteuid?.() === 0;
	const {XDG_STATE_HOME: state} = environment;
	return join(
		isRoot
			? stateFolder(state === undefined ? {} : {XDG_STATE_HOME: state})
			: stateFolder(environment),
		'care',
	);
};

/** Folders to look into for what is known: everybody may read in that of root. */
export const careFolders = (environment: Environment): readonly string[] =>
	process.geteuid?.() === 0 ? [careFolder(environment)] : [careFolder(environment), systemCare];

/** Beginning of the names of its folders: each network namespace and each demo has services of its own. */
export const directorPrefix = (wanted: Wanted): string =>
	wanted.kind === 'kernel' ? namespacePrefix(wanted.networkNamespace) : placeOf(wanted);

const namespacePrefix = (place: string | undefined): string => {
	try {
		const first = readlinkSync('/proc/1/ns/net');
		const there =
			place === undefined
				? readlinkSync('/proc/self/ns/net')
				: `net:[${statSync(namespacePath(place)).ino}]`;
		return there === first ? '' : `${there} `;
	} catch {
		// Who may not look at the first process may still look at what its care knows: a namespace that has a name is another one.
		const [name] = namesHere();
		return place === undefined && name !== undefined ? `${readlinkSync('/proc/self/ns/net')} ` : '';
	}
};

/** Under which weights of this director may be remembered: a person may have named its namespace, or been in it. */
export const placesOf = (wanted: Wanted): readonly string[] =>
	wanted.kind === 'kernel' ? ['', ...namesHere().map(placeOfNamespace)] : [placeOf(wanted)];

const placeOfNamespace = (networkNamespace: string): string =>
	placeOf({kind: 'kernel', networkNamespace});

/** Names of this network namespace, as `ip netns` lists them. */
const namesHere = (): readonly string[] => {
	try {
		const here = statSync('/proc/self/ns/net').ino;
		const folder = '/var/run/netns';
		return readdirSync(folder).filter(
			name => statSync(join(folder, name), {throwIfNoEntry: false})?.ino === here,
		);
	} catch {
		return [];
	}
};

export const folderName = (prefix: string, service: string): string =>
	`${prefix}${service}`.replaceAll(/[^\w.:[\]-]+/g, '_');
