import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {director} from '../../client/director.ts';
import {runWord} from './running.ts';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
	mkdirSync(join(folder, 'ipvs-tui'));
});
afterEach(() => rmSync(folder, {recursive: true}));

const path = () => join(folder, 'ipvs-tui', 'config.json');
const config = async (line = '') =>
	runWord(`config${line}`, {
		open: () => director().client,
		environment: {XDG_CONFIG_HOME: folder},
	});

test('without a file every preference is the default', async () => {
	const {stdout, stderr, exit} = await config();
	expect({stderr, exit}).toEqual({stderr: '', exit: 0});
	expect(stdout).toContain(`${path()}: there is no such file, the defaults hold\n`);
	expect(stdout).toMatch(/^interval +default +2$/m);
	expect(stdout).toMatch(/^columns +default +as many as fit$/m);
});

test('what the file has comes from the file', async () => {
	writeFileSync(path(), '{"theme": "dark", "label": "PROD"}');
	const {stdout, exit} = await config();
	expect(exit).toBe(0);
	expect(stdout.split('\n')[0]).toBe(path());
	expect(stdout).toMatch(/^theme +file +"dark"$/m);
	expect(stdout).toMatch(/^unit +default +"cps"$/m);
});

test('as JSON, for programs', async () => {
	writeFileSync(path(), '{"interval": 5}');
	const {stdout} = await config(' --json');
	expect(JSON.parse(stdout)).toMatchObject({
		path: path(),
		isThere: true,
		problems: [],
		preferences: {
			interval: {value: 5, from: 'file'},
			columns: {value: null, from: 'default'},
			views: {value: {}, from: 'default'},
		},
	});
});

test.for([
	[
		'{"theme": "pink"}',
		/^ipvs-tui: using the defaults: config\.json: `theme` must be one of terminal, dark/,
	],
	['{"label": "a\\u001b[31m"}', /`label` must have no control characters/],
	[
		'{"keys": {"remap": {"pause": ["q"]}}}',
		/config\.json: keys\/remap\/pause: the key q is pause and no longer quit/,
	],
	[
		'{"keys": {"remap": {"pause": ["hyper-x"]}}}',
		/keys\/remap\/pause: "hyper-x" for pause is no key/,
	],
] as const)(
	'%s is reported with its field, exit code 1, and left alone',
	async ([text, problem]) => {
		writeFileSync(path(), text);
		const {stderr, exit} = await config();
		expect(stderr).toMatch(problem);
		expect(stderr.split('\n')).toHaveLength(2);
		expect(exit).toBe(1);
		expect(readFileSync(path(), 'utf8')).toBe(text);
	},
);

test('a file that --config names must be there', async () => {
	writeFileSync(join(folder, 'mine.json'), '{"unit": "bps"}');
	expect((await config(` --config ${folder}/mine.json`)).stdout).toMatch(/^unit +file +"bps"$/m);
	expect(await config(' --config nowhere.json')).toEqual({
		stdout: '',
		stderr: 'ipvs-tui: --config: there is no file nowhere.json; one with {} in it is a beginning\n',
		exit: 2,
	});
});
