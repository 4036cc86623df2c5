import type {Arrangement} from '../../connections/arrange.ts';
import type {TuiState} from '../../store/state.ts';
import {windowFor} from '../../view/window.ts';
import {groupKey, idsOf, idsOfKey, keyAt} from './list.ts';
import {connections, listHeight, type ConnectionsState} from './state.ts';

/** Brings list, cursor and window in step: the cursor stays on what it is on, and that on its line of the screen where that is possible. */
export const settle = (before: TuiState, after: TuiState): TuiState => {
	const past = connections.of(before);
	const own = unfoldedAlone(past, connections.of(after));
	const {arrangement} = own;
	if (arrangement === undefined || (past === own && before.size === after.size)) {
		return after;
	}
	const isSameList = past.arrangement === arrangement && past.folds === own.folds;
	const ids = isSameList ? own.ids : idsOf(arrangement, own.folds);
	const found = isSameList ? own.cursorIndex : cursorIn(ids, arrangement, own);
	const {top, cursor: cursorIndex} = windowFor({
		count: ids.length,
		height: listHeight(after.size),
		top: own.top + (isSameList ? 0 : found - own.cursorIndex),
		cursor: found,
	});
	const id = ids[cursorIndex];
	const cursor = id === undefined ? own.cursor : keyAt(arrangement, id);
	return connections.set(after, {...own, ids, top, cursorIndex, cursor});
};

/** What a new filter leaves alone is unfolded: it was looked for. */
const unfoldedAlone = (past: ConnectionsState, own: ConnectionsState): ConnectionsState => {
	const {arrangement, folds} = own;
	const [group] = arrangement?.order ?? [];
	if (
		arrangement?.groups === undefined ||
		group === undefined ||
		arrangement.order.length !== 1 ||
		arrangement.wish.terms.length === 0 ||
		past.arrangement?.wish.terms === arrangement.wish.terms
	) {
		return own;
	}
	const key = groupKey(arrangement, group);
	return folds.isOpen || folds.others.has(key)
		? own
		: {...own, folds: {...folds, others: new Set([...folds.others, key])}};
};

const cursorIn = (
	ids: Int32Array,
	arrangement: Arrangement,
	{cursor, cursorIndex}: ConnectionsState,
): number => {
	if (cursor === undefined) {
		return cursorIndex;
	}
	for (const id of idsOfKey(arrangement, cursor)) {
		const index = ids.indexOf(id);
		if (index >= 0) {
			return index;
		}
	}
	return cursorIndex;
};
