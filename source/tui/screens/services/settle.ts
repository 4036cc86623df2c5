import {noCare} from '../../../operator/care.ts';
import type {Sample} from '../../../sampler/sample.ts';
import {say, type TuiState} from '../../store/state.ts';
import {serviceName} from '../../view/names.ts';
import {plural} from '../../view/number-text.ts';
import {windowFor} from '../../view/window.ts';
import {itemOfText, itemText, type ItemKey} from './item.ts';
import {idOfItem, isDestination, isGhost, isService, rowOf} from './row-id.ts';
import {arrange, indexOfItem, itemAt, type RowList} from './rows.ts';
import {services, treeHeight, type ServicesState} from './state.ts';
import {ageTimeline, timeline} from './timeline.ts';

/**
Brings rows, cursor and window in step after something changed: the cursor stays on its item, and the item on its line of the screen
where that is possible; when the item is gone, the nearest row gets the cursor.
*/
export const settle = (before: TuiState, unaged: TuiState): TuiState => {
	const {sample} = unaged.sampler;
	if (sample === undefined) {
		return unaged;
	}
	const after = ageTimeline(unaged);
	const past = services.of(before);
	const own = withExpected(services.of(after), past, sample);
	const care = after.operator?.care ?? noCare;
	const isSameList =
		own.list?.facts.sample === sample &&
		own.list.facts.care === care &&
		own.list.ghosts === (own.terms.length === 0 ? timeline.of(after).ghosts : own.list.ghosts) &&
		past.sort === own.sort &&
		past.terms === own.terms &&
		past.shape === own.shape &&
		past.folded === own.folded;
	const isSameScreen = before.size === after.size && before.view === after.view;
	if (isSameList && past === own && isSameScreen) {
		return after;
	}
	const list =
		isSameList && own.list !== undefined
			? own.list
			: arrange(
					sample,
					{...own, isFlat: own.shape === 'flat'},
					{timeline: timeline.of(after), before: own.list, care},
				);
	const hasArrived = own.expected === undefined && past.expected !== undefined;
	const found =
		own.follows === 'item' || isSameList || hasArrived ? cursorIn(list, own) : own.cursorIndex;
	const drift = isSameList || own.list === undefined ? 0 : found - own.cursorIndex;
	const {top, cursor: cursorIndex} = windowFor({
		count: list.ids.length,
		height: treeHeight(after.size),
		top: own.top + drift,
		cursor: found,
	});
	const cursor = itemAt(list, cursorIndex) ?? own.cursor;
	const isThere = own.home !== undefined && idOfItem(sample, own.home) !== undefined;
	const home = isThere ? own.home : cursor;
	const settled = services.set(after, {...own, list, top, cursorIndex, cursor, home});
	return own.list?.facts.sample.structure === sample.structure ? settled : pruneMarks(settled);
};

/** The cursor goes to what was added as soon as it is there; a person who moved it meanwhile wants it elsewhere. */
const withExpected = (own: ServicesState, past: ServicesState, sample: Sample): ServicesState => {
	const {expected} = own;
	if (expected === undefined) {
		return own;
	}
	if (past.expected === expected && past.cursor !== own.cursor) {
		return {...own, expected: undefined};
	}
	return idOfItem(sample, expected) === undefined
		? own
		: {...own, cursor: expected, home: expected, expected: undefined};
};

const cursorIn = (list: RowList, {cursor, home, cursorIndex, folded}: ServicesState): number => {
	if (cursor === undefined) {
		return cursorIndex;
	}
	if (home !== undefined && itemText(home) !== itemText(cursor)) {
		const index = indexOfItem(list, home);
		if (index >= 0) {
			return index;
		}
	}
	// Where nothing moved it is where it was.
	const present = itemAt(list, cursorIndex);
	if (present !== undefined && itemText(present) === itemText(cursor)) {
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

/** Marks on what is gone go too, and it is said. */
const pruneMarks = (state: TuiState): TuiState => {
	const {sample} = state.sampler;
	const own = services.of(state);
	if (sample === undefined || own.marks.size === 0) {
		return state;
	}
	const left = [...own.marks].filter(item => idOfItem(sample, itemOfText(item)) !== undefined);
	const gone = own.marks.size - left.length;
	return gone === 0
		? state
		: say(`${plural(gone, 'marked row')} disappeared from the table and lost the mark`)(
				services.set(state, {...own, marks: new Set(left)}),
			);
};

/** Names of the rows on the screen. */
export const visibleNames = (state: TuiState): readonly string[] => {
	const {list, top} = services.of(state);
	if (list === undefined) {
		return [];
	}
	const {sample} = list.facts;
	return [...list.ids.subarray(top, top + treeHeight(state.size))]
		.filter(id => !isGhost(id))
		.map(id =>
			isDestination(id) ? sample.structure.destinationKey(rowOf(id)) : serviceName(sample, id),
		);
};

/** Keys of the services that have a row on the screen, whose servers' counters are worth reading. */
export const visibleServices = (state: TuiState): ReadonlySet<string> => {
	const {list, top} = services.of(state);
	const keys = new Set<string>();
	if (list !== undefined) {
		const {serviceKeys, serviceOf} = list.facts.sample.structure;
		for (const id of list.ids.subarray(top, top + treeHeight(state.size))) {
			if (!isGhost(id)) {
				keys.add(serviceKeys[isDestination(id) ? (serviceOf[rowOf(id)] ?? 0) : id] ?? '');
			}
		}
	}
	return keys;
};
