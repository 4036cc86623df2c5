import {sliceOf} from '../../store/slice.ts';
import {bodyArea, type Size} from '../../store/state.ts';
import {naturalSort, type Sort} from './order.ts';
import type {ItemKey, RowList} from './rows.ts';

export type ServicesState = {
	readonly sort: Sort;
	readonly filter: string;
	/** Keys of services whose servers are hidden. */
	readonly folded: ReadonlySet<string>;
	/** The rows from top to bottom, arranged from the last sample. */
	readonly list: RowList | undefined;
	/** The item under the cursor, and where in the list it is and the screen begins. */
	readonly cursor: ItemKey | undefined;
	readonly cursorIndex: number;
	readonly top: number;
};

export const services = sliceOf<ServicesState>('services', {
	sort: naturalSort,
	filter: '',
	folded: new Set(),
	list: undefined,
	cursor: undefined,
	cursorIndex: 0,
	top: 0,
});

/** Low screens do without totals. */
export const hasTotals = ({rows}: Size): boolean => rows >= 18;

/** Rows of the tree that fit, between the heading and the totals. */
export const treeHeight = (size: Size): number =>
	Math.max(1, bodyArea(size).rows - (hasTotals(size) ? 2 : 1));
