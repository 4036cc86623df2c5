import {firstDirection, sortKeys} from '../../connections/arrange-order.ts';
import {groupings, type Grouping} from '../../connections/grouping.ts';
import {groupKey, groupOf, isGroup} from './list.ts';
import {byNumber, connections, folded, listHeight, type ConnectionsState} from './state.ts';
import type {Action} from '../../store/state.ts';

const movedTo =
	(index: number) =>
	(own: ConnectionsState): ConnectionsState => ({
		...own,
		cursorIndex: Math.max(0, Math.min(index, lastIndex(own))),
	});

/** What is pressed before the first snapshot holds when it comes. */
const lastIndex = ({arrangement, ids}: ConnectionsState): number =>
	arrangement === undefined ? Number.MAX_SAFE_INTEGER : ids.length - 1;

export const moveBy = (rows: number): Action =>
	connections.step(own => movedTo(own.cursorIndex + rows)(own));

/** Moves by screens, and the screen with it. */
export const page = (screens: number): Action =>
	connections.step((own, {size}) => {
		const height = listHeight(size);
		const rows = Math.trunc(screens * Math.max(1, height - (Math.abs(screens) < 1 ? 0 : 1)));
		const highest = Math.max(0, own.ids.length - height);
		const top = Math.max(0, Math.min(own.top + rows, highest));
		return movedTo(own.cursorIndex + rows)({...own, top});
	});

export const moveToStart: Action = connections.step(movedTo(0));
export const moveToEnd: Action = connections.step(own => movedTo(lastIndex(own))(own));

/** Another grouping begins at the top, with all groups folded. */
export const groupBy = (grouping: Grouping): Action =>
	connections.step(own => ({
		...own,
		grouping,
		folds: folded,
		sort: grouping === 'none' ? {by: 'name', direction: 'ascending'} : byNumber,
		cursor: undefined,
		cursorIndex: 0,
		top: 0,
	}));

export const nextGrouping: Action = state => {
	const at = groupings.indexOf(connections.of(state).grouping);
	return groupBy(groupings[(at + 1) % groupings.length] ?? 'client')(state);
};

/** Sorts by the column so many places to the right. */
export const sortByNeighbour = (places: number): Action =>
	connections.step(own => {
		const keys = sortKeys(own.grouping);
		const present = Math.max(0, keys.indexOf(own.sort.by));
		const by = keys[(present + places + keys.length) % keys.length] ?? 'name';
		return {...own, sort: {by, direction: firstDirection(by)}};
	});

export const invertSort: Action = connections.step(own => ({
	...own,
	sort: {
		by: own.sort.by,
		direction: own.sort.direction === 'ascending' ? 'descending' : 'ascending',
	},
}));

type FoldChange = 'open' | 'fold' | 'turn';

const changeFold =
	(change: FoldChange) =>
	(own: ConnectionsState): ConnectionsState => {
		const group = groupUnderCursor(own);
		if (group === undefined || own.arrangement === undefined) {
			return own;
		}
		const key = groupKey(own.arrangement, group);
		const {isOpen, others} = own.folds;
		const isPresent = others.has(key) !== isOpen;
		const isWanted = change === 'turn' ? !isPresent : change === 'open';
		if (isWanted === isPresent) {
			return own;
		}
		const next = new Set(others);
		if (!next.delete(key)) {
			next.add(key);
		}
		return {...own, folds: {isOpen, others: next}};
	};

const groupUnderCursor = ({arrangement, ids, cursorIndex}: ConnectionsState) => {
	const id = ids[cursorIndex];
	return arrangement === undefined || id === undefined ? undefined : groupOf(arrangement, id);
};

export const toggleFold: Action = connections.step(changeFold('turn'));
export const unfold: Action = connections.step(changeFold('open'));

/** On a row, goes to its group first. */
export const fold: Action = connections.step(own => {
	const group = groupUnderCursor(own);
	return group === undefined || isGroup(own.ids[own.cursorIndex] ?? 0)
		? changeFold('fold')(own)
		: movedTo(own.ids.lastIndexOf(group, own.cursorIndex))(own);
});

export const toggleAll: Action = connections.step(own => ({
	...own,
	folds: {isOpen: !own.folds.isOpen, others: new Set()},
}));

/** Asks for a new snapshot. */
export const readAnew: Action = connections.step(own => ({...own, asked: own.asked + 1}));
