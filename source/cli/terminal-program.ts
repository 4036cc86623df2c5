import meow from 'meow';
import {intervalLimits} from '../config/preferences.ts';
import {outerHelp} from './documents/outer-help.ts';
import {defaultScenario, type Wanted} from './route.ts';
import type {WordCall} from './words/word.ts';

/** What meow reads: the terminal UI, help and version, and whatever is no word. Returns the exit code. */
export const runTerminalProgram = async ({argv, wanted, stderr}: WordCall): Promise<number> => {
	const refuse = (sentence: string): number => {
		stderr(`ipvs-tui: ${sentence}\n`);
		return 2;
	};
	const {input, flags} = meow(outerHelp(), {
		importMeta: import.meta,
		argv,
		description: false,
		helpIndent: 0,
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
