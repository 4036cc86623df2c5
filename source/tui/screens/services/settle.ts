import type {TuiState} from '../../store/state.ts';
import {windowFor} from '../../view/window.ts';
import {
	arrange,
	indexOfItem,
	isService,
	itemAt,
	rowOf,
	type ItemKey,
	type RowList,
} from './rows.ts';
import {services, treeHeight, type ServicesState} from './state.ts';

/**
Brings rows, cursor and window in step after something changed: the cursor stays on its item, and the item on its line of the screen
where that is possible; when the item is gone, the nearest row gets the cursor.
*/
export const settle = (before: TuiState, after: TuiState): TuiState => {
	const {sample} = after.sampler;
	if (sample === undefined) {
		return after;
	}
	const past = services.of(before);
	const own = services.of(after);
	const isSameList =
		own.list !== undefined &&
		own.list.facts.sample === sample &&
		past.sort === own.sort &&
		past.filter === own.filter &&
		past.folded === own.folded;
	if (isSameList && past === own && before.size === after.size) {
		return after;
	}
	const list = isSameList && own.list !== undefined ? own.list : arrange(sample, own);
	const found = cursorIn(list, own);
	const drift = isSameList || own.list === undefined ? 0 : found - own.cursorIndex;
	const {top, cursor: cursorIndex} = windowFor({
		count: list.ids.length,
		height: treeHeight(after.size),
		top: own.top + drift,
		cursor: found,
	});
	const cursor = itemAt(list, cursorIndex) ?? own.cursor;
	return services.set(after, {...own, list, top, cursorIndex, cursor});
};

const cursorIn = (list: RowList, {cursor, cursorIndex, folded}: ServicesState): number => {
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
export const visibleServices = (state: TuiState): ReadonlySet<string> => {
	const {list, top} = services.of(state);
	const keys = new Set<string>();
	if (list !== undefined) {
		const {serviceKeys, serviceOf} = list.facts.sample.structure;
		for (const id of list.ids.subarray(top, top + treeHeight(state.size))) {
			keys.add(serviceKeys[isService(id) ? id : (serviceOf[rowOf(id)] ?? 0)] ?? '');
		}
	}
	return keys;
};
