import {commands, type CommandName} from '../../ipvsadm/commands.ts';
import {options, type OptionName, type Takes} from '../../ipvsadm/options.ts';
import {subjects, type Legality} from '../../ipvsadm/subjects.ts';
import {leadingOptions, ownOptions, type OwnOptionName} from '../own-options.ts';
import {subcommands, type SubcommandName} from '../own-words.ts';
import {commandsOf, conflictsOf, neededBy} from './meaning.ts';
import {operandValues, optionValues, ownOptionValues, type Values} from './values.ts';

/** An option as a completion offers it. */
export type Choice = {
	/** The long name, without dashes. */
	readonly name: string;
	/** As it is typed, shortest first. */
	readonly words: readonly string[];
	readonly takes: Takes;
	readonly values: Values;
	/** Name of the value; empty where there is none. */
	readonly valueName: string;
	/** Of all choices with the same group, one can be given. */
	readonly group: string;
	/** Names of choices, one of which must have been given before. */
	readonly needs: readonly string[];
	/** Names of choices, none of which may have been given before. */
	readonly conflicts: readonly string[];
	readonly help: string;
};

/** What may follow one command of ipvsadm, or one of our own words. */
export type CommandLine = {
	readonly name: string;
	/** As it is typed: `-L`, `-l` and `--list`, or `drain`. */
	readonly words: readonly string[];
	/** A value that belongs to the command itself. */
	readonly takes: Takes;
	readonly values: Values;
	/** Further words that are no options, in order. */
	readonly operands: readonly Values[];
	readonly choices: readonly Choice[];
	readonly help: string;
};

/** The commands of ipvsadm, each with the options that are legal with it. */
export const ipvsadmLines = (): readonly CommandLine[] =>
	(Object.keys(commands) as CommandName[]).map(name => {
		const {short, long, takes, operands, help} = commands[name];
		return {
			name,
			words: [...Array.from(short, letter => `-${letter}`), `--${long}`],
			takes,
			values: takes === 'value' ? 'daemon' : 'anything',
			// The operands of the others are options.
			operands: name === 'set' ? operands.split(' ').map(() => 'anything') : [],
			choices: optionNames.flatMap(option => choiceWith(name, option)),
			help,
		};
	});

/** Our own words with their options. */
export const ownLines = (): readonly CommandLine[] =>
	(Object.keys(subcommands) as SubcommandName[]).map(name => {
		const {operands, options: own, help} = subcommands[name];
		const parts = operands.split(/[\s[\]]+/).filter(part => part !== '');
		return {
			name,
			words: [name],
			takes: 'nothing',
			values: 'anything',
			operands: parts.flatMap(part => operandValues[part] ?? []),
			choices: [...parts.flatMap(choicesNamed), ...own.map(ownChoice)],
			help,
		};
	});

/** Options that come before every word and command. */
export const leadingChoices = (): readonly Choice[] => leadingOptions.map(ownChoice);

/** Options of the live table, which can stand without its word. */
export const wordlessChoices = (): readonly Choice[] => subcommands.tui.options.map(ownChoice);

const optionNames = Object.keys(options) as readonly OptionName[];

const choiceWith = (command: CommandName, name: OptionName): readonly Choice[] => {
	const choice = choiceOf(name);
	const subject = subjectOf(name);
	if (subject === undefined) {
		return commandsOf[name]?.includes(command) === true ? [choice] : [];
	}
	const rule = (subjects[subject] as Partial<Record<CommandName, Legality>>)[command];
	if (rule === undefined) {
		return [];
	}
	return [
		{
			...choice,
			group: rule === 'alone' ? 'alone' : choice.group,
			// A service that is there cannot be added, nor a server that is behind the service already.
			values:
				command === 'add-service'
					? withoutTable(choice.values)
					: command === 'add-server' && choice.values === 'servers'
						? 'other-servers'
						: choice.values,
		},
	];
};

const withoutTable = (values: Values): Values =>
	values === 'tcp' || values === 'udp' || values === 'sctp' || values === 'marks'
		? 'anything'
		: values;

const choiceOf = (name: OptionName): Choice => {
	const {short, takes, help, ...row} = options[name];
	return {
		name,
		words: [...(short === '' ? [] : [`-${short}`]), `--${name}`],
		takes,
		values: optionValues[name] ?? 'anything',
		valueName: 'value' in row ? row.value.replace(/^\[(.*)\]$/, '$1') : '',
		group: subjectOf(name) ?? name,
		needs: neededBy[name] ?? [],
		conflicts: conflictsOf[name] ?? [],
		help,
	};
};

const subjectOf = (name: OptionName) => {
	const row = options[name];
	return 'about' in row ? row.about : undefined;
};

const ownChoice = (name: OwnOptionName): Choice => {
	const {takes, help, ...row} = ownOptions[name];
	return {
		name,
		words: [`--${name}`],
		takes,
		values: ownOptionValues[name] ?? 'anything',
		valueName: 'value' in row ? row.value : '',
		group: name,
		needs: [],
		conflicts: [],
		help,
	};
};

/** The options of ipvsadm that an operand of ours stands for. */
const choicesNamed = (operand: string): readonly Choice[] => {
	if (operand === 'SERVICE') {
		return optionNames
			.filter(name => subjectOf(name) === 'service-address' || name === 'ipv6')
			.map(choiceOf);
	}
	return optionNames.filter(name => `-${options[name].short}` === operand).map(choiceOf);
};
