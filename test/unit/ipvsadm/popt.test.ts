import {expect, test} from 'vitest';
import {readArguments} from '../../../source/ipvsadm/popt.ts';

/** Every option with its value, then what ended it, the last argument consumed, and the words left over. */
const read = (...argv: readonly string[]) => {
	const found = readArguments(argv);
	const options: string[] = [];
	for (;;) {
		const word = found.next();
		if (typeof word === 'string') {
			return {options, end: word, last: found.lastConsumed(), left: found.positionals};
		}
		const name = word.kind === 'command' ? word.command : word.option;
		options.push(found.value === undefined ? name : `${name}=${found.value}`);
	}
};

test.each([
	[
		['-L', '-n'],
		['list', 'numeric'],
	],
	[['-Ln'], ['list', 'numeric']],
	[['-lnc'], ['list', 'numeric', 'connection']],
	[
		['-At', 'x'],
		['add-service', 'tcp-service=x'],
	],
	[['-Atx'], ['add-service', 'tcp-service=x']],
	[['-At=x'], ['add-service', 'tcp-service=x']],
	[
		['-t=', '-n'],
		['tcp-service=', 'numeric'],
	],
	[['-t==x'], ['tcp-service==x']],
	[['--tcp-service', 'x'], ['tcp-service=x']],
	[['--tcp-service=x=y'], ['tcp-service=x=y']],
	[['--tcp-service='], ['tcp-service=']],
	[
		['-t', '--', '-n'],
		['tcp-service=--', 'numeric'],
	],
	[['-t', '-n'], ['tcp-service=-n']],
	[
		['-Atp', 'x'],
		['add-service', 'tcp-service=p'],
	],
])('%j', (argv, options) => {
	expect(read(...argv).options).toEqual(options);
});

test.each([
	[['-p'], ['persistent']],
	[['-p', '5'], ['persistent=5']],
	[['-p5'], ['persistent=5']],
	[['-p=5'], ['persistent=5']],
	[['-p='], ['persistent=']],
	[['-p', ''], ['persistent=']],
	[
		['-p', '-n'],
		['persistent', 'numeric'],
	],
	[['-p', '--'], ['persistent']],
	[['-ps', 'rr'], ['persistent=s']],
	[['--persistent=5'], ['persistent=5']],
	[['--persistent', '5'], ['persistent=5']],
	[['--persistent', '-5'], ['persistent']],
])('the optional value in %j', (argv, options) => {
	expect(read(...argv).options).toEqual(options);
});

test.each([
	[['-L', '-q'], 'unknown option', '-q'],
	[['-Lnq'], 'unknown option', '-Lnq'],
	[['--lis'], 'unknown option', '--lis'],
	[['--LIST'], 'unknown option', '--LIST'],
	[['--=x'], 'unknown option', '--=x'],
	[['-é'], 'unknown option', '-é'],
	[['-t'], 'missing argument', '-t'],
	[['-At'], 'missing argument', '-At'],
	[['--set', '--weight'], 'missing argument', '--weight'],
	[['-Ln='], 'option does not take an argument', '-Ln='],
	[['--numeric=1'], 'option does not take an argument', '--numeric=1'],
	[['--numeric='], 'option does not take an argument', '--numeric='],
] as const)('%j ends with: %s', (argv, end, last) => {
	expect(read(...argv)).toMatchObject({end, last});
});

test('words that are no options are left over, in order', () => {
	expect(read('1', '--set', '2', '', '-', '3').left).toEqual(['1', '2', '', '-', '3']);
	expect(read('-L', '--', '-n', '--', 'x').left).toEqual(['-n', '--', 'x']);
});

test('where the environment wants it, the first word ends the options', () => {
	const found = readArguments(['--set', '1', '--', '-n'], true);
	expect(found.next()).toMatchObject({command: 'set'});
	expect(found.next()).toBe('end');
	expect(found.positionals).toEqual(['1', '--', '-n']);
});

test('a value with !#:+ takes the next word that is no option, once', () => {
	expect(read('-s', '!#:+', '-n', 'rr', 'rest')).toMatchObject({
		options: ['scheduler=rr', 'numeric'],
		left: ['rest'],
	});
	expect(read('-s', '!#:+', '-n').options).toEqual(['scheduler=!#:+', 'numeric']);
});
