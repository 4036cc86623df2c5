import type {Match} from '../model/service.ts';
import type {Firmness} from './intent.ts';
import type {ServerItem} from './item.ts';

/** What happens when nothing is left. */
export type Then = 'hold' | 'ask' | 'remove';

/** What a server still has. */
export type Load = {
	readonly active: number;
	readonly inactive: number;
	readonly persistent: number;
};

export type Phase =
	/** Connections or templates are left. */
	| {readonly kind: 'draining'}
	/** Nothing is left; `ask` waits for an answer, `remove` is about to remove. */
	| {readonly kind: 'empty'; readonly at: number}
	/** The time is over and something is left; it stays at weight 0. */
	| {readonly kind: 'gave up'; readonly at: number}
	/** The server was removed, by us or by somebody else. */
	| {readonly kind: 'gone'; readonly at: number}
	/** Somebody gave it a weight again. */
	| {readonly kind: 'returned'; readonly at: number; readonly weight: number};

export type Drain = {
	readonly id: number;
	readonly item: ServerItem;
	readonly match: Match;
	readonly firmness: Firmness;
	/** The weight to return to. */
	readonly weight: number;
	/** Clock time in milliseconds. */
	readonly since: number;
	readonly giveUpAt: number | undefined;
	readonly then: Then;
	readonly phase: Phase;
	readonly start: Load;
	readonly now: Load;
	/** Readings of the last minutes: time and how much was left in all. */
	readonly readings: readonly {readonly at: number; readonly left: number}[];
	/** Connections and templates a minute, below zero while it empties; undefined until it can be told. */
	readonly trend: number | undefined;
	/** When it will probably be empty, and what that is based on. */
	readonly forecast: Forecast | undefined;
	/** Who is left, most connections first; known while connection rows are handed in. */
	readonly blockers: readonly Blocker[];
};

/** `timers`: when the last connection expires if nobody sends anything more; `trend`: as it went so far. */
export type Forecast = {readonly at: number; readonly basis: 'timers' | 'trend'};

export type Blocker = {
	/** Address of the client as text. */
	readonly client: string;
	readonly connections: number;
	readonly templates: number;
	/** Seconds until the last of them expires. */
	readonly expires: number;
};

/** expire_quiescent_template while firm drains need it. */
export type FirmSwitch = {
	/** What it was before and will be again. */
	readonly original: number;
	/** Set when it could not be written: one sentence. */
	readonly trouble: string | undefined;
};
