import type {Item} from './item.ts';

/** `scheduled`: what was asked for earlier and happened by itself: a ramp, a removal after a drain, a guard. */
export type Actor = 'you' | 'someone else' | 'scheduled';

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
	| {readonly kind: 'not sent'};

export type Journal = {
	/** Oldest first; the oldest go when there are more than `mostEntries`, the file keeps them. */
	readonly entries: readonly Entry[];
	/** One sentence while the file cannot be written; what could not be written follows when it can. */
	readonly trouble: string | undefined;
};

/** Where the journal goes as JSON lines. */
export type JournalSink = {
	/** Appends whole lines; a sentence when it cannot. */
	readonly append: (lines: string) => string | undefined;
};
