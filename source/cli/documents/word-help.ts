import {leadingOptions} from '../own-options.ts';
import {subcommands, type SubcommandName} from '../own-words.ts';
import {entry, wrapped} from './columns-text.ts';
import {ownLines, type Choice} from './command-lines.ts';
import {optionText} from './outer-help.ts';

/** What `ipvs-tui WORD --help` prints, for a terminal of 80 columns. */
export const wordHelp = (name: SubcommandName): string => {
	const {operands, help} = subcommands[name];
	const choices = ownLines().find(line => line.name === name)?.choices ?? [];
	return [
		...wrapped(
			`Usage: ipvs-tui [DIRECTOR] ${[name, operands].filter(part => part !== '').join(' ')}${choices.length === 0 ? '' : ' [OPTION…]'}`,
		),
		'',
		...wrapped(`${help.charAt(0).toUpperCase()}${help.slice(1)}.`),
		...(choices.length === 0 ? [] : ['', 'Options', ...choices.flatMap(choiceLines)]),
		'',
		...wrapped(`DIRECTOR is any of ${leadingOptions.map(optionText).join(', ')}.`),
		'ipvs-tui --help lists the other words.',
		'',
	].join('\n');
};

const choiceLines = ({words, valueName, takes, help}: Choice): readonly string[] =>
	entry(
		`${words.join(', ')}${takes === 'nothing' || valueName === '' ? '' : ` ${valueName}`}`,
		help,
	);
