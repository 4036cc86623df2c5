import {describe, expect, test} from 'vitest';
import {fileNames, printCases, readCases} from './script.ts';
import {playWithEngine} from './with-engine.ts';

/** The lab holds the same files against a real kernel. */
describe('packets change the tables as they are seen to', () => {
	test.each(fileNames)('%s', name => {
		const cases = readCases(name);
		const written = cases.map(({steps}) => steps.map(({seen}) => seen));
		expect(printCases(cases, cases.map(playWithEngine))).toBe(printCases(cases, written));
	});
});
