import type {Probe} from '../doctor/evidence.ts';
import type {Seen} from '../doctor/evidence.ts';

/** What a look at a host may do. Everything has a time limit; nothing changes anything. */
export type Reach = {
	/** The whole text; undefined where there is no such file. */
	readonly readFile: (path: string) => Promise<Seen<string | undefined>>;
	/** Names in a folder. */
	readonly list: (path: string) => Promise<Seen<readonly string[]>>;
	/** Where a symbolic link leads; undefined where this user may not look. */
	readonly readLink: (path: string) => Promise<string | undefined>;
	readonly run: (program: string, words: readonly string[], input?: string) => Promise<Ran>;
	/** Opens a TCP connection and closes it at once. */
	readonly connect: (address: string, port: number) => Promise<Probe>;
};

export type Ran =
	| {readonly kind: 'ran'; readonly code: number; readonly stdout: string; readonly stderr: string}
	| {readonly kind: 'absent'}
	| {readonly kind: 'late'};
