import {commands} from '../ipvsadm/commands.ts';
import {hint} from './hint.ts';
import {leadingOptions, ownOptions, type OwnOptionName} from './own-options.ts';
import {subcommands} from './own-words.ts';

/** What is wrong with the options of the live table, in one sentence, before their values are looked at. */
export const argumentFault = (argv: readonly string[]): string | undefined => {
	const seen = new Set<string>();
	for (let at = 0; at < argv.length && argv[at] !== '--'; at += 1) {
		const [name = ''] = (argv[at] ?? '').split('=', 1);
		if (!name.startsWith('-') || name === '-') {
			continue;
		}
		const option = known.find(candidate => `--${candidate}` === name);
		if (option === undefined) {
			return `there is no option ${name}; ${hint(name, suggestions)}`;
		}
		if (seen.has(name)) {
			return `${name} was given twice`;
		}
		seen.add(name);
		if (ownOptions[option].takes === 'nothing' && name !== argv[at]) {
			return `${name} takes no value`;
		}
		if (ownOptions[option].takes === 'value' && name === argv[at]) {
			at += 1;
			if (argv[at] === undefined) {
				return `${name} needs a value`;
			}
		}
	}
	return undefined;
};

const known: readonly OwnOptionName[] = [
	...leadingOptions,
	...subcommands.tui.options,
	'help',
	'version',
];

/** Whoever mistypes a command of ipvsadm comes here too. */
const suggestions: readonly string[] = [
	...known,
	...Object.values(commands).map(({long}) => long),
].map(name => `--${name}`);
