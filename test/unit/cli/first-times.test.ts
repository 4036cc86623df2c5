import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {openFirstTimes} from '../../../source/cli/first-times.ts';

const newFolder = (): string => {
	const folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	return folder;
};

test('a hint is new once, whichever process asks', () => {
	const environment = {XDG_STATE_HOME: newFolder()};
	const isFirstTime = openFirstTimes(environment);
	expect(isFirstTime('welcome')).toBe(true);
	expect(isFirstTime('welcome')).toBe(false);
	expect(isFirstTime('manager keepalived')).toBe(true);
	expect(openFirstTimes(environment)('manager keepalived')).toBe(false);
});

test('where nothing can be remembered, nothing is said again and again', () => {
	const file = join(newFolder(), 'file');
	writeFileSync(file, '');
	expect(openFirstTimes({XDG_STATE_HOME: file})('welcome')).toBe(false);
});
