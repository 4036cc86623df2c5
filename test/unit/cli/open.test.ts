import {expect, test} from 'vitest';
import {openWanted, problemOf} from '../../../source/cli/open.ts';

const web = {kind: 'demo', scenario: 'web'} as const;

test.each([
	[
		'a contradiction',
		{kind: 'contradiction', says: 'leave something away'},
		'leave something away',
	],
	['a shared demo', {...web, listen: '/run/x'}, /^--listen shares the live demo; .* --connect$/],
	['a faster demo', {...web, speed: 2}, /^--speed is about the live demo/],
	['a bad seed', {...web, seed: Number.NaN}, '--seed takes a whole number'],
	['a directory', {...web, scenario: '/'}, /^cannot read the scenario \/: .*directory/],
	[
		'an unknown scenario',
		{...web, scenario: 'wbe'},
		'there is no scenario "wbe"; did you mean web? there are web, maintenance, uneven, overload, fleet-100k, conns-1m, empty, and files, such as ./wbe',
	],
	[
		'no file',
		{...web, scenario: './nowhere.scenario'},
		'cannot read the scenario ./nowhere.scenario: no such file or directory',
	],
	[
		'nobody to connect to',
		{kind: 'connect', path: '/nowhere/x'},
		'no demo is shared at /nowhere/x; ipvs-tui --demo --listen /nowhere/x shares one',
	],
] as const)('%s is told in a sentence', async (_, wanted, sentence) => {
	expect(await openWanted(wanted)).toMatch(sentence);
});

test('a namespace must be there before anything is opened', async () => {
	const nowhere = {kind: 'kernel', networkNamespace: 'no-such-namespace'} as const;
	expect(await openWanted(nowhere)).toBe(
		'there is no network namespace at /var/run/netns/no-such-namespace',
	);
	expect(problemOf({kind: 'kernel', networkNamespace: String(process.pid)})).toBeUndefined();
	expect(problemOf({kind: 'kernel'})).toBeUndefined();
});
