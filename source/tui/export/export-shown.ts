import {screenOf} from '../screens/table.ts';
import type {TuiState} from '../store/state.ts';
import {exportFormats, formatOf, tableText} from './table-text.ts';

/** What is shown, in the form that the end of the file's name says; a sentence when that is not possible. */
export const exportShown = (
	state: TuiState,
	path: string,
): {readonly text: string} | {readonly why: string} => {
	const format = formatOf(path);
	if (format === undefined) {
		return {
			why: `the name of the file must end with ${exportFormats.map(name => `.${name}`).join(' or ')}`,
		};
	}
	const {title, shownTable} = screenOf(state);
	const table = shownTable?.(state);
	return table === undefined
		? {why: `the screen ${title} has no rows to export`}
		: {text: tableText(table, format)};
};
