import {hint} from '../hint.ts';
import {ownOptions, type OwnOption, type OwnOptionName} from '../own-options.ts';
import {subcommands, type SubcommandName} from '../own-words.ts';

/** Options of our own as they were given, and everything else in its order. */
export type WordOptions = {
	/** With its value; an empty text for an option that takes none. */
	readonly given: ReadonlyMap<OwnOptionName, string>;
	/** The values of options that may be given more than once, see `repeats`. */
	readonly all: ReadonlyMap<OwnOptionName, readonly string[]>;
	readonly operands: readonly string[];
};

/**
Reads what stands after a word by the table of own options: `--name`, `--name value`, `--name=value`. Nothing after `--` is an option.

@param others - what happens to other arguments with a dash: `pass` leaves them to ipvsadm's grammar, as operands
@returns one sentence when something does not fit
*/
export const readOptions = (
	word: SubcommandName,
	argv: readonly string[],
	others: 'refuse' | 'pass' = 'refuse',
): WordOptions | string => {
	const known: readonly OwnOptionName[] = subcommands[word].options;
	const dashed = known.map(candidate => `--${candidate}`);
	const given = new Map<OwnOptionName, string>();
	const all = new Map<OwnOptionName, readonly string[]>();
	const operands: string[] = [];
	for (let at = 0; at < argv.length; at += 1) {
		const argument = argv[at] ?? '';
		if (argument === '--') {
			operands.push(...argv.slice(at + 1));
			break;
		}
		const [name = '', value] = cut(argument);
		const option = known.find(candidate => `--${candidate}` === name);
		if (option === undefined) {
			if (others === 'refuse' && argument.startsWith('-') && argument !== '-') {
				return `${word} has no option ${name}; ${hint(name, dashed)}`;
			}
			operands.push(argument);
			continue;
		}
		const row: OwnOption = ownOptions[option];
		if (given.has(option) && row.repeats !== true) {
			return `${name} was given twice`;
		}
		if (row.takes === 'nothing') {
			if (value !== undefined) {
				return `${name} takes no value`;
			}
			given.set(option, '');
			continue;
		}
		const taken = value ?? argv[at + 1];
		if (taken === undefined) {
			return `${name} needs a value`;
		}
		at += value === undefined ? 1 : 0;
		given.set(option, taken);
		all.set(option, [...(all.get(option) ?? []), taken]);
	}
	const most = subcommands[word].operands === '' ? 0 : 1;
	if (others === 'refuse' && operands.length > most) {
		const extra = operands.slice(most).join(' ');
		return most === 0
			? `${word} takes no arguments, but got ${extra}${fileHint(known, operands)}`
			: `${word} takes one ${subcommands[word].operands}, but got also ${extra}`;
	}
	return {given, all, operands};
};

/** What looks like a path is most likely meant as the file that such a word takes by its option. */
const fileHint = (known: readonly OwnOptionName[], [first = '']: readonly string[]): string =>
	known.includes('from') && /[./]/.test(first)
		? `; a file of rules is named with --from: --from ${first}`
		: '';

const cut = (argument: string): readonly [string, string?] => {
	const equals = argument.startsWith('--') ? argument.indexOf('=') : -1;
	return equals < 0 ? [argument] : [argument.slice(0, equals), argument.slice(equals + 1)];
};
