import meow from 'meow';
import {intervalLimits} from '../config/preferences.ts';
import {writerTo} from './output.ts';
import {defaultScenario} from './route.ts';

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

/** Our own command line, around ipvsadm's: the terminal UI, help and version. Returns the exit code. */
export const runOuter = async (argv: readonly string[]): Promise<number> => {
	const {input, flags} = meow(help, {
		importMeta: import.meta,
		argv,
		description: false,
		allowUnknownFlags: false,
		flags: {
			demo: {type: 'string'},
			seed: {type: 'number'},
			interval: {type: 'number'},
		},
	});
	const [word] = input;
	if (word !== undefined && word !== 'tui') {
		return refuse(`there is no command "${word}"; ipvs-tui --help lists what there is`);
	}
	const {least, most} = intervalLimits;
	if (flags.interval !== undefined && !(flags.interval >= least && flags.interval <= most)) {
		return refuse(`--interval takes seconds from ${least} to ${most}`);
	}
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		return refuse('the live table needs a terminal; ipvs-tui -Ln prints it once');
	}
	const {startTui} = await import('./start-tui.ts');
	const problem = await startTui({
		demo:
			flags.demo === undefined
				? undefined
				: {scenario: flags.demo === '' ? defaultScenario : flags.demo, seed: flags.seed},
		interval: flags.interval,
	});
	return typeof problem === 'string' ? refuse(problem) : problem;
};

const refuse = (sentence: string): number => {
	writerTo(2)(`ipvs-tui: ${sentence}\n`);
	return 2;
};
