import type {TuiState} from '../store/state.ts';
import {cut} from './text.ts';

/** The smallest terminal that shows the screens. */
export const smallest = {columns: 60, rows: 15} as const;

/** Instead of everything when the terminal is too small for it; nothing otherwise. */
export const tooSmall = ({size, sampler, glyphs}: TuiState): readonly string[] | undefined => {
	if (size.columns >= smallest.columns && size.rows >= smallest.rows) {
		return undefined;
	}
	const {columns, rows} = smallest;
	const table = sampler.sample?.table;
	const texts = [
		`need ${columns}x${rows}, have ${size.columns}x${size.rows}`,
		...(table === undefined
			? []
			: [`${table.services.count} services, ${table.destinations.count} real servers`]),
	];
	return texts.slice(0, size.rows).map(text => cut(text, size.columns, glyphs));
};
