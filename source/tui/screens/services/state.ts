import type {Sample} from '../../../sampler/sample.ts';
import {sliceOf} from '../../store/slice.ts';
import {bodyArea, type Size} from '../../store/state.ts';
import type {ColumnId} from './columns.ts';
import type {Term} from './filter.ts';
import type {ItemKey} from './item.ts';
import {naturalSort, type Sort} from './order.ts';
import type {RowList} from './rows.ts';

/** What the rates on narrow screens count. */
export const rateUnits = ['connections', 'packets', 'bits'] as const;
export type RateUnit = (typeof rateUnits)[number];

export type ServicesState = {
	readonly sort: Sort;
	/** As it was typed, what of it holds, and what is wrong with it. */
	readonly filter: string;
	readonly terms: readonly Term[];
	readonly filterFault: string | undefined;
	/** Keys of services whose servers are hidden. */
	readonly folded: ReadonlySet<string>;
	/** Services with their servers below them, or all servers in one list. */
	readonly shape: 'tree' | 'flat';
	readonly unit: RateUnit;
	/** Numbers as they are, or as parts of their service's. */
	readonly values: 'absolute' | 'share';
	/** Columns as chosen; nothing chosen means those that fit best. */
	readonly columns: readonly ColumnId[] | undefined;
	/** The rows from top to bottom, arranged from the last sample. */
	readonly list: RowList | undefined;
	/** The item under the cursor, and where in the list it is and the screen begins. */
	readonly cursor: ItemKey | undefined;
	readonly cursorIndex: number;
	readonly top: number;
	/** Where a person put the cursor: it goes back there when a filter or a fold that hid the item is gone. */
	readonly home: ItemKey | undefined;
	/** What was added here and gets the cursor when it is in the table, unless the cursor is moved before. */
	readonly expected?: ItemKey | undefined;
	/** Whether the cursor goes with its item or stays in its place when rows move. */
	readonly follows: 'item' | 'place';
	/** Marked items, by `itemText`. */
	readonly marks: ReadonlySet<string>;
	/** Those that there were last, until something was done with them or they were cleared. */
	readonly marksBefore: ReadonlySet<string>;
	/** Where a range of marks begins that ends at the cursor. */
	readonly anchor: ItemKey | undefined;
	/** Totals count from this reading on, instead of from when the kernel's were zeroed. */
	readonly baseline: Sample | undefined;
};

export const services = sliceOf<ServicesState>('services', {
	sort: naturalSort,
	filter: '',
	terms: [],
	filterFault: undefined,
	folded: new Set(),
	shape: 'tree',
	unit: 'connections',
	values: 'absolute',
	columns: undefined,
	list: undefined,
	cursor: undefined,
	home: undefined,
	cursorIndex: 0,
	top: 0,
	follows: 'item',
	marks: new Set(),
	marksBefore: new Set(),
	anchor: undefined,
	baseline: undefined,
});

/** Low screens do without totals. */
export const hasTotals = ({rows}: Size): boolean => rows >= 18;

/** Rows of the tree that fit, between the heading and the totals. */
export const treeHeight = (size: Size): number =>
	Math.max(1, bodyArea(size).rows - (hasTotals(size) ? 2 : 1));
