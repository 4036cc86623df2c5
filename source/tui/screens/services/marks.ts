import {itemText, type ItemKey} from './item.ts';
import {isGhost} from './row-id.ts';
import {indexOfItem, itemAt} from './rows.ts';
import {services, type ServicesState} from './state.ts';
import type {TuiState} from '../../store/state.ts';

/** Indices of the range that is being marked, from its first to its last row. */
const rangeOf = ({
	list,
	anchor,
	cursorIndex,
}: ServicesState): readonly [from: number, to: number] | undefined => {
	if (list === undefined || anchor === undefined) {
		return undefined;
	}
	const start = indexOfItem(list, anchor);
	return start < 0 ? undefined : [Math.min(start, cursorIndex), Math.max(start, cursorIndex)];
};

export const isInRange = (own: ServicesState, index: number): boolean => {
	const [from, to] = rangeOf(own) ?? [1, 0];
	return index >= from && index <= to;
};

/** Marks with those of the range that is not finished yet. */
export const marksOf = (own: ServicesState): ReadonlySet<string> => {
	const {list, marks} = own;
	const [from, to] = rangeOf(own) ?? [1, 0];
	if (list === undefined || to < from) {
		return marks;
	}
	const all = new Set(marks);
	for (let index = from; index <= to; index += 1) {
		const item = itemAt(list, index);
		if (item !== undefined && !isGhost(list.ids[index] ?? 0)) {
			all.add(itemText(item));
		}
	}
	return all;
};

/** Marked items, or else the one under the cursor: what a key acts on. Elsewhere, what the details are about. */
export const targets = (state: TuiState): readonly string[] => {
	const own = services.of(state);
	const marks = marksOf(own);
	// Marks that are not to be seen do not count.
	if (marks.size > 0 && state.view === 'services') {
		return [...marks];
	}
	return own.cursor === undefined ? [] : [itemText(own.cursor)];
};

/** Turns the mark of the item under the cursor round. */
export const toggled = (marks: ReadonlySet<string>, item: ItemKey): ReadonlySet<string> => {
	const text = itemText(item);
	const next = new Set(marks);
	if (!next.delete(text)) {
		next.add(text);
	}
	return next;
};
