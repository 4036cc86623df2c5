import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {changePreferences, preferencesPath, readPreferences} from '../../../source/config/file.ts';
import {defaultPreferences, type Vocabulary} from '../../../source/config/preferences.ts';

const vocabulary: Vocabulary = {
	columns: ['weight', 'active', 'cps'],
	themes: ['terminal', 'dark'],
	keyPresets: ['default', 'htop'],
	actions: ['drain', 'undo'],
};

let folder = '';
const path = () => join(folder, 'ipvs-tui', 'config.json');

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
});

afterEach(() => rmSync(folder, {recursive: true}));

const write = (text: string) => {
	mkdirSync(dirname(path()), {recursive: true});
	writeFileSync(path(), text);
};

const text = () => readFileSync(path(), 'utf8');

describe('where the preferences are', () => {
	test.each([
		[{XDG_CONFIG_HOME: '/etc/xdg', HOME: '/home/me'}, '/etc/xdg/ipvs-tui/config.json'],
		[{XDG_CONFIG_HOME: 'relative', HOME: '/home/me'}, '/home/me/.config/ipvs-tui/config.json'],
		[{HOME: '/home/me'}, '/home/me/.config/ipvs-tui/config.json'],
		[{}, '/root/.config/ipvs-tui/config.json'],
	])('%o', (environment, expected) => {
		expect(preferencesPath(environment)).toBe(expected);
	});

	test('in the file that the person named', () => {
		expect(preferencesPath({HOME: '/home/me'}, 'mine.json')).toBe('mine.json');
	});
});

describe('reading', () => {
	test('without a file the defaults hold and no file is made', async () => {
		expect(await readPreferences(path(), vocabulary)).toEqual({
			preferences: defaultPreferences,
			stored: [],
			problem: undefined,
		});
		expect(text).toThrow('ENOENT');
	});

	test('a file goes before the defaults, preference by preference', async () => {
		write('{"keys": {"remap": {"drain": ["f9"]}}, "interval": 5, "theme": "dark"}');
		expect(await readPreferences(path(), vocabulary)).toEqual({
			preferences: {
				...defaultPreferences,
				interval: 5,
				theme: 'dark',
				keys: {preset: 'default', remap: {drain: ['f9']}},
			},
			stored: ['interval', 'theme', 'keys'],
			problem: undefined,
		});
	});

	test.each([
		['{"interval": 0.1}', '`interval` must be >= 0.5'],
		['{"interval": 61}', '`interval` must be <= 60'],
		['{"interval": "2"}', '`interval` must be number'],
		['{"intervall": 2}', '`intervall` is not a known preference'],
		['{"theme": "pink"}', '`theme` must be one of terminal, dark'],
		['{"columns": ["weight", "rate"]}', '`columns/1` must be one of weight, active, cps'],
		[
			'{"sort": "-rate"}',
			'`sort` must be one of name, -name, weight, -weight, active, -active, cps, -cps',
		],
		['{"keys": "htop"}', '`keys` must be an object, such as {"preset": "htop"}'],
		['{"keys": {"preset": "vi"}}', '`keys/preset` must be one of default, htop'],
		['{"keys": {"remap": {"drain": "d"}}}', '`keys/remap/drain` must be array'],
		['{"readOnly": "yes"}', '`readOnly` must be boolean'],
		['{"views": {"hot": {"filter": 1}}}', '`views/hot/filter` must be string'],
	])('%s is reported with its field and left alone', async (stored, problem) => {
		write(stored);
		expect(await readPreferences(path(), vocabulary)).toEqual({
			preferences: defaultPreferences,
			stored: [],
			problem: `using the defaults: config.json: ${problem}`,
		});
		expect(text()).toBe(stored);
	});

	test('an action that does not exist is reported by its name', async () => {
		write('{"keys": {"remap": {"drian": ["d"]}}}');
		const {problem} = await readPreferences(path(), vocabulary);
		expect(problem).toContain('drian');
	});

	test('a file that is not JSON is reported with its path and left alone', async () => {
		write('{"interval": ');
		expect(await readPreferences(path(), vocabulary)).toEqual({
			preferences: defaultPreferences,
			stored: [],
			problem: `using the defaults: The config file \`${path()}\` is not valid JSON`,
		});
		expect(text()).toBe('{"interval": ');
	});
});

describe('keeping', () => {
	test('makes the file, and the next time changes only what is kept', async () => {
		expect(
			await changePreferences(path(), vocabulary, stored => ({...stored, theme: 'dark'})),
		).toBeUndefined();
		expect(
			await changePreferences(path(), vocabulary, stored => ({...stored, interval: 5})),
		).toBeUndefined();
		expect(JSON.parse(text())).toEqual({theme: 'dark', interval: 5});
	});

	test('names of views may have dots in them', async () => {
		const views = {'10.0.0.1': {filter: 'rs=10.0.0.1'}};
		expect(
			await changePreferences(path(), vocabulary, stored => ({...stored, views})),
		).toBeUndefined();
		expect((await readPreferences(path(), vocabulary)).preferences.views).toEqual(views);
	});

	test('never writes over a file that it could not read', async () => {
		write('{"interval": 5, "theme": "pink"}');
		expect(await changePreferences(path(), vocabulary, stored => ({...stored, interval: 2}))).toBe(
			'nothing was saved: config.json: `theme` must be one of terminal, dark',
		);
		expect(text()).toBe('{"interval": 5, "theme": "pink"}');
	});

	test('says when the file cannot be written', async () => {
		writeFileSync(join(folder, 'ipvs-tui'), 'a file where the folder should be');
		expect(
			await changePreferences(path(), vocabulary, stored => ({...stored, interval: 2})),
		).toMatch(/^nothing was saved: .*(EEXIST|ENOTDIR)/);
	});
});
