import {mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {saveText} from '../../../source/cli/save-text.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
});
afterEach(async () => rm(folder, {recursive: true}));

test('a text goes into a file of its owner alone, and none that is there is lost', async () => {
	const save = saveText({XDG_STATE_HOME: folder});
	const path = join(folder, 'ipvs-tui/a.rules');
	expect(save('a.rules', '-C\n')).toEqual({kind: 'saved', path});
	expect(await readFile(path, 'utf8')).toBe('-C\n');
	expect((await stat(path)).mode & 0o777).toBe(0o600);
	expect(save('a.rules', 'other')).toEqual({
		kind: 'not saved',
		why: `cannot write ${path}: EEXIST`,
	});
	expect(await readFile(path, 'utf8')).toBe('-C\n');
});
