import meow from 'meow';
import {intervalLimits} from '../config/preferences.ts';
import {defaultScenario, type Wanted} from './route.ts';
import type {WordCall} from './words/word.ts';

const help = `
	Usage
	  $ ipvs-tui                     the live table in the terminal
	  $ ipvs-tui -Ln                 any command line of ipvsadm 1.31; ipvs-tui -h lists them
	  $ ipvs-tui save > RULES        the table as rules, one ipvsadm command a line
	  $ ipvs-tui restore < RULES     checks all rules first, then applies them

	Options
	  --interval SECONDS   time between readings of the table, 0.5 to 60
	  --demo [SCENARIO]    an embedded director instead of the kernel: web (default) or empty;
	                       also before ipvsadm's options: ipvs-tui --demo web -Ln --stats
	  --seed NUMBER        another run of the demo
	  --help               this text
	  --version            the version

	The table can be read by everybody; counters and changes need CAP_NET_ADMIN, usually root.
`;

/** What meow reads: the terminal UI, help and version, and whatever is no word. Returns the exit code. */
export const runTerminalProgram = async ({argv, wanted, stderr}: WordCall): Promise<number> => {
	const refuse = (sentence: string): number => {
		stderr(`ipvs-tui: ${sentence}\n`);
		return 2;
	};
	const {input, flags} = meow(help, {
		importMeta: import.meta,
		argv,
		description: false,
		allowUnknownFlags: false,
		flags: {
			demo: {type: 'string'},
			seed: {type: 'number'},
			netns: {type: 'string'},
			interval: {type: 'number'},
		},
	});
	if (input.length > 0) {
		return refuse(`there is no command "${input[0]}"; ipvs-tui --help lists what there is`);
	}
	const {least, most} = intervalLimits;
	if (flags.interval !== undefined && !(flags.interval >= least && flags.interval <= most)) {
		return refuse(`--interval takes seconds from ${least} to ${most}`);
	}
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		return refuse('the live table needs a terminal; ipvs-tui -Ln prints it once');
	}
	const {startTui} = await import('./start-tui.ts');
	const problem = await startTui({wanted: merged(wanted, flags), interval: flags.interval});
	return typeof problem === 'string' ? refuse(problem) : problem;
};

type Flags = {
	readonly demo?: string | undefined;
	readonly seed?: number | undefined;
	readonly netns?: string | undefined;
};

/** The director may be named before the other options, as everywhere, or among them. */
const merged = (wanted: Wanted, {demo, seed, netns}: Flags): Wanted => {
	const networkNamespace = netns ?? wanted.networkNamespace;
	if (demo !== undefined) {
		const scenario = demo === '' ? defaultScenario : demo;
		return {kind: 'demo', scenario, seed, networkNamespace};
	}
	return wanted.kind === 'demo'
		? {...wanted, seed: seed ?? wanted.seed, networkNamespace}
		: {kind: 'kernel', networkNamespace};
};
