import {arrangementMessage} from './body-message.ts';
import {layoutFor, type Layout} from './columns.ts';
import {histogramLines} from './histogram-pane.ts';
import {headingLine, listLine, namesAt} from './lines.ts';
import {isGroup} from './list.ts';
import {networksOf} from './networks.ts';
import {connections, listHeight, type ConnectionsState} from './state.ts';
import {namedIn} from '../../names/state.ts';
import type {Size, TuiState} from '../../store/state.ts';
import {centred} from '../../view/centred.ts';
import {plainLine} from '../../view/line.ts';
import {withPane} from '../../view/pane.ts';
import type {BodyLine} from '../screen.ts';

/** The rows of the snapshot below their heading; on wide screens with histograms beside them. */
export const connectionsView = (state: TuiState, {columns}: Size): readonly BodyLine[] => {
	const {glyphs, size} = state;
	const own = connections.of(state);
	const grouping = own.arrangement?.wish.grouping ?? own.grouping;
	const layout = layoutFor(columns, grouping);
	const height = listHeight(size);
	const rows = rowLines(state, own, layout);
	const area = {columns: layout.width, rows: height};
	const body = rows.length > 0 ? rows : centred(arrangementMessage(state), area, glyphs);
	const list: readonly BodyLine[] = [
		{line: headingLine(own.arrangement?.wish.sort ?? own.sort, {layout, glyphs})},
		...body,
		...Array.from({length: height - body.length}, () => ({line: plainLine(' ')})),
	];
	return layout.pane === 0 || own.arrangement === undefined
		? list
		: withPane(list, histogramLines(own.arrangement, layout.pane - 1, glyphs), {
				left: layout.width,
				right: layout.pane - 1,
				glyphs,
			});
};

/** Names of the groups on the screen, and of the servers and services of rows. */
export const shownNames = (state: TuiState): readonly string[] => {
	const {arrangement, ids, top} = connections.of(state);
	return arrangement === undefined
		? []
		: [...ids.subarray(top, top + listHeight(state.size))].flatMap(id => namesAt(arrangement, id));
};

const rowLines = (
	state: TuiState,
	{arrangement, ids, top, cursorIndex}: ConnectionsState,
	layout: Layout,
): readonly BodyLine[] => {
	if (arrangement === undefined) {
		return [];
	}
	const named = namedIn(state);
	const netOf = networksOf(state, arrangement.snapshot.connections);
	const shown = ids.subarray(top, top + listHeight(state.size));
	return Array.from(shown, (id, offset): BodyLine => {
		const isCursor = top + offset === cursorIndex;
		const next = ids[top + offset + 1];
		const isOpen = isGroup(id) && next !== undefined && !isGroup(next);
		const look = {isCursor, isOpen, layout, glyphs: state.glyphs, netOf, named};
		return {line: listLine(arrangement, id, look), isCursor};
	});
};
