import {chmodSync, existsSync, mkdirSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {ownersFolder, stateFolder} from '../state-folder.ts';

/** Who may read how servers are; only the owner writes. */
export type Audience = 'owner' | 'everyone';

/** Where root's care keeps what it knows when nothing else is said: a unit has no home. */
export const systemCare = join(stateFolder({}), 'care');

/** Of the folder of a service. */
export const audienceOf = (folder: string): Audience =>
	dirname(folder) === systemCare ? 'everyone' : 'owner';

/** Makes the folder of a service. One that is there, with what is in it, becomes readable where it was not. */
export const openFolder = (folder: string, audience: Audience): void => {
	mkdirSync(folder, ownersFolder);
	if (audience === 'owner') {
		return;
	}
	const care = dirname(folder);
	// Other things of root lie above: one may pass there, and see no more.
	allow(dirname(care), 0o011);
	allow(care, 0o055);
	allow(folder, 0o055);
	for (const file of ['status.json', 'pinned.json'].map(name => join(folder, name))) {
		if (existsSync(file)) {
			allow(file, 0o044);
		}
	}
};

/** A file that was just written, whatever the umask of the process is. */
export const openFile = (path: string, audience: Audience): void => {
	if (audience === 'everyone') {
		allow(path, 0o044);
	}
};

/** Never less than there is. What cannot be allowed is no reason not to take care. */
const allow = (path: string, more: number): void => {
	try {
		const {mode} = statSync(path);
		if ((mode & more) !== more) {
			chmodSync(path, (mode & 0o7777) | more);
		}
	} catch {
		// Others then see nothing, as they would without it.
	}
};
