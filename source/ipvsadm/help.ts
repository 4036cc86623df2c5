import {commands} from './commands.ts';
import {options} from './options.ts';

/** ipvsadm's version line; programs look for it. */
export const versionText = 'ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)\n';

/** The version line and every command and option of the tables. */
export const helpText = (program: string): string =>
	[
		versionText.trimEnd(),
		`Usage: ${program} COMMAND [OPTION…]`,
		'',
		'Commands, one of which comes first:',
		...Object.values(commands).map(({short, long, operands, help}) =>
			line(names(short, long), operands, help),
		),
		'',
		'SERVICE is one of -t, -u, --sctp-service and -f. Options:',
		...Object.entries(options).map(([long, option]) =>
			line(names(option.short, long), 'value' in option ? option.value : '', option.help),
		),
		'',
	].join('\n');

const names = (short: string, long: string): string =>
	`${Array.from(short, letter => `-${letter}, `)
		.join('')
		.padStart(4)}--${long}`;

const line = (name: string, operand: string, help: string): string =>
	`  ${`${name}${operand === '' ? '' : ` ${operand}`}`.padEnd(36)} ${help}`;
