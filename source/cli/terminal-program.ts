import meow from 'meow';
import {intervalLimits} from '../config/preferences.ts';
import {argumentFault} from './argument-fault.ts';
import {outerHelp} from './documents/outer-help.ts';
import {wordHelp} from './documents/word-help.ts';
import {hint} from './hint.ts';
import {subcommands} from './own-options.ts';
import {defaultScenario, isWord, type Wanted} from './route.ts';
import type {WordCall} from './words/word.ts';

/** What meow reads: the terminal UI, help and version, and whatever is no word. Returns the exit code. */
export const runTerminalProgram = async ({
	argv,
	wanted,
	stdout,
	stderr,
}: WordCall): Promise<number> => {
	const refuse = (sentence: string): number => {
		stderr(`ipvs-tui: ${sentence}\n`);
		return 2;
	};
	const fault = argumentFault(argv);
	if (fault !== undefined) {
		return refuse(fault);
	}
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
	const [word, about = ''] = input;
	if (word === 'help') {
		stdout(isWord(about) ? wordHelp(about) : `${outerHelp()}\n`);
		return 0;
	}
	if (word !== undefined) {
		return refuse(`there is no command "${word}"; ${hint(word, Object.keys(subcommands))}`);
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
