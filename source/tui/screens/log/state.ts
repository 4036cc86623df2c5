import type {Entry} from '../../../operator/journal.ts';
import {sliceOf} from '../../store/slice.ts';
import {bodyArea, type Size, type TuiState} from '../../store/state.ts';
import {actorWords} from './lines.ts';

export type LogState = {
	/** Words that a line must have. */
	readonly filter: string;
	/** Number of the entry under the cursor; none follows the newest. */
	readonly cursor: number | undefined;
	readonly top: number;
};

export const log = sliceOf<LogState>('log', {filter: '', cursor: undefined, top: 0});

/** The lines that the filter lets through, the newest first. */
export const entriesOf = (state: TuiState): readonly Entry[] => {
	const entries = state.operator?.journal.entries ?? [];
	const {filter} = log.of(state);
	const known = lists.get(entries);
	if (known?.filter === filter) {
		return known.list;
	}
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const list = entries.filter(entry => hasAll(entry, words)).toReversed();
	lists.set(entries, {filter, list});
	return list;
};

/** The journal is another list after every entry: what was made of this one holds. */
const lists = new WeakMap<
	readonly Entry[],
	{readonly filter: string; readonly list: readonly Entry[]}
>();

/** `!word` is a line without it. */
const hasAll = (entry: Entry, words: readonly string[]): boolean => {
	const text = [
		entry.actor,
		actorWords[entry.actor].word,
		entry.what,
		entry.line,
		entry.item?.service,
		entry.item?.destination,
		entry.isUndone ? 'undone' : entry.result.kind,
		'why' in entry.result ? entry.result.why : '',
	]
		.join(' ')
		.toLowerCase();
	return words.every(word =>
		word.length > 1 && word.startsWith('!') ? !text.includes(word.slice(1)) : text.includes(word),
	);
};

export const indexOfCursor = (state: TuiState): number => {
	const {cursor} = log.of(state);
	return cursor === undefined
		? 0
		: Math.max(
				0,
				entriesOf(state).findIndex(({id}) => id <= cursor),
			);
};

export const chosenEntry = (state: TuiState): Entry | undefined =>
	entriesOf(state)[indexOfCursor(state)];

/** The command of the chosen line and what puts it back stand below the list. */
export const footHeight = ({rows}: Size): number => (rows >= 18 ? 3 : 0);

export const listHeight = (size: Size): number =>
	Math.max(1, bodyArea(size).rows - 1 - footHeight(size));
