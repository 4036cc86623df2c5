import {
	arrange,
	indexOfItem,
	isService,
	itemAt,
	rowOf,
	type ItemKey,
	type RowList,
} from '../view/rows.ts';
import {windowFor} from '../view/window.ts';
import {bodyHeight, type TuiState} from './state.ts';

/**
Brings rows, cursor and window in step after something changed: the cursor stays on its item, and the item on its line of the screen
where that is possible; when the item is gone, the nearest row gets the cursor.
*/
export const settle = (before: TuiState, after: TuiState): TuiState => {
	const {sample} = after.sampler;
	if (sample === undefined) {
		return after;
	}
	const isSameList =
		after.list !== undefined &&
		before.sampler.sample === sample &&
		before.sort === after.sort &&
		before.filter === after.filter &&
		before.folded === after.folded;
	const list = isSameList && after.list !== undefined ? after.list : arrange(sample, after);
	const found = cursorIn(list, after);
	const drift = isSameList || after.list === undefined ? 0 : found - after.cursorIndex;
	const {top, cursor: cursorIndex} = windowFor({
		count: list.ids.length,
		height: bodyHeight(after.size),
		top: after.top + drift,
		cursor: found,
	});
	return {...after, list, top, cursorIndex, cursor: itemAt(list, cursorIndex) ?? after.cursor};
};

const cursorIn = (list: RowList, {cursor, cursorIndex, folded}: TuiState): number => {
	if (cursor === undefined) {
		return cursorIndex;
	}
	const index = indexOfItem(list, cursor);
	if (index >= 0) {
		return index;
	}
	// Folding hides a server: its service is nearest.
	const parent = folded.has(cursor.service) ? indexOfItem(list, {service: cursor.service}) : -1;
	return parent >= 0 ? parent : nearestOf(list, cursor, cursorIndex);
};

/** The row that took the place, but not one of another service while this one is still there. */
const nearestOf = (list: RowList, {service, destination}: ItemKey, index: number): number => {
	const parent = destination === undefined ? -1 : indexOfItem(list, {service});
	if (parent < 0) {
		return index;
	}
	let last = parent;
	while (last + 1 < list.ids.length && !isService(list.ids[last + 1] ?? 0)) {
		last += 1;
	}
	return Math.max(parent, Math.min(index, last));
};

/** Keys of the services that have a row on the screen, whose servers' counters are worth reading. */
export const visibleServices = ({list, top, size}: TuiState): ReadonlySet<string> => {
	const keys = new Set<string>();
	if (list !== undefined) {
		const {serviceKeys, serviceOf} = list.facts.sample.structure;
		for (const id of list.ids.subarray(top, top + bodyHeight(size))) {
			keys.add(serviceKeys[isService(id) ? id : (serviceOf[rowOf(id)] ?? 0)] ?? '');
		}
	}
	return keys;
};
