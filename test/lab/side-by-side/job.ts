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
	/** What preparing said; nothing when all is well. */
	readonly prepared: string;
	readonly outcomes: readonly Outcome[];
	/** What -S -n of the program itself says in the end. */
	readonly after: string;
	/** The whole director in the end, listed by each program. */
	readonly seenByDebian: string;
	readonly seenByOurs: string;
};

export type Report = {readonly debian: Side; readonly ours: Side};

/** Stopping a daemon can hang in the kernel, so only those clean up after them that may have started one. */
export const job = (before: string, commands: readonly Command[], traffic?: string): Job => ({
	before,
	commands: commands.map(({argv, stdin}) => ({argv, stdin})),
	hasDaemons: JSON.stringify([before, commands]).includes('-daemon'),
	traffic,
});
