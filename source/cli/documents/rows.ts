import type {Choice, CommandLine} from './command-lines.ts';

/**
A choice as the completions of bash and fish hold it, in one line that blanks separate: name, group, takes, values, needs, conflicts, and the words.
Names are separated by commas; `-` stands where there are none.
*/
export const rowOf = (choice: Choice): string => {
	const {name, group, takes, values, needs, conflicts, words} = choice;
	return [name, group, takes, values, list(needs), list(conflicts), ...words].join(' ');
};

const list = (names: readonly string[]): string => (names.length === 0 ? '-' : names.join(','));

/** The longest way to type the command; ours have no dashes, so `save` and `--save` are two. */
export const keyOf = ({words}: CommandLine): string => words.at(-1) ?? '';

/** The keys of command lines that have the same choices, together. */
export const byChoices = (
	lines: readonly CommandLine[],
): readonly {readonly keys: readonly string[]; readonly choices: readonly Choice[]}[] =>
	Array.from(Map.groupBy(lines, ({choices}) => JSON.stringify(choices)).values(), group => ({
		keys: group.map(keyOf),
		choices: group[0]?.choices ?? [],
	})).filter(({choices}) => choices.length > 0);

/** Patterns that bash, zsh and fish understand in a `case`, for the words that begin a command line. */
export const patternsOf = ({words, takes}: CommandLine): readonly string[] =>
	words.flatMap(word =>
		word.startsWith('--')
			? takes === 'nothing'
				? [word]
				: [word, `${word}=*`]
			: word.startsWith('-')
				? [`${word}*`]
				: [word],
	);

/** How words begin that are one of these options. */
export const startsOf = (choices: readonly Choice[]): readonly string[] =>
	choices.flatMap(({words, takes}) =>
		words.flatMap(word => (takes === 'nothing' ? [word] : [word, `${word}=*`])),
	);
