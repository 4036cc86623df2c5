import {applies, type KeyBinding} from '../keys/binding.ts';
import {openThemes} from '../overlays/themes/state.ts';
import {openViews} from '../overlays/views/state.ts';
import {keepKeys} from './keep.ts';

/** Keys about how everything looks, on every screen. */
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
	...keepKeys,
];
