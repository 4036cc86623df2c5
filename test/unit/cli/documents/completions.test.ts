import {rmSync} from 'node:fs';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {bashCompletion} from '../../../../source/cli/documents/bash.ts';
import {fishCompletion} from '../../../../source/cli/documents/fish.ts';
import {zshCompletion} from '../../../../source/cli/documents/zsh.ts';
import {completionCases} from './completion-cases.ts';
import {
	completionFolder,
	isInstalled,
	offersOfBash,
	offersOfFish,
	offersOfZsh,
	typedInBash,
} from './in-shells.ts';

const shells = [
	{shell: 'bash', script: bashCompletion, offersOf: offersOfBash},
	{shell: 'zsh', script: zshCompletion, offersOf: offersOfZsh},
	{shell: 'fish', script: fishCompletion, offersOf: offersOfFish},
] as const;

for (const {shell, script, offersOf} of shells) {
	const isThere = isInstalled(shell);
	describe.skipIf(!isThere)(
		`completion in ${shell}${isThere ? '' : ': it is not installed'}`,
		() => {
			let folder = '';
			let offered: readonly (readonly string[])[] = [];

			beforeAll(async () => {
				folder = completionFolder(script());
				offered = await offersOf({folder, lines: completionCases.map(({line}) => line)});
			});
			afterAll(() => rmSync(folder, {recursive: true}));

			test('answers every line', () => {
				expect(offered.length).toBe(completionCases.length);
			});

			test.for(completionCases.map(({line, offers}, index) => [line, offers, index] as const))(
				'%s',
				([, offers, index]) => {
					expect(new Set(offered[index])).toEqual(new Set(offers));
				},
			);
		},
	);
}

test('readline puts completed addresses together, though it cuts words at colons', async () => {
	const folder = completionFolder(bashCompletion());
	const line = 'ipvs-tui --demo web drain -t 192.0.2.30:\t-r 10.0.3.31\t--tim\t9';
	expect(await typedInBash({folder, line})).toBe(
		'ipvs-tui --demo web drain -t 192.0.2.30:8080 -r 10.0.3.31:8080 --timeout 9',
	);
	rmSync(folder, {recursive: true});
});
