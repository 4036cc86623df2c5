import type {Actor} from './journal.ts';

/** That an item changed, for its highlight. */
export type Mark = {
	/** Clock time in milliseconds. */
	readonly at: number;
	readonly actor: Actor;
	readonly kind: 'added' | 'removed' | 'changed';
	/** `weight 100 > 0, upper threshold 0 > 500` */
	readonly says: string;
};
