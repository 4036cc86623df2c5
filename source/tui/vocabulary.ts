import type {Vocabulary} from '../config/preferences.ts';
import {keyPresets} from './keys/presets.ts';
import {keySections} from './overlays/table.ts';
import {columns} from './screens/services/columns.ts';
import {themeNames} from './theme/themes.ts';

/** The words of this program that preferences may hold. */
export const vocabulary: Vocabulary = {
	columns: Object.keys(columns),
	themes: themeNames,
	keyPresets: ['default', ...Object.keys(keyPresets)],
	actions: [
		...new Set(keySections.flatMap(({bindings}) => bindings.map(({name}) => name))),
	].toSorted(),
};
