import {expect, test} from 'vitest';
import {defaultPreferences} from '../../source/config/preferences.ts';
import {startWith} from '../../source/tui/settings/start-with.ts';
import {actAt} from './acting.ts';

test('with confirmations always, + asks for the weight, and undo asks too', async () => {
	const tui = await actAt(11, {start: startWith({...defaultPreferences, confirmations: 'always'})});
	const weight = () => /10\.0\.0\.11:443 +\S+ +(\d+)/.exec(tui.text())?.[1];
	const before = weight();
	await tui.press('+');
	await tui.see(/Weight +\[/);
	await tui.press('Esc');
	await tui.see(lines => !lines.some(line => /Weight +\[/.test(line)));
	expect(weight()).toBe(before);
	await tui.press('+', '^u', '5', 'Enter');
	await tui.until(() => weight() === '5', 'the weight is what was typed');
	await tui.press('u');
	await tui.see('[ Undo ]');
	await tui.press('Enter');
	await tui.until(() => weight() === before, 'the weight is what it was');
});
