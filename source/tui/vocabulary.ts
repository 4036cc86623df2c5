import type {Vocabulary} from '../config/preferences.ts';
import {keySections} from './overlays/table.ts';
import {columns} from './screens/services/columns.ts';

/** The words of this program that preferences may hold. */
export const vocabulary: Vocabulary = {
	columns: Object.keys(columns),
	themes: ['terminal'],
	keyPresets: ['default'],
	actions: keySections.flatMap(({bindings}) => bindings.map(({name}) => name)),
};
