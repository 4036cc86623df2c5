import {existsSync} from 'node:fs';
import {basename} from 'node:path';
import {changePreferences, preferencesPath, readPreferences} from '../config/file.ts';
import type {PreferencesChange} from '../config/file.ts';
import type {Preferences} from '../config/preferences.ts';
import type {ChosenKeys} from '../tui/settings/keymap-of.ts';
import type {Environment} from './state-folder.ts';

/** What holds here, and where it comes from. */
export type PreferencesHere = {
	readonly path: string;
	readonly isThere: boolean;
	/** As the file has them, with the defaults for what it does not have. */
	readonly preferences: Preferences;
	/** The preferences that the file has. */
	readonly stored: readonly (keyof Preferences)[];
	readonly keymap: ChosenKeys['keymap'];
	/** What is wrong with the file, one sentence each. */
	readonly problems: readonly string[];
	/** See `changePreferences`. */
	readonly change: (change: PreferencesChange) => Promise<string | undefined>;
};

/**
Reads the preferences of the person who runs this.

@param asked - the file that --config names
@returns one sentence when that one is not there
*/
export const preferencesHere = async (
	environment: Environment,
	asked: string | undefined,
): Promise<PreferencesHere | string> => {
	const path = preferencesPath(environment, asked);
	const isThere = existsSync(path);
	if (asked !== undefined && !isThere) {
		return `--config: there is no file ${asked}; one with {} in it is a beginning`;
	}
	// These words come from the screens themselves, which only somebody who sees them should load.
	const [{vocabulary}, {keymapOf}] = await Promise.all([
		import('../tui/vocabulary.ts'),
		import('../tui/settings/keymap-of.ts'),
	]);
	const {preferences, stored, problem} = await readPreferences(path, vocabulary);
	const {keymap, problems} = keymapOf(preferences.keys);
	return {
		path,
		isThere,
		preferences,
		stored,
		keymap,
		problems: [
			...(problem === undefined ? [] : [problem]),
			...problems.map(says => `${basename(path)}: ${says}`),
		],
		change: change => changePreferences(path, vocabulary, change),
	};
};
