import {
	array,
	constant,
	constantFrom,
	nat,
	oneof,
	shuffledSubarray,
	subarray,
	tuple,
	type Arbitrary,
} from 'fast-check';
import {commands, type CommandName} from '../../../source/ipvsadm/commands.ts';
import {options, type OptionName} from '../../../source/ipvsadm/options.ts';
import {legalityOf, subjectIndex} from '../../../source/ipvsadm/words.ts';
import type {Command} from '../../cases/run-case.ts';
import {madeUpValue} from './made-up-values.ts';
import {gaps, misspellings, oddLines, strayWords} from './odd-words.ts';
import {goodValues, oddValues} from './values.ts';

/** Words of a command line. */
type Words = readonly string[];

/** Rules of the director that the command lines meet. */
export const beforehand = (): Arbitrary<string> =>
	subarray(rules).map(chosen => chosen.map(rule => `${rule}\n`).join(''));

/** Each may be left out: a service comes with its servers. */
const rules = [
	'-A -t 10.0.0.1:80 -s rr\n-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 5 -x 10 -y 5\n-a -t 10.0.0.1:80 -r 1.1.1.1:80',
	'-A -t 10.0.0.80:80 -p 300 -M 255.255.0.0\n-a -t 10.0.0.80:80 -r 10.0.0.3:8080 -m',
	'-A -t 192.168.0.1:80 -s sh -b sh-port\n-a -t 192.168.0.1:80 -r 10.0.0.2:80 -i',
	'-A -t [2001:db8::1]:80 -p 10 -M 64\n-a -t [2001:db8::1]:80 -r [2001:db8::2]:80 -m',
	'-A -u 10.0.0.1:53 -o\n-A --sctp-service 10.0.0.1:80',
	'-A -f 7 -s wrr\n-a -f 7 -r 10.0.0.3:8080 -m',
	'-A -f 7 -6 -s mh\n-a -f 7 -6 -r 2001:db8::3 -i --tun-type gue --tun-port 5',
];

/** Command lines one after another on one director, mostly sensible ones, so that they meet each other's services; then a listing. */
export const sequences = (): Arbitrary<readonly Command[]> =>
	tuple(
		array(
			oneof(
				{weight: 9, arbitrary: line().map(argv => ({argv, stdin: ''}))},
				{weight: 1, arbitrary: restore()},
			),
			{minLength: 3, maxLength: 6},
		),
		listing(),
	).map(([lines, last]) => [...lines, {argv: last, stdin: ''}]);

/** With names too, which nothing else lists. */
const listing = (): Arbitrary<Words> =>
	constantFrom<Words>(
		[],
		['-L'],
		['-S'],
		['-L', '--stats'],
		['-Ln', '--rate', '--exact'],
		['-L', '--persistent-conn', '-t', 'web:80'],
		['-Ln', '-f', '7', '-6'],
		['-Lt', '10.0.0.1:80', '--tun-info', '--nosort'],
	);

/** Lines for --restore: rules, and what else may stand in a file, with all kinds of blanks and ends. */
const restore = (): Arbitrary<Command> =>
	tuple(
		array(
			oneof(
				{weight: 8, arbitrary: tuple(line(), constantFrom(...gaps)).map(written)},
				{weight: 1, arbitrary: constantFrom(...oddLines)},
			),
			{minLength: 1, maxLength: 10},
		),
		constantFrom('\n', '\n', '\r\n', ' \n', '\t\n', '\r\r\n'),
		constantFrom('\n', '\r\n', ' \n', '', ' ', '  ', '\t', '\r', '\t '),
	).map(([lines, between, end]) => ({argv: ['-R'], stdin: lines.join(between) + end}));

const written = ([words, gap]: [Words, string]): string => words.join(gap);

const line = (): Arbitrary<Words> =>
	oneof(
		{weight: 12, arbitrary: sensible()},
		{weight: 3, arbitrary: sensible().map(bundled)},
		{weight: 2, arbitrary: joined(sensible(), anyOption())},
		{weight: 1, arbitrary: joined(anyOption(), sensible())},
		{weight: 3, arbitrary: joined(commandName().chain(spelledCommand), anyOption(), anyOption())},
		{
			weight: 2,
			arbitrary: tuple(sensible(), nat(), constantFrom(...misspellings)).map(
				([words, at, misspell]) =>
					words.map((word, index) => (index === at % words.length ? misspell(word) : word)),
			),
		},
		{
			weight: 2,
			arbitrary: tuple(sensible(), nat(), constantFrom(...strayWords)).map(([words, at, odd]) =>
				words.toSpliced(at % (words.length + 1), 0, odd),
			),
		},
		{
			weight: 1,
			arbitrary: tuple(sensible(), nat()).map(([words, at]) =>
				words.toSpliced(at % words.length, 1),
			),
		},
	);

/** Neighbouring letters in one word, with the value of the last one too. */
const bundled = (words: Words): Words =>
	words.reduce<Words>((done, word) => {
		const last = done.at(-1) ?? '';
		const isJoined = /^-[A-Za-z]$/.test(last) && /^-[A-Za-z]/.test(word);
		return isJoined ? [...done.slice(0, -1), last + word.slice(1)] : [...done, word];
	}, []);

