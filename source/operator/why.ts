import type {Item} from './item.ts';

/** A reason for the state or the share of a row, with the numbers that show it. */
export type Cause = {
	readonly kind:
		| 'weight-zero'
		| 'weights'
		| 'over-threshold'
		| 'persistence'
		| 'late-joiner'
		| 'recent-change'
		| 'hash-few-clients'
		| 'long-connections'
		| 'datagrams'
		| 'no-server'
		| 'no-traffic';
	/** One sentence with its numbers. */
	readonly says: string;
	/** 0 to 1: how much of it this probably explains. Causes come in this order. */
	readonly rank: number;
};

/** Why a row looks as it does. */
export type Explanation = {
	readonly item: Item;
	/** The row in one sentence: `takes 12 % of the new connections; its weight asks for 50 %`. */
	readonly says: string;
	readonly causes: readonly Cause[];
};
