import {expect, test} from 'vitest';
import {
	ipvsadmLines,
	ownLines,
	type Choice,
	type CommandLine,
} from '../../../../source/cli/documents/command-lines.ts';
import {operandValues, wordLists} from '../../../../source/cli/documents/values.ts';
import {subcommands} from '../../../../source/cli/own-words.ts';
import {emptyNameBook} from '../../../../source/ipvsadm/names.ts';
import {parse} from '../../../../source/ipvsadm/parse.ts';
import {readSchedulerFlags} from '../../../../source/ipvsadm/scheduler-flags.ts';

/** A value that passes, whatever else is on the line; options not named take a number. */
const values: Readonly<Record<string, string>> = {
	'tcp-service': '192.0.2.1:80',
	'udp-service': '192.0.2.1:80',
	'sctp-service': '192.0.2.1:80',
	'real-server': '10.0.0.1:80',
	scheduler: 'sh',
	'sched-flags': 'flag-1',
	netmask: '255.255.255.0',
	pe: 'sip',
	'tun-type': 'gue',
	'mcast-interface': 'eth0',
	'mcast-group': '224.0.0.81',
};

const ipv6Values: typeof values = {netmask: '64', 'real-server': '[2001:db8::1]:80'};

const wordsOf = (
	{name, words, takes}: Choice,
	_index: number,
	all: readonly Choice[],
): readonly string[] => {
	const special = all.some(choice => choice.name === 'ipv6') ? ipv6Values : {};
	const word = words.at(-1) ?? '';
	return takes === 'nothing' ? [word] : [word, special[name] ?? values[name] ?? '60'];
};

const isOffered = ({group, needs, conflicts}: Choice, given: readonly Choice[]): boolean =>
	!given.some(before => before.group === group) &&
	(needs.length === 0 || given.some(({name}) => needs.includes(name))) &&
	!given.some(({name}) => conflicts.includes(name));

const chosen = (line: CommandLine, names: readonly string[]): readonly Choice[] =>
	names.flatMap(name => line.choices.filter(choice => choice.name === name));

/** What has to be there before anything else makes sense. */
const beginnings = ({choices}: CommandLine): readonly (readonly string[])[] => {
	const names = choices.map(({name}) => name);
	const services = names.filter(name => name.endsWith('-service'));
	const server = names.includes('real-server') ? ['real-server'] : [];
	const methods = names.includes('ipip') ? [['ipip', 'tun-type', 'tun-port'], []] : [[]];
	const optional = names.includes('numeric') || services.length === 0 ? [[]] : [];
	return [
		...optional,
		...services.flatMap(service => methods.map(method => [service, ...server, ...method])),
	];
};

test.for(ipvsadmLines().map(line => [line.words[0] ?? '', line] as const))(
	'ipvsadm takes whatever is offered after %s, two options at a time',
	([, line]) => {
		const refused: string[] = [];
		for (const beginning of beginnings(line)) {
			const before = chosen(line, beginning);
			for (const first of line.choices.filter(choice => isOffered(choice, before))) {
				const given = [...before, first];
				for (const second of line.choices.filter(choice => isOffered(choice, given))) {
					const argv = [
						line.words.at(-1) ?? '',
						...(line.takes === 'value' ? ['master'] : []),
						...line.operands.map(() => '60'),
						...[...given, second].flatMap(wordsOf),
					];
					const parsed = parse(argv, {
						program: 'ipvsadm',
						names: emptyNameBook,
						source: 'command-line',
					});
					// Something may still be missing; nothing may be too much.
					if (parsed.kind === 'refused' && !parsed.stderr.startsWith('You need to supply')) {
						refused.push(`${argv.join(' ')}: ${parsed.stderr}`);
					}
				}
			}
		}
		expect(refused).toEqual([]);
	},
);

test('every operand of our words can be completed, or is written in options of ipvsadm', () => {
	const operands = Object.values(subcommands).flatMap(({operands: text}) =>
		text.split(/[\s[\]]+/).filter(part => part !== ''),
	);
	const known = new Set([...Object.keys(operandValues), 'SERVICE', '-r', 'SERVER', '-w', 'WEIGHT']);
	expect(operands.filter(operand => !known.has(operand))).toEqual([]);
	expect(
		ownLines()
			.flatMap(({choices}) => choices)
			.every(({words}) => words.length > 0),
	).toBe(true);
});

test('every scheduler flag that is offered exists', () => {
	expect(
		wordLists['sched-flags'].filter(
			flag => typeof readSchedulerFlags(flag, flag.split('-')[0] ?? '') === 'string',
		),
	).toEqual([]);
});
