import type {Size, TuiState} from '../../store/state.ts';
import {centred} from '../../view/centred.ts';
import {plainLine} from '../../view/line.ts';
import type {BodyLine} from '../screen.ts';
import {bodyMessage} from './body-message.ts';
import {hasTotals, services, treeHeight} from './state.ts';
import {layoutFor} from './tiers.ts';
import {headingLine, totalsLine, treeLines} from './tree-lines.ts';

/** The tree of services and their real servers between its heading and its totals. */
export const servicesView = (state: TuiState, {columns}: Size): readonly BodyLine[] => {
	const {glyphs, sampler} = state;
	const own = services.of(state);
	const look = {layout: layoutFor(columns), glyphs};
	const height = treeHeight(state.size);
	const isStale = sampler.trouble !== undefined && own.list !== undefined;
	const rows = treeLines(own, {...look, height, isStale});
	const body =
		rows.length > 0 ? rows : centred(bodyMessage(state), {columns, rows: height}, glyphs);
	const totals = own.list === undefined ? plainLine(' ') : totalsLine(own.list.facts, look);
	return [
		{line: headingLine(own.sort, look)},
		...body,
		...Array.from({length: height - body.length}, () => ({line: plainLine(' ')})),
		...(hasTotals(state.size) ? [{line: totals, isStale}] : []),
	];
};
