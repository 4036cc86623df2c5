import type {KeyBinding} from './binding.ts';

/** Keys that work everywhere. */
export const commonKeys: readonly KeyBinding[] = [
	{keys: ['^c'], name: 'quit-now', says: 'quit, from everywhere', does: ({quit}) => quit()},
	{
		keys: ['^z'],
		name: 'suspend',
		says: 'back to the shell; fg returns here',
		does: ({suspend}) => suspend(),
	},
];
