import type {Outcome} from '../../cases/case.ts';
import type {Command} from '../../cases/run-case.ts';

/** Command lines that run one after another on a director of their own. */
export type Job = {
	/** Lines for --restore. */
	readonly before: string;
	readonly commands: readonly Command[];
	readonly hasDaemons: boolean;
	/** A shell command that makes traffic. Both programs then look at the same director, and nothing else. */
	readonly traffic?: string | undefined;
};

/** What one program did. */
export type Side = {
	readonly outcomes: readonly Outcome[];
	/** The whole director in the end, listed by each program; first comes what -S -n says. */
	readonly seenByDebian: string;
	readonly seenByOurs: string;
};

export type Report = {
	/** What preparing said; nothing when all is well. */
	readonly prepared: string;
	readonly debian: Side;
	readonly ours: Side;
};

/** Stopping a daemon can hang in the kernel, so only those clean up after them that may have started one. */
export const job = (before: string, commands: readonly Command[], traffic?: string): Job => ({
	before,
	commands: commands.map(({argv, stdin}) => ({argv, stdin})),
	hasDaemons: JSON.stringify([before, commands]).includes('-daemon'),
	traffic,
});

/** What -S -n prints of what was seen. */
export const savedPart = (seen: string): string =>
	seen.slice(0, seen.indexOf('IP Virtual Server version'));
