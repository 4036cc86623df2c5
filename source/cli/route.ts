import {commands} from '../ipvsadm/commands.ts';
import {leadingOptions, ownOptions} from './own-options.ts';
import {subcommands, type SubcommandName} from './own-words.ts';

/** Which director a command is for. Only a kernel has network namespaces. */
export type Wanted =
	/** The network namespace is as --netns was given it; without one it is that of this process. */
	| {readonly kind: 'kernel'; readonly networkNamespace?: string | undefined}
	| ({
			readonly kind: 'demo';
			/** The name of a scenario, or a file. */
			readonly scenario: string;
			readonly seed?: number | undefined;
			/** How many times faster than real time. */
			readonly speed?: number | undefined;
			/** Where others may connect to it. */
			readonly listen?: string | undefined;
	  } & NoNamespace)
	/** A demo that another process shares. */
	| ({readonly kind: 'connect'; readonly path: string} & NoNamespace)
	/** None: the options do not go together. */
	| ({readonly kind: 'contradiction'; readonly says: string} & NoNamespace);

type NoNamespace = {readonly networkNamespace?: undefined};

/** What a command line is, before anything is loaded for it. */
export type Route =
	/** Arguments in ipvsadm's own grammar. */
	| {readonly kind: 'ipvsadm'; readonly wanted: Wanted; readonly argv: readonly string[]}
	/** A word of ours; without any, and for what is no word, the terminal program. */
	| WordRoute;

/** Words that a person gives, and one that the program starts itself with. */
export type WordName = SubcommandName | 'guard';

export type WordRoute = {
	readonly kind: 'word';
	readonly word: WordName;
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
	const {given, rest} = takeLeading(argv);
	const [first] = rest;
	if (first !== undefined && isIpvsadm(first)) {
		return {kind: 'ipvsadm', wanted: wantedOf(given), argv: rest};
	}
	if (first === 'guard' || (first !== undefined && first !== 'tui' && isWord(first))) {
		return {kind: 'word', word: first, wanted: wantedOf(given), argv: rest.slice(1)};
	}
	// The live table has no grammar but ours: there the director may be named anywhere.
	const more = takeAnywhere(first === 'tui' ? rest.slice(1) : rest);
	return {kind: 'word', word: 'tui', wanted: wantedOf({...given, ...more.given}), argv: more.rest};
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

/** The options that say which director, as they were given. */
type Given = Partial<Record<(typeof leadingOptions)[number], string>>;

/** What stands before everything else. */
const takeLeading = (argv: readonly string[]): {given: Given; rest: readonly string[]} => {
	const given: Given = {};
	let at = 0;
	for (let taken = take(argv, at, given); taken > 0; taken = take(argv, at, given)) {
		at += taken;
	}
	return {given, rest: argv.slice(at)};
};

const takeAnywhere = (argv: readonly string[]): {given: Given; rest: readonly string[]} => {
	const given: Given = {};
	const rest: string[] = [];
	for (let at = 0; at < argv.length;) {
		const taken = take(argv, at, given);
		if (taken === 0) {
			rest.push(argv[at] ?? '');
		}
		at += Math.max(taken, 1);
	}
	return {given, rest};
};

/** Notes the option at a place, and returns how many words it is; 0 when there is none, or its value is missing. */
const take = (argv: readonly string[], at: number, given: Given): number => {
	const {name, value} = splitOption(argv[at] ?? '');
	const option = leadingOptions.find(candidate => `--${candidate}` === name);
	if (option === undefined) {
		return 0;
	}
	const following = argv[at + 1];
	const takesFollowing =
		value === undefined &&
		following !== undefined &&
		(ownOptions[option].takes === 'value' || isScenario(following));
	if (value === undefined && !takesFollowing && ownOptions[option].takes === 'value') {
		return 0;
	}
	given[option] = value ?? (takesFollowing ? following : '');
	return takesFollowing ? 2 : 1;
};

const wantedOf = (given: Given): Wanted => {
	const {demo, seed, speed, listen, connect, netns} = given;
	const clash = contradictions.find(
		({one, other}) => given[one] !== undefined && given[other] !== undefined,
	);
	if (clash !== undefined) {
		return {kind: 'contradiction', says: clash.says};
	}
	if (connect !== undefined) {
		return {kind: 'connect', path: connect};
	}
	if (demo !== undefined) {
		return {
			kind: 'demo',
			scenario: demo === '' ? defaultScenario : demo,
			...(seed === undefined ? {} : {seed: numberIn(seed)}),
			...(speed === undefined ? {} : {speed: numberIn(speed)}),
			...(listen === undefined ? {} : {listen}),
		};
	}
	const lonely = (['seed', 'speed', 'listen'] as const).find(name => given[name] !== undefined);
	return lonely === undefined
		? {kind: 'kernel', ...(netns === undefined ? {} : {networkNamespace: netns})}
		: {kind: 'contradiction', says: `--${lonely} is about a demo; give --demo too`};
};

const contradictions = (
	[
		['netns', 'demo', '--demo has no network namespaces; leave --demo or --netns away'],
		['netns', 'connect', '--connect has no network namespaces; leave --connect or --netns away'],
		['connect', 'demo', '--connect is about a demo that runs already; leave --demo away'],
		['connect', 'seed', '--connect is about a demo that runs already; leave --seed away'],
		['connect', 'speed', '--connect is about a demo that runs already; leave --speed away'],
		['connect', 'listen', '--connect is about a demo that is shared already; leave --listen away'],
	] as const
).map(([one, other, says]) => ({one, other, says}));

/** An empty text is no number either. */
const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

const isScenario = (word: string): boolean => !word.startsWith('-') && !isWord(word);

const splitOption = (argument: string): {name: string; value: string | undefined} => {
	const equals = argument.indexOf('=');
	return equals < 0
		? {name: argument, value: undefined}
		: {name: argument.slice(0, equals), value: argument.slice(equals + 1)};
};
