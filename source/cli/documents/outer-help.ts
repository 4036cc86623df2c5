import {leadingOptions, ownOptions, type OwnOptionName} from '../own-options.ts';
import {subcommands, type SubcommandName} from '../own-words.ts';
import {entry} from './columns-text.ts';

/** What `ipvs-tui --help` prints, for a terminal of 80 columns. */
export const outerHelp = (): string =>
	[
		'Usage: ipvs-tui [DIRECTOR] [WORD] [OPTION…]',
		'       ipvs-tui [DIRECTOR] -A|-E|-D|-a|-e|-d|-L|-S|-R|… [OPTION…]',
		'',
		'The table of virtual services (IPVS) of this machine, live in the terminal. What',
		'begins with one dash, or with a long command of ipvsadm 1.31, is just as in',
		'ipvsadm; ipvs-tui -h lists that. The words and options below are our own;',
		'ipvs-tui WORD --help has more about a word.',
		...groups.flatMap(({group, title}) => ['', title, ...namesIn(group).flatMap(wordLines)]),
		'',
		'Options of these words',
		...optionNames.filter(name => usersOf(name).length > 0).flatMap(optionLines),
		'',
		'Which director, before everything else',
		...leadingOptions.flatMap(optionLines),
		'',
		'On its own',
		...(['help', 'version'] as const).flatMap(optionLines),
		'',
		'SERVICE and SERVER are written as in ipvsadm, see below. Everybody may look at',
		'the live table; counters and changes need CAP_NET_ADMIN, usually root.',
		'',
		'Examples',
		...examples.flatMap(({line, says}) => entry(line, says)),
	].join('\n');

const groups = [
	{group: 'look', title: 'Look'},
	{group: 'change', title: 'Change'},
	{group: 'files', title: 'Rules files and scripts'},
	{group: 'install', title: 'Set up'},
] as const;

/** The manual has the same. */
export const examples = [
	{line: 'ipvs-tui', says: 'the live table; q quits'},
	{line: 'ipvs-tui -Ln --stats', says: 'as ipvsadm prints it'},
	{line: 'ipvs-tui --demo', says: 'try everything without a kernel that has IPVS'},
	{line: 'ipvs-tui save > rules', says: 'keep the table in a file'},
	{line: 'ipvs-tui diff rules', says: 'what has changed since then'},
	{line: 'ipvs-tui apply rules', says: 'go back to it, touching only what differs'},
	{
		line: 'ipvs-tui drain -t 192.0.2.10:80 -r 10.0.0.11:8080 --wait --timeout 600',
		says: 'take a server out, and return when nobody uses it any more',
	},
	{
		line: 'ipvs-tui return -t 192.0.2.10:80 -r 10.0.0.11:8080',
		says: 'put it back with its weight',
	},
] as const;

const optionNames = Object.keys(ownOptions) as readonly OwnOptionName[];
const wordNames = Object.keys(subcommands) as readonly SubcommandName[];

const namesIn = (group: string): readonly SubcommandName[] =>
	wordNames.filter(name => subcommands[name].group === group);

const usersOf = (option: OwnOptionName): readonly SubcommandName[] =>
	wordNames.filter(name =>
		(subcommands[name].options as readonly OwnOptionName[]).includes(option),
	);

const wordLines = (name: SubcommandName): readonly string[] => {
	const {operands, help} = subcommands[name];
	return entry(operands === '' ? name : `${name} ${operands}`, help);
};

const optionLines = (name: OwnOptionName): readonly string[] => {
	const users = usersOf(name);
	const help = ownOptions[name].help;
	return entry(optionText(name), users.length === 0 ? help : `${help} (${users.join(', ')})`);
};

/** As it is written: `--demo [SCENARIO]`. */
export const optionText = (name: OwnOptionName): string => {
	const row = ownOptions[name];
	const value = 'value' in row ? row.value : '';
	return row.takes === 'nothing'
		? `--${name}`
		: `--${name} ${row.takes === 'optional' ? `[${value}]` : value}`;
};
