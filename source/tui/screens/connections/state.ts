import type {Arrangement} from '../../connections/arrange.ts';
import type {Sort} from '../../connections/arrange-order.ts';
import type {ConnectionTerm} from '../../connections/filter.ts';
import type {Grouping} from '../../connections/grouping.ts';
import {sliceOf} from '../../store/slice.ts';
import {bodyArea, type Size} from '../../store/state.ts';

export type ConnectionsState = {
	readonly grouping: Grouping;
	readonly sort: Sort;
	/** As it was typed, what of it holds, and what is wrong with it. */
	readonly filter: string;
	readonly terms: readonly ConnectionTerm[];
	readonly filterFault: string | undefined;
	readonly folds: Folds;
	/** The rows as they were last wanted; another wish is being worked at. */
	readonly arrangement: Arrangement | undefined;
	/** From top to bottom: a group as its number, a row as its complement. */
	readonly ids: Int32Array;
	/** What is under the cursor, see `keyAt`; where in the list it is, and where the screen begins. */
	readonly cursor: string | undefined;
	readonly cursorIndex: number;
	readonly top: number;
	/** Readings that were asked for by a key. */
	readonly asked: number;
};

/** Whether groups show their rows, and the keys of those that are the other way. */
export type Folds = {readonly isOpen: boolean; readonly others: ReadonlySet<string>};

export const folded: Folds = {isOpen: false, others: new Set()};

export const byNumber: Sort = {by: 'connections', direction: 'descending'};

export const connections = sliceOf<ConnectionsState>('connections', {
	grouping: 'client',
	sort: byNumber,
	filter: '',
	terms: [],
	filterFault: undefined,
	folds: folded,
	arrangement: undefined,
	ids: new Int32Array(0),
	cursor: undefined,
	cursorIndex: 0,
	top: 0,
	asked: 0,
});

/** Lines of rows that fit below the heading. */
export const listHeight = (size: Size): number => Math.max(1, bodyArea(size).rows - 1);
