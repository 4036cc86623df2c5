import type {Item} from './item.ts';

/** `care`: who checks the servers. `scheduled`: what was asked for earlier and happened by itself: a ramp, a removal after a drain, a guard. */
export type Actor = 'you' | 'someone else' | 'care' | 'scheduled';

export type Entry = {
	/** Counts up from 1. */
	readonly id: number;
	/** Clock time in milliseconds. */
	readonly at: number;
	readonly actor: Actor;
	/** What was done, in words. */
	readonly what: string;
	readonly item?: Item | undefined;
	/** The ipvsadm command that does the same; none for what ipvsadm cannot do, such as a sysctl. */
	readonly line?: string | undefined;
	/** Commands that put it back, in order; empty where nothing does. */
	readonly inverse: readonly string[];
	readonly result: EntryResult;
	/** Entries of one undo step have its number. */
	readonly step?: number | undefined;
	readonly isUndone: boolean;
};

export type EntryResult =
	| {readonly kind: 'done'}
	/** Seen in the table; somebody else did it. */
	| {readonly kind: 'seen'}
	| {readonly kind: 'refused'; readonly why: string}
	/** The answer was lost, and the table does not tell either. */
	| {readonly kind: 'unknown'; readonly why: string}
	| {readonly kind: 'not sent'; readonly why: string};

export type Journal = {
	/** Oldest first; the oldest go when there are more than `mostEntries`, the file keeps them. */
	readonly entries: readonly Entry[];
	/** One sentence while the file cannot be written; what could not be written follows when it can. */
	readonly trouble: string | undefined;
	/** Lines that the file does not have yet. */
	readonly unwritten: string;
	/** The number of the next entry. */
	readonly next: number;
};

/** Where the journal goes as JSON lines. */
export type JournalSink = {
	/** Appends whole lines; a sentence when it cannot. */
	readonly append: (lines: string) => string | undefined;
};

export type NewEntry = Omit<Entry, 'id' | 'isUndone'>;

export const emptyJournal: Journal = {entries: [], trouble: undefined, unwritten: '', next: 1};

/** With more entries; they are yet to be written, see `flushed`. */
export const appended = (journal: Journal, entries: readonly NewEntry[]): Journal => {
	if (entries.length === 0) {
		return journal;
	}
	const numbered = entries.map((entry, index): Entry => ({
		...entry,
		id: journal.next + index,
		isUndone: false,
	}));
	return {
		...journal,
		entries: [...journal.entries, ...numbered].slice(-mostEntries),
		unwritten: journal.unwritten + numbered.map(jsonLine).join(''),
		next: journal.next + entries.length,
	};
};

/** The same for what somebody else writes into the file. */
export const recorded = (journal: Journal, entries: readonly NewEntry[]): Journal => ({
	...appended(journal, entries),
	unwritten: journal.unwritten,
});

/** Hands to the sink what it does not have yet. When it cannot take it, everything stays here and is tried again with the next entries. */
export const flushed = (journal: Journal, {append}: JournalSink): Journal => {
	if (journal.unwritten === '') {
		return journal;
	}
	const trouble = append(journal.unwritten);
	return {...journal, trouble, unwritten: trouble === undefined ? '' : journal.unwritten};
};

/** Marks the entries of an undo step. */
export const markUndone = (journal: Journal, step: number, isUndone: boolean): Journal => ({
	...journal,
	entries: journal.entries.map(entry => (entry.step === step ? {...entry, isUndone} : entry)),
});

/** One object a line; times as ISO 8601 in UTC. */
export const jsonLine = ({id, at, actor, what, item, line, inverse, result, step}: Entry): string =>
	`${JSON.stringify({
		at: new Date(at).toISOString(),
		id,
		actor,
		what,
		service: item?.service,
		server: item?.destination,
		line,
		inverse,
		result: result.kind,
		why: 'why' in result ? result.why : undefined,
		step,
	})}\n`;

/** What was done from here, by a person or as scheduled, as commands of ipvsadm; or what puts it back, the last one first. */
export const linesOf = ({entries}: Journal, which: 'commands' | 'inverse'): string => {
	const ours = entries.filter(
		({actor, result}) => (actor === 'you' || actor === 'scheduled') && result.kind === 'done',
	);
	const lines =
		which === 'commands'
			? ours.flatMap(({line}) => line ?? [])
			: ours.toReversed().flatMap(({inverse}) => inverse);
	return lines.map(line => `${line}\n`).join('');
};

const mostEntries = 10_000;
