import {expect, test} from 'vitest';
import type {PreferencesChange, Stored} from '../../source/config/file.ts';
import {defaultPreferences} from '../../source/config/preferences.ts';
import {startWith} from '../../source/tui/settings/start-with.ts';
import {start, without} from './small-site.ts';

/** A file of preferences that is only here. */
const openFile = (problem?: string) => {
	const file: {stored: Stored} = {stored: {interval: 5}};
	const changePreferences = async (change: PreferencesChange): Promise<string | undefined> => {
		if (problem === undefined) {
			file.stored = JSON.parse(JSON.stringify(change(file.stored))) as Stored;
		}
		return problem;
	};
	return {file, ports: {changePreferences}};
};

test('L keeps what was changed, and only that; again it says that nothing changed', async () => {
	const {file, ports} = openFile();
	const tui = start({ports, start: startWith({...defaultPreferences, sort: '-active'})});
	await tui.see('10.0.0.11:443');
	await tui.press('L');
	await tui.see('are as they were at the start');
	await tui.press('b', 'T', 'j', 'Enter', 'L');
	await tui.see('kept for the next start: unit, theme');
	expect(file.stored).toEqual({interval: 5, unit: 'pps', theme: 'dark'});
	await tui.press('L');
	await tui.see('are as they were at the start');
});

test('what cannot be kept says why', async () => {
	const {ports} = openFile('nothing was saved: config.json: `theme` must be string');
	const tui = start({ports});
	await tui.see('10.0.0.11:443');
	await tui.press('b', 'L');
	await tui.see('nothing was saved: config.json: `theme` must be string');
});

test('a view is saved under a name, found in the list, shown, and deleted', async () => {
	const {file, ports} = openFile();
	const tui = start({ports, start: startWith(defaultPreferences)});
	await tui.see('10.0.0.11:443');
	await tui.press('/', 'rs=10.0.0.12', 'Enter', 't');
	await tui.see(without('10.0.0.11:443'));
	await tui.press('V');
	await tui.see('none yet');
	await tui.press('a');
	await tui.see('Save this view');
	await tui.press('one server', 'Enter');
	await tui.see('saved the view one server');
	expect(file.stored.views).toEqual({
		'one server': {filter: 'rs=10.0.0.12', unit: 'cps', isFlat: true},
	});
	await tui.press('Esc');
	await tui.press('Esc', 't');
	await tui.see(/▾ TCP 192\.0\.2\.10:443/);
	await tui.press('V');
	await tui.see('rs=10.0.0.12, flat');
	await tui.press('Enter');
	await tui.see('this is the view one server');
	await tui.see(without('10.0.0.11:443'));
	await tui.press('V', 'x');
	await tui.see('x again deletes the view one server');
	expect(file.stored.views).toHaveProperty('one server');
	await tui.press('x');
	await tui.see('deleted the view one server');
	expect(file.stored.views).toEqual({});
});
