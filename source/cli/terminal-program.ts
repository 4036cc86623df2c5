import meow from 'meow';
import {intervalLimits, longestLabel} from '../config/preferences.ts';
import {argumentFault} from './argument-fault.ts';
import {outerHelp} from './documents/outer-help.ts';
import {wordHelp} from './documents/word-help.ts';
import {hint} from './hint.ts';
import type {LiveWish} from './live-wish.ts';
import {subcommands} from './own-words.ts';
import {isWord} from './route.ts';
import {isShippedName, shipped} from '../scenario/shipped/shipped.ts';
import {isThemeName, themeNames} from '../tui/theme/themes.ts';
import type {Word, WordCall} from './words/word.ts';

/** What meow reads: the terminal UI, help and version, and whatever is no word. Returns the exit code. */
export const runTerminalProgram = async ({
	argv,
	wanted,
	stdout,
	stderr,
	runWord,
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
			interval: {type: 'number'},
			config: {type: 'string'},
			theme: {type: 'string'},
			ascii: {type: 'boolean'},
			readOnly: {type: 'boolean'},
			label: {type: 'string'},
			plain: {type: 'boolean'},
		},
	});
	const [word, about = ''] = input;
	if (word === 'help') {
		stdout(helpAbout(about));
		return 0;
	}
	if (word !== undefined) {
		return refuse(`there is no command "${word}"; ${hint(word, Object.keys(subcommands))}`);
	}
	const wrong = valueFault(flags);
	if (wrong !== undefined) {
		return refuse(wrong);
	}
	const wish: LiveWish = {
		wanted,
		interval: flags.interval,
		config: flags.config,
		theme: flags.theme,
		label: flags.label,
		isAscii: flags.ascii,
		isReadOnly: flags.readOnly,
	};
	const isOnTerminal = process.stdin.isTTY && process.stdout.isTTY;
	// A dumb terminal would show the sequences that place and style text as they are.
	if (flags.plain === true || (isOnTerminal && process.env['TERM'] === 'dumb')) {
		const {startPlain} = await import('./start-plain.ts');
		const end = await startPlain(wish, runWord);
		return typeof end === 'string' ? refuse(end) : end;
	}
	if (!isOnTerminal) {
		if (wanted.kind === 'demo' && wanted.listen !== undefined) {
			const {shareDemo} = await import('./share-demo.ts');
			const end = await shareDemo(wanted, stderr);
			return typeof end === 'string' ? refuse(end) : end;
		}
		return refuse('the live table needs a terminal; ipvs-tui -Ln prints it once');
	}
	const {startTui} = await import('./start-tui.ts');
	const problem = await startTui(wish);
	return typeof problem === 'string' ? refuse(problem) : problem;
};

/** Here because the words that preferences may hold are those of the terminal UI. */
export const runConfigWord: Word = async call =>
	(await import('./words/config.ts')).runConfig(call);

type Values = {
	readonly interval?: number | undefined;
	readonly theme?: string | undefined;
	readonly label?: string | undefined;
};

/** What is wrong with the value of an option, in one sentence. */
const valueFault = ({interval, theme, label}: Values): string | undefined => {
	const {least, most} = intervalLimits;
	if (interval !== undefined && !(interval >= least && interval <= most)) {
		return `--interval takes seconds from ${least} to ${most}`;
	}
	if (theme !== undefined && !isThemeName(theme)) {
		return `--theme takes one of ${themeNames.join(', ')}`;
	}
	return label !== undefined && (label.length > longestLabel || /\p{Cc}/u.test(label))
		? `--label takes up to ${longestLabel} characters, none of them control characters`
		: undefined;
};

/** About a word, or a scenario, whose text is its best explanation and a beginning for others. */
const helpAbout = (about: string): string => {
	if (isShippedName(about)) {
		return shipped[about];
	}
	return isWord(about) ? wordHelp(about) : `${outerHelp()}\n`;
};