/** A command with what it needs and some of what it takes, in any order and spelling; values are mostly good. */
const sensible = (): Arbitrary<Words> =>
	commandName().chain(command => {
		const needed = needs(command, 'service-address') ? service() : constant<Words>([]);
		const server = needs(command, 'real-server')
			? spelled('real-server', good)
			: constant<Words>([]);
		const chosen = choice(optional(command)).chain(names =>
			tuple(...names.map(name => spelled(name, good))),
		);
		return tuple(spelledCommand(command), needed, server, chosen, nat(9)).map(
			([words, first, second, others, order]) => {
				const parts = [first, second, ...others];
				// Some options mean something else before the service than after it.
				const ordered = order === 0 ? parts.toReversed() : parts;
				const timeouts = command === 'set' ? ['10', '0', '30'] : [];
				return [...words, ...ordered.flat(), ...timeouts];
			},
		);
	});

/** Few of the options, because many exclude each other. */
const choice = (from: readonly OptionName[]): Arbitrary<readonly OptionName[]> =>
	oneof(
		{weight: 3, arbitrary: shuffledSubarray([...from], {maxLength: Math.min(2, from.length)})},
		{weight: 1, arbitrary: shuffledSubarray([...from], {maxLength: Math.min(5, from.length)})},
	);

const service = (): Arbitrary<Words> =>
	oneof(
		{weight: 6, arbitrary: spelled('tcp-service', good)},
		{weight: 1, arbitrary: spelled('udp-service', good)},
		{weight: 1, arbitrary: spelled('sctp-service', good)},
		{weight: 2, arbitrary: spelled('fwmark-service', good)},
		{weight: 1, arbitrary: joined(spelled('fwmark-service', good), constant(['-6']))},
	);

const commandName = (): Arbitrary<CommandName> =>
	oneof(
		...Object.entries(weights).map(([command, weight]) => ({
			weight,
			arbitrary: constant(command as CommandName),
		})),
	);

/** Not the help, whose words are our own, and not --restore, which needs lines. */
const weights: Readonly<Partial<Record<CommandName, number>>> = {
	'add-service': 8,
	'edit-service': 4,
	'delete-service': 2,
	flush: 1,
	list: 8,
	'add-server': 10,
	'edit-server': 4,
	'delete-server': 3,
	set: 1,
	'start-daemon': 1,
	'stop-daemon': 1,
	save: 3,
	zero: 2,
	version: 1,
};

type Need = 'service-address' | 'real-server';

const needs = (command: CommandName, subject: Need): boolean =>
	legalityOf(command)[subjectIndex(subject)] === 'must';

/** Legal options besides those that name a service or server; of -L and -Z also those that name a service. */
const optional = (command: CommandName): readonly OptionName[] =>
	optionNames.filter(option => {
		const row = options[option];
		const rule = 'about' in row ? legalityOf(command)[subjectIndex(row.about)] : 'may';
		// Only behind a firewall mark, where it is put, is -6 anything but an error.
		return option !== 'ipv6' && (rule === 'may' || rule === 'alone');
	});

const anyOption = (): Arbitrary<Words> =>
	constantFrom(...optionNames).chain(option => spelled(option, 50));

/** @param goodness - how many of a hundred values are good ones */
const spelled = (option: OptionName, goodness: number): Arbitrary<Words> => {
	const {short, takes} = options[option];
	const names = [`--${option}`, ...Array.from(short, letter => `-${letter}`)];
	if (takes === 'nothing') {
		return constantFrom(...names).map(name => [name]);
	}
	const value = oneof(
		{weight: goodness, arbitrary: constantFrom(...goodValues(option))},
		{weight: (100 - goodness) / 2, arbitrary: constantFrom(...oddValues)},
		{weight: (100 - goodness) / 2, arbitrary: madeUpValue(option)},
	);
	return tuple(constantFrom(...names), value, constantFrom(...spellings)).map(
		([name, text, spelling]) => spelling(name, text),
	);
};

const spellings: readonly ((name: string, value: string) => Words)[] = [
	(name, value) => [name, value],
	(name, value) => [name, value],
	(name, value) => [name, value],
	(name, value) => [`${name}=${value}`],
	(name, value) => (name.startsWith('--') ? [name, value] : [name + value]),
];

const spelledCommand = (command: CommandName): Arbitrary<Words> => {
	const {short, long, takes} = commands[command];
	const names = [`--${long}`, ...Array.from(short, letter => `-${letter}`)];
	return tuple(constantFrom(...names), constantFrom(...roles)).map(([name, role]) =>
		takes === 'value' ? [name, role] : [name],
	);
};

const roles = ['master', 'backup', 'master', 'backup', 'both', 'MASTER', 'master ', ''];

const joined = (...parts: readonly Arbitrary<Words>[]): Arbitrary<Words> =>
	tuple(...parts).map(words => words.flat());

const optionNames = Object.keys(options) as OptionName[];
const good = 88;
