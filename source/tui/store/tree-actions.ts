import {firstDirection, type Sort, type SortKey} from '../view/order.ts';
import {isService, itemAt, parentIndex, rowOf} from '../view/rows.ts';
import {layoutFor} from '../view/tiers.ts';
import {bodyHeight, type TuiState} from './state.ts';

/** A step of the program: the state after it. `settle` follows every one. */
export type Action = (state: TuiState) => TuiState;

export const moveTo =
	(index: number): Action =>
	state => {
		const {list} = state;
		if (list === undefined || list.ids.length === 0) {
			return state;
		}
		const cursorIndex = Math.max(0, Math.min(index, list.ids.length - 1));
		return {...state, cursorIndex, cursor: itemAt(list, cursorIndex)};
	};

export const moveBy =
	(rows: number): Action =>
	state =>
		moveTo(state.cursorIndex + rows)(state);

/** Moves by screens, and the screen with it. */
export const page =
	(screens: number): Action =>
	state => {
		const height = bodyHeight(state.size);
		const rows = Math.trunc(screens * Math.max(1, height - (Math.abs(screens) < 1 ? 0 : 1)));
		const highest = Math.max(0, (state.list?.ids.length ?? 0) - height);
		const top = Math.max(0, Math.min(state.top + rows, highest));
		return moveBy(rows)({...state, top});
	};

export const moveToStart: Action = moveTo(0);
export const moveToEnd: Action = state => moveTo((state.list?.ids.length ?? 0) - 1)(state);

/** Opens a folded service; on an open one, goes to its first server. */
export const unfold: Action = state => {
	const service = serviceUnderCursor(state);
	if (service === undefined) {
		return state;
	}
	if (state.folded.has(service.key)) {
		return {...state, folded: without(state.folded, service.key)};
	}
	const next = state.list?.ids[state.cursorIndex + 1];
	return service.isCursor && next !== undefined && !isService(next) ? moveBy(1)(state) : state;
};

/** Folds the service of the row; on a server, goes to its service first. */
export const fold: Action = state => {
	const service = serviceUnderCursor(state);
	if (service === undefined || state.list === undefined) {
		return state;
	}
	return service.isCursor
		? {...state, folded: new Set([...state.folded, service.key])}
		: moveTo(parentIndex(state.list, state.cursorIndex))(state);
};

export const toggleFold: Action = state => {
	const service = serviceUnderCursor(state);
	if (service === undefined) {
		return state;
	}
	return {
		...state,
		folded: state.folded.has(service.key)
			? without(state.folded, service.key)
			: new Set([...state.folded, service.key]),
	};
};

/** Folds all services; opens all when all are folded. */
export const toggleAll: Action = state => {
	const keys = state.list?.facts.sample.structure.serviceKeys ?? [];
	return {
		...state,
		folded: keys.every(key => state.folded.has(key)) ? new Set() : new Set(keys),
	};
};

/** Sorts by the column so many places to the right, among those on the screen. */
export const sortByNeighbour =
	(places: number): Action =>
	state => {
		const keys: readonly SortKey[] = [
			'name',
			...layoutFor(state.size.columns).columns.map(({id}) => id),
		];
		const present = Math.max(0, keys.indexOf(state.sort.by));
		const by = keys[(present + places + keys.length) % keys.length] ?? 'name';
		return {...state, sort: {by, direction: firstDirection(by)}};
	};

export const invertSort: Action = state => ({
	...state,
	sort: {
		by: state.sort.by,
		direction: state.sort.direction === 'ascending' ? 'descending' : 'ascending',
	} satisfies Sort,
});

const serviceUnderCursor = ({
	list,
	cursorIndex,
}: TuiState): {readonly key: string; readonly isCursor: boolean} | undefined => {
	const id = list?.ids[cursorIndex];
	if (list === undefined || id === undefined) {
		return undefined;
	}
	const {serviceKeys, serviceOf} = list.facts.sample.structure;
	const key = serviceKeys[isService(id) ? id : (serviceOf[rowOf(id)] ?? 0)];
	return key === undefined ? undefined : {key, isCursor: isService(id)};
};

const without = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => {
	const rest = new Set(set);
	rest.delete(key);
	return rest;
};
