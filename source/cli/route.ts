import {commands} from '../ipvsadm/commands.ts';
import {subcommands, type SubcommandName} from './own-options.ts';

/** Which director a command is for. The network namespace is as --netns was given it; without one it is that of this process. */
export type Wanted =
	| {readonly kind: 'kernel'; readonly networkNamespace?: string | undefined}
	| {
			readonly kind: 'demo';
			readonly scenario: string;
			readonly seed: number | undefined;
			/** A demo has none; that it was asked for is a contradiction that somebody must be told. */
			readonly networkNamespace?: string | undefined;
	  };

/** What a command line is, before anything is loaded for it. */
export type Route =
	/** Arguments in ipvsadm's own grammar. */
	| {readonly kind: 'ipvsadm'; readonly wanted: Wanted; readonly argv: readonly string[]}
	/** A word of ours; without any, and for what is no word, the terminal program. */
	| WordRoute;

export type WordRoute = {
	readonly kind: 'word';
	readonly word: SubcommandName;
	readonly wanted: Wanted;
	/** What stands after the word. */
	readonly argv: readonly string[];
};

export const defaultScenario = 'web';

/**
Sorts a command line by its first words. It runs before every command, so it must cost nothing: what a word needs is
loaded only when it is needed.

@param argv - without the program
*/
export const route = (argv: readonly string[]): Route => {
	const {wanted, rest} = takeLeading(argv);
	const [first] = rest;
	if (first !== undefined && isWord(first)) {
		return {kind: 'word', word: first, wanted, argv: rest.slice(1)};
	}
	return first !== undefined && isIpvsadm(first)
		? {kind: 'ipvsadm', wanted, argv: rest}
		: {kind: 'word', word: 'tui', wanted, argv: rest};
};

export const isWord = (first: string): first is SubcommandName => Object.hasOwn(subcommands, first);

/** Options with one dash are all ipvsadm's; with two, its commands. `--help` and `--version` are about this program. */
const isIpvsadm = (first: string): boolean => {
	if (!first.startsWith('--')) {
		return first.startsWith('-') && first !== '-';
	}
	const name = first.slice(2).split('=', 1)[0] ?? '';
	return name !== 'help' && name !== 'version' && longNames.has(name);
};

const longNames: ReadonlySet<string> = new Set(Object.values(commands).map(({long}) => long));

/** Leading `--demo [SCENARIO]`, `--seed NUMBER` and `--netns PLACE`, as they stand before everything else. */
const takeLeading = (argv: readonly string[]): {wanted: Wanted; rest: readonly string[]} => {
	let scenario: string | undefined;
	let seed: number | undefined;
	let networkNamespace: string | undefined;
	let at = 0;
	for (;;) {
		const {name, value} = splitOption(argv[at] ?? '');
		const following = argv[at + 1];
		if (name === '--demo') {
			const takesFollowing =
				value === undefined && following !== undefined && isScenario(following);
			scenario = value ?? (takesFollowing ? following : defaultScenario);
			at += takesFollowing ? 2 : 1;
		} else if (name === '--seed' || name === '--netns') {
			const text = value ?? following;
			if (text === undefined) {
				break;
			}
			seed = name === '--seed' ? Number(text) : seed;
			networkNamespace = name === '--netns' ? text : networkNamespace;
			at += value === undefined ? 2 : 1;
		} else {
			break;
		}
	}
	return {
		wanted:
			scenario === undefined
				? {kind: 'kernel', networkNamespace}
				: {kind: 'demo', scenario, seed, networkNamespace},
		rest: argv.slice(at),
	};
};

const isScenario = (word: string): boolean => !word.startsWith('-') && !isWord(word);

const splitOption = (argument: string): {name: string; value: string | undefined} => {
	const equals = argument.indexOf('=');
	return equals < 0
		? {name: argument, value: undefined}
		: {name: argument.slice(0, equals), value: argument.slice(equals + 1)};
};
