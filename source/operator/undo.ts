import type {Configuration} from '../plan/configuration.ts';

/** Something that was done here in one go, one item or many. */
export type UndoStep = {
	readonly id: number;
	/** Clock time in milliseconds. */
	readonly at: number;
	readonly what: string;
	/** The touched services as they were before and as they were left: all of their settings. */
	readonly before: Configuration;
	readonly after: Configuration;
	/** What of it cannot come back, such as counters that were set to zero. */
	readonly impossible: readonly string[];
	/** The guard that reverts it by itself, while there is one. */
	readonly guard?: string | undefined;
};
