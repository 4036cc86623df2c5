import {expect, test} from 'vitest';
import {defaultPreferences} from '../../source/config/preferences.ts';
import {startWith} from '../../source/tui/settings/start-with.ts';
import {cursorLine, onCursor, start} from './small-site.ts';

const withMouse = startWith({...defaultPreferences, mouse: true});
const clickAt = (row: number): string => `\u001B[<0;20;${row + 1}M\u001B[<0;20;${row + 1}m`;

test('a click moves the cursor to the row, the wheel scrolls', async () => {
	const tui = start({start: withMouse});
	await tui.see('10.0.0.11:443');
	const row = tui.lines().findIndex(line => line.includes('10.0.0.12:443'));
	await tui.press(clickAt(row));
	await tui.see(onCursor('10.0.0.12:443'));
	await tui.press('\u001B[<64;20;10M');
	await tui.see(lines => !cursorLine(lines).includes('10.0.0.12:443'));
	await tui.press('\u001B[<65;20;10M');
	await tui.see(onCursor('10.0.0.12:443'));
	// The title is no row.
	await tui.press(clickAt(0), clickAt(2));
	expect(cursorLine(tui.lines())).toContain('10.0.0.12:443');
});

test('it is off until it is asked for, by name, and off again at the end', async () => {
	const tui = start();
	const modes = () => tui.xterm.modes.mouseTrackingMode;
	await tui.see('10.0.0.11:443');
	expect(modes()).toBe('none');
	await tui.press('^p', 'toggle-mouse', 'Enter');
	await tui.see('the mouse is ours');
	expect(modes()).toBe('vt200');
	await tui.press('^p', 'toggle-mouse', 'Enter');
	await tui.until(() => modes() === 'none', "the mouse is the terminal's");
	await tui.press('^p', 'toggle-mouse', 'Enter');
	await tui.until(() => modes() === 'vt200', 'the mouse is ours');
	await tui.leave();
	await tui.until(() => modes() === 'none', "the mouse is the terminal's");
});
