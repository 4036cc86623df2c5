import {leave} from '../overlays/leaving/state.ts';
import type {KeyBinding} from './binding.ts';

/** Keys that work everywhere, also in overlays. */
export const commonKeys: readonly KeyBinding[] = [
	{keys: ['^c'], name: 'quit-now', says: 'quit, from everywhere', does: leave},
	{
		keys: ['^z'],
		name: 'suspend',
		says: 'back to the shell; fg returns here',
		does: ({suspend}) => suspend(),
	},
	{keys: ['^l'], name: 'redraw', says: 'draw the screen anew', does: ({redraw}) => redraw()},
];
