import {describe, expect, test} from 'vitest';
import {fileNames, printCases, readCases, toldFile} from './script.ts';
import {toldByEngine} from './told-by-engine.ts';
import {playWithEngine} from './with-engine.ts';

/** The lab holds the same files against a real kernel. */
describe('packets change the tables as they are seen to', () => {
	test.each(fileNames)('%s', name => {
		const cases = readCases(name);
		const written = cases.map(({steps}) => steps.map(({seen}) => seen));
		expect(printCases(cases, cases.map(playWithEngine))).toBe(printCases(cases, written));
	});
});

test('a backup hears of what it should', () => {
	const cases = readCases(toldFile);
	const written = cases.map(({steps}) => steps.map(({seen}) => seen));
	expect(printCases(cases, cases.map(toldByEngine))).toBe(printCases(cases, written));
});
