/**
The language of the case files. A file holds cases:

	=== what it is about
	# why it is so, if that needs a word
	before
		-A -t 192.0.2.1:80
	$ ipvsadm -L -n
	stdout
		IP Virtual Server version 1.2.1 (size=4096)
	after
		-A -t 192.0.2.1:80 -s wlc

`before` are lines for --restore that prepare an empty director; then come one or more command lines, each with its stdin, stdout, stderr
and exit code, as far as they are not empty and not 0; `after` is what `ipvsadm -S -n` prints at the end. Bodies are indented by one tab.
Blanks at the end of a line stand as ·, other odd characters as \t \r \xNN \\, and \c ends a text that has no line end. `stdout begins`
compares the first line only; `only kernel` keeps a case from the embedded engine.
*/
export type Case = {
	readonly title: string;
	readonly notes: readonly string[];
	readonly runsOn: 'both' | 'kernel';
	readonly before: string;
	readonly steps: readonly Step[];
	/** What -S -n prints in the end. */
	readonly after: string;
};

export type Step = {
	/** Without the program, which is always ipvsadm. */
	readonly argv: readonly string[];
	readonly stdin: string;
	readonly expected: Outcome;
	/** Help is written in our own words: only its first line is the same. */
	readonly compares: 'all' | 'first line';
};

export type Outcome = {
	readonly stdout: string;
	readonly stderr: string;
	readonly exit: number;
};

/** What of an outcome a step compares. */
export const compared = (step: Pick<Step, 'compares'>, outcome: Outcome): Outcome =>
	step.compares === 'all'
		? outcome
		: {...outcome, stdout: outcome.stdout.slice(0, outcome.stdout.indexOf('\n') + 1)};
