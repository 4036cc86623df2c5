import {applies, type KeyBinding} from '../keys/binding.ts';
import {namesKeys} from '../names/keys.ts';
import {openExport} from '../overlays/export/state.ts';
import {openThemes} from '../overlays/themes/state.ts';
import {openViews} from '../overlays/views/state.ts';
import {say, type Action} from '../store/state.ts';
import {keepKeys} from './keep.ts';
import {settings} from './settings.ts';

const toggleMouse: Action = state => {
	const {isMouseOn} = settings.of(state);
	return say(
		isMouseOn
			? "the mouse is the terminal's"
			: 'the mouse is ours; with Shift the terminal selects text',
	)(settings.step(own => ({...own, isMouseOn: !isMouseOn}))(state));
};

/** Keys of every screen about how it looks and where it goes. */
export const settingsKeys: readonly KeyBinding[] = [
	{
		keys: ['V'],
		name: 'views',
		says: 'saved views: show one, save this one, delete',
		hint: 'views',
		does: applies(openViews),
	},
	{
		keys: ['T'],
		name: 'themes',
		says: 'choose a theme, seen while you choose',
		hint: 'theme',
		does: applies(openThemes),
	},
	{
		keys: [],
		name: 'toggle-mouse',
		says: 'mouse on or off: a click moves the cursor, the wheel scrolls; with Shift the terminal selects text',
		does: applies(toggleMouse),
	},
	...namesKeys,
	...keepKeys,
	{
		keys: ['O'],
		name: 'export',
		says: 'write what is shown into a file, as CSV or JSON',
		hint: 'export',
		does: applies(openExport),
	},
];
