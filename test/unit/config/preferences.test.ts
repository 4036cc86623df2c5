import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {defaultPreferences, readPreferences} from '../../../source/config/preferences.ts';

describe('preferences', () => {
	let folder = '';
	const before = process.env['XDG_CONFIG_HOME'];

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
		process.env['XDG_CONFIG_HOME'] = folder;
	});

	afterEach(() => {
		if (before === undefined) {
			delete process.env['XDG_CONFIG_HOME'];
		} else {
			process.env['XDG_CONFIG_HOME'] = before;
		}
		rmSync(folder, {recursive: true});
	});

	const path = () => join(folder, 'ipvs-tui', 'config.json');
	const write = (text: string) => {
		mkdirSync(join(folder, 'ipvs-tui'), {recursive: true});
		writeFileSync(path(), text);
	};

	test('without a file the defaults hold and no file is made', async () => {
		expect(await readPreferences()).toEqual({
			preferences: defaultPreferences,
			problem: undefined,
		});
		expect(() => readFileSync(path())).toThrow('ENOENT');
	});

	test('a file in XDG_CONFIG_HOME is read', async () => {
		write('{"interval": 5}');
		expect(await readPreferences()).toEqual({preferences: {interval: 5}, problem: undefined});
	});

	test.each([
		['{"interval": 0.1}', 'config.json: `interval` must be >= 0.5; using the defaults'],
		['{"interval": 61}', 'config.json: `interval` must be <= 60; using the defaults'],
		['{"interval": "2"}', 'config.json: `interval` must be number; using the defaults'],
		['{"intervall": 2}', 'config.json: `intervall` is not a known preference; using the defaults'],
	])('%s is reported with its field and left alone', async (text, problem) => {
		write(text);
		expect(await readPreferences()).toEqual({preferences: defaultPreferences, problem});
		expect(readFileSync(path(), 'utf8')).toBe(text);
	});

	test('a file that is not JSON is reported with its path and left alone', async () => {
		write('{"interval": ');
		expect(await readPreferences()).toEqual({
			preferences: defaultPreferences,
			problem: `The config file \`${path()}\` is not valid JSON; using the defaults`,
		});
		expect(readFileSync(path(), 'utf8')).toBe('{"interval": ');
	});
});
