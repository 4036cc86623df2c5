import {commands} from '../ipvsadm/commands.ts';

/** Which director a command is for. */
export type Wanted =
	| {readonly kind: 'kernel'}
	| {readonly kind: 'demo'; readonly scenario: string; readonly seed: number | undefined};

/** What a command line is, before anything is loaded for it. */
export type Route =
	/** Arguments in ipvsadm's own grammar, or our words for two of its commands. */
	| {readonly kind: 'ipvsadm'; readonly wanted: Wanted; readonly argv: readonly string[]}
	/** Everything else: the terminal UI, help, version. */
	| {readonly kind: 'outer'; readonly argv: readonly string[]};

export const defaultScenario = 'web';

/**
Sorts a command line by its first words. It runs before every command, so it must cost nothing: the grammar of the outer program is
loaded only when it is needed.

@param argv - without the program
*/
export const route = (argv: readonly string[]): Route => {
	const {wanted, rest} = takeDemo(argv);
	const [first] = rest;
	return first !== undefined && (isWord(first) || isIpvsadm(first))
		? {kind: 'ipvsadm', wanted, argv: rest}
		: {kind: 'outer', argv};
};

const isWord = (first: string): boolean => first === 'save' || first === 'restore';

/** Options with one dash are all ipvsadm's; with two, its commands. `--help` and `--version` are about this program. */
const isIpvsadm = (first: string): boolean => {
	if (!first.startsWith('--')) {
		return first.startsWith('-') && first !== '-';
	}
	const name = first.slice(2).split('=', 1)[0] ?? '';
	return name !== 'help' && name !== 'version' && longNames.has(name);
};

const longNames: ReadonlySet<string> = new Set(Object.values(commands).map(({long}) => long));

/** Leading `--demo [SCENARIO]` and `--seed NUMBER`, as they stand before ipvsadm's options. */
const takeDemo = (argv: readonly string[]): {wanted: Wanted; rest: readonly string[]} => {
	let scenario: string | undefined;
	let seed: number | undefined;
	let at = 0;
	for (;;) {
		const {name, value} = splitOption(argv[at] ?? '');
		const following = argv[at + 1];
		if (name === '--demo') {
			const takesFollowing =
				value === undefined && following !== undefined && isScenario(following);
			scenario = value ?? (takesFollowing ? following : defaultScenario);
			at += takesFollowing ? 2 : 1;
		} else if (name === '--seed') {
			seed = Number(value ?? following);
			at += value === undefined ? 2 : 1;
		} else {
			break;
		}
	}
	return {
		wanted: scenario === undefined ? {kind: 'kernel'} : {kind: 'demo', scenario, seed},
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
