import {namedIn} from '../../names/state.ts';
import type {Size, TuiState} from '../../store/state.ts';
import {centred} from '../../view/centred.ts';
import {plainLine} from '../../view/line.ts';
import {withPane} from '../../view/pane.ts';
import type {BodyLine} from '../screen.ts';
import {bodyMessage} from './body-message.ts';
import type {CellSource} from './cells.ts';
import {isInRange} from './marks.ts';
import {itemText} from './item.ts';
import {paneLines} from './pane.ts';
import {isDestination, isGhost, isService, rowOf} from './row-id.ts';
import {itemAt} from './rows.ts';
import {hasTotals, services, treeHeight, type ServicesState} from './state.ts';
import {layoutFor, type Layout} from './tiers.ts';
import {timeline} from './timeline.ts';
import {ghostLine, headingLine, rowLine, totalsLine, type RowLook} from './tree-lines.ts';

/** The tree of services and their real servers between its heading and its totals; on wide screens with the cursor's details. */
export const servicesView = (state: TuiState, {columns}: Size): readonly BodyLine[] => {
	const {glyphs, sampler, size} = state;
	const own = services.of(state);
	const layout = layoutFor(columns, own);
	const height = treeHeight(size);
	const isStale = sampler.trouble !== undefined && own.list !== undefined;
	const rows = treeLines(state, own, {layout, height, isStale});
	const area = {columns: layout.width, rows: height};
	const body = rows.length > 0 ? rows : centred(bodyMessage(state), area, glyphs);
	const totals = own.list === undefined ? plainLine(' ') : totalsLine(own.list.facts, {layout});
	const tree: readonly BodyLine[] = [
		{line: headingLine(own.sort, {layout, glyphs, isFlat: own.shape === 'flat'})},
		...body,
		...Array.from({length: height - body.length}, () => ({line: plainLine(' ')})),
		...(hasTotals(size) ? [{line: totals, isStale}] : []),
	];
	const width = layout.pane - 1;
	return layout.pane === 0
		? tree
		: withPane(tree, paneLines(state, {columns: width, rows: tree.length}), {
				left: layout.width,
				right: width,
				glyphs,
			});
};

type Room = {readonly layout: Layout; readonly height: number; readonly isStale: boolean};

/** The lines of the rows on the screen, fewer than its height when the tree is shorter. */
const treeLines = (
	state: TuiState,
	own: ServicesState,
	{layout, height, isStale}: Room,
): readonly BodyLine[] => {
	const {list, top, cursorIndex, shape} = own;
	if (list === undefined) {
		return [];
	}
	const source: CellSource = {
		facts: list.facts,
		glyphs: state.glyphs,
		values: own.values,
		baseline: own.baseline,
		timeline: timeline.of(state),
		named: namedIn(state),
		stepped: state.operator?.steppedWeights,
	};
	return Array.from(list.ids.subarray(top, top + height), (id, offset) => {
		const index = top + offset;
		const look: RowLook = {
			isCursor: index === cursorIndex,
			isFolded: isFolded(own, index),
			isMarked: isMarked(own, index),
			isFlat: shape === 'flat',
		};
		const ghost = isGhost(id) ? list.ghosts[rowOf(id)] : undefined;
		const line =
			ghost === undefined
				? rowLine(source, id, look, layout)
				: ghostLine(ghost.item, look, {layout, glyphs: state.glyphs});
		return {line, isCursor: look.isCursor, isStale};
	});
};

/** Open is what shows servers: a search opens services that stay folded otherwise. */
const isFolded = ({list, folded}: ServicesState, index: number): boolean => {
	const id = list?.ids[index] ?? -1;
	const next = list?.ids[index + 1];
	return (
		isService(id) &&
		folded.has(list?.facts.sample.structure.serviceKeys[id] ?? '') &&
		!(next !== undefined && isDestination(next))
	);
};

const isMarked = (own: ServicesState, index: number): boolean => {
	if (own.marks.size === 0 && own.anchor === undefined) {
		return false;
	}
	const item = own.list && itemAt(own.list, index);
	return item !== undefined && (own.marks.has(itemText(item)) || isInRange(own, index));
};
