import type {Configuration} from '../plan/configuration.ts';

/** Rules files of the machine that the program runs on. */
export type RulesFiles = {
	/** The file that the host loads when it starts. */
	readonly usual: string;
	/** Reads a file as the description of a whole table, to its end, with all that is wrong with it. */
	readonly read: (path: string) => Promise<RulesRead>;
	/** Writes a file whole or not at all, with the permissions that it had; what was there before stays beside it as PATH~. */
	readonly save: (path: string, text: string) => Promise<RulesSaved>;
	/** Paths that begin like this, folders with a slash at the end. */
	readonly list: (start: string) => readonly string[];
};

export type RulesRead =
	| {
			readonly kind: 'rules';
			readonly wanted: Configuration;
			/** Commands in the file. */
			readonly count: number;
			/** When it was written last, in milliseconds. */
			readonly writtenAt: number;
	  }
	/** One sentence each, with the number of the line. */
	| {readonly kind: 'problems'; readonly problems: readonly string[]};

export type RulesSaved =
	| {readonly kind: 'saved'; readonly backup: string | undefined}
	| {readonly kind: 'not saved'; readonly why: string};
