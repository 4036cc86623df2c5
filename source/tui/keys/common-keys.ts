import type {KeyBinding} from './binding.ts';

/** Keys that work everywhere, also in overlays. */
export const commonKeys: readonly KeyBinding[] = [
	{keys: ['^c'], name: 'quit-now', says: 'quit, from everywhere', does: ({quit}) => quit()},
	{
		keys: ['^z'],
		name: 'suspend',
		says: 'back to the shell; fg returns here',
		does: ({suspend}) => suspend(),
	},
	{keys: ['^l'], name: 'redraw', says: 'draw the screen anew', does: ({redraw}) => redraw()},
];
