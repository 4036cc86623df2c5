import {commands, type CommandName} from '../../ipvsadm/commands.ts';
import {options, type OptionName} from '../../ipvsadm/options.ts';
import {leadingOptions, ownOptions, type OwnOptionName} from '../own-options.ts';
import {subcommands, type SubcommandName} from '../own-words.ts';
import {ipvsadmLines} from './command-lines.ts';
import {careText} from './manual-care.ts';
import {
	descriptionText,
	differencesText,
	environmentText,
	exitText,
	filesText,
	operatorExamples,
} from './manual-text.ts';
import {bold, example, italic, item, paragraph, plain, prose, section, subsection} from './roff.ts';

/** The manual page ipvs-tui(8), in roff. */
export const manualPage = (version: string): string =>
	[
		`.\\" Made from the tables of the program.`,
		`.TH IPVS\\-TUI 8 "" "ipvs\\-tui ${plain(version)}" "System Administration"`,
		// Neither hyphens nor stretched blanks between what is to be typed.
		'.nh',
		'.ad l',
		section('NAME', 'ipvs\\-tui \\- terminal UI and command line for Linux IPVS load balancers'),
		section('SYNOPSIS', ...synopsis()),
		section('DESCRIPTION', ...descriptionText.map(paragraph)),
		section('OUR COMMANDS', ...wordNames.map(wordItem)),
		subsection('Before every command', ...leadingOptions.map(ownOptionItem)),
		subsection('On their own', ...(['help', 'version'] as const).map(ownOptionItem)),
		section(
			'IPVSADM COMMANDS',
			paragraph(
				'One of them comes first on the command line. _SERVICE_ is one of `-t`, `-u`, `--sctp-service` and `-f`.',
			),
			...ipvsadmNames.map(commandItem),
		),
		section(
			'OPTIONS',
			paragraph('Of the commands of ipvsadm; the commands that take an option stand behind it.'),
			...optionNames.map(optionItem),
		),
		section('FILES OF CARE', ...careText()),
		section('EXIT STATUS', ...exitText.map(marked)),
		section('FILES', ...filesText.map(marked)),
		section('ENVIRONMENT', ...environmentText.map(marked)),
		section('DIFFERENCES', ...differencesText.map(paragraph)),
		section(
			'EXAMPLES',
			...operatorExamples.flatMap(({says, lines}) => [paragraph(says), example(lines)]),
		),
		section('SEE ALSO', '.BR ipvsadm (8),', '.BR ip\\-netns (8),', '.BR keepalived (8)'),
		'',
	].join('\n');

const wordNames = Object.keys(subcommands) as readonly SubcommandName[];
const ipvsadmNames = Object.keys(commands) as readonly CommandName[];
const optionNames = Object.keys(options) as readonly OptionName[];

const synopsis = (): readonly string[] => {
	const leading = leadingOptions.map(name => `[${bold(`--${name}`)}${ownValue(name)}]`).join(' ');
	return [
		`.B ipvs\\-tui`,
		leading,
		...subcommands.tui.options.map(name => `[${bold(`--${name}`)}${ownValue(name)}]`),
		'.br',
		'.B ipvs\\-tui',
		`[${italic('DIRECTOR')}] ${italic('WORD')} [${italic('OPTION')} ...]`,
		'.br',
		'.B ipvs\\-tui',
		`[${italic('DIRECTOR')}] ${italic('IPVSADM-COMMAND')} [${italic('OPTION')} ...]`,
		'.br',
		'.B ipvsadm',
		`${italic('IPVSADM-COMMAND')} [${italic('OPTION')} ...]`,
	];
};

const wordItem = (name: SubcommandName): string => {
	const {operands, help, options: own} = subcommands[name];
	const settings = own.map(option => ` [${bold(`--${option}`)}${ownValue(option)}]`).join('');
	return [
		item(`${bold(name)}${operandsText(operands)}${settings}`, said(help)),
		...(own.length === 0 ? [] : ['.RS', ...own.map(ownOptionItem), '.RE']),
	].join('\n');
};

const commandItem = (name: CommandName): string => {
	const {short, long, operands, help} = commands[name];
	const names = [...Array.from(short, letter => `-${letter}`), `--${long}`].map(bold).join(', ');
	return item(`${names}${operandsText(operands)}`, said(help));
};

const optionItem = (name: OptionName): string => {
	const row = options[name];
	const names = [...(row.short === '' ? [] : [`-${row.short}`]), `--${name}`].map(bold).join(', ');
	const value = 'value' in row ? ` ${operandsText(row.value).trimStart()}` : '';
	const users = ipvsadmLines()
		.filter(({choices}) => choices.some(choice => choice.name === name))
		.map(({words}) => bold(words[0] ?? ''));
	return item(`${names}${value}`, `${said(row.help)} (${users.join(' ')})`);
};

const ownOptionItem = (name: OwnOptionName): string =>
	item(`${bold(`--${name}`)}${ownValue(name)}`, said(ownOptions[name].help));

const ownValue = (name: OwnOptionName): string => {
	const row = ownOptions[name];
	const value = 'value' in row ? operandsText(row.value).trimStart() : '';
	return value === '' ? '' : row.takes === 'optional' ? ` [${value}]` : ` ${value}`;
};

/** Capitals are to be replaced, everything else is typed. */
const operandsText = (operands: string): string =>
	operands === ''
		? ''
		: ` ${operands
				.split(/([[\]{}|:,… ]+)/)
				.map(part =>
					/^[A-Z]+$/.test(part) ? italic(part) : /^[-a-z]/.test(part) ? bold(part) : plain(part),
				)
				.join('')}`;

/** What the tables say of themselves is written for the help; here it is a manual. */
const said = (help: string): string => prose(help.replace('this text', 'a short help'));

const marked = ([term, text]: readonly [string, string]): string => item(bold(term), prose(text));
