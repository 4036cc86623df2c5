import type {TuiState} from '../store/state.ts';
import {bodyHeight} from '../store/state.ts';
import {bodyMessage} from './body-message.ts';
import {hasTotals, hintLine} from './hints.ts';
import {plainLine, type Line} from './line.ts';
import {noticeLine} from './notice.ts';
import {cut, widthOf} from './text.ts';
import {layoutFor, smallest} from './tiers.ts';
import {bodyLines, headingLine, totalsLine} from './tree-lines.ts';

export type BodyLine = {readonly line: Line; readonly isCursor: boolean};

/** The lines of the services screen below its title bar. */
export type ServicesView = {
	readonly notice: Line;
	readonly heading: Line;
	readonly body: readonly BodyLine[];
	readonly totals: Line | undefined;
	readonly hints: Line;
	/** True while the numbers are older than they should be. */
	readonly isStale: boolean;
};

export const servicesView = (state: TuiState): ServicesView => {
	const layout = layoutFor(state.size.columns);
	const {glyphs, list, sampler} = state;
	const height = bodyHeight(state.size);
	const rows = bodyLines(state, {layout, height});
	return {
		notice: noticeLine(state),
		heading: headingLine(state.sort, {layout, glyphs}),
		body: rows.length > 0 ? rows : centred(bodyMessage(state), state),
		totals: hasTotals(state.size.rows)
			? list === undefined
				? plainLine(' ')
				: totalsLine(list.facts, {layout, glyphs})
			: undefined,
		hints: hintLine(state),
		isStale: sampler.trouble !== undefined && list !== undefined,
	};
};

const centred = (texts: readonly string[], {size, glyphs}: TuiState): readonly BodyLine[] => {
	const above = Math.max(0, Math.floor((bodyHeight(size) - texts.length) / 2) - 1);
	const blank = {line: plainLine(' '), isCursor: false};
	return [
		...Array.from({length: above}, () => blank),
		...texts.map((text, index) => {
			const shown = cut(text, size.columns - 2, glyphs);
			const indent = Math.max(0, Math.floor((size.columns - widthOf(shown)) / 2));
			return {
				line: plainLine(' '.repeat(indent) + shown, index === 0 ? 'strong' : 'dim'),
				isCursor: false,
			};
		}),
	];
};

/** Instead of the tree when the terminal is too small for it; nothing otherwise. */
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
