import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {readScenario, scenarioProblem} from '../../../source/cli/scenario-file.ts';
import {director} from '../client/director.ts';
import {runWord} from './words/running.ts';

const folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
afterAll(() => rmSync(folder, {recursive: true}));

test('what help prints of a scenario is a file that is the same scenario', async () => {
	const {stdout, exit} = await runWord('tui help web', {open: () => director().client});
	expect(exit).toBe(0);
	const file = join(folder, 'my.scenario');
	writeFileSync(file, stdout);
	expect(readScenario(file)).toEqual(readScenario('web'));
});

test('of very many mistakes the first ones are told, and how many more there are', () => {
	const problems = Array.from({length: 25}, (_, index) => ({line: index + 1, says: 'no'}));
	const lines = scenarioProblem('x', problems).split('\n');
	expect(lines[0]).toBe('the scenario x has 25 mistakes');
	expect(lines.slice(-2)).toEqual(['  line 20: no', '  and 5 more']);
	expect(scenarioProblem('x', problems.slice(0, 1))).toBe(
		'the scenario x has a mistake\n  line 1: no',
	);
});
