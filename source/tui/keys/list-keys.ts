import type {Action} from '../store/state.ts';
import {applies, type KeyBinding} from './binding.ts';

/** How the cursor of a list of rows moves. */
export type Movement = {
	readonly by: (rows: number) => Action;
	/** In screens; halves too. */
	readonly page: (screens: number) => Action;
	readonly start: Action;
	readonly end: Action;
};

/** Keys that move through a list of rows, the same on every screen. */
export const movementKeys = ({by, page, start, end}: Movement): readonly KeyBinding[] => [
	{keys: ['j', 'down'], name: 'down', says: 'next row', does: applies(by(1))},
	{keys: ['k', 'up'], name: 'up', says: 'previous row', does: applies(by(-1))},
	{keys: ['pagedown', '^f'], name: 'page-down', says: 'a screen down', does: applies(page(1))},
	{keys: ['pageup', '^b'], name: 'page-up', says: 'a screen up', does: applies(page(-1))},
	{keys: ['^d'], name: 'half-page-down', says: 'half a screen down', does: applies(page(0.5))},
	{keys: ['^u'], name: 'half-page-up', says: 'half a screen up', does: applies(page(-0.5))},
	{keys: ['g', 'home'], name: 'start', says: 'first row', does: applies(start)},
	{keys: ['G', 'end'], name: 'end', says: 'last row', does: applies(end)},
];

/** Keys that move through the entries of a menu. */
export const menuKeys = (by: Movement['by']): readonly KeyBinding[] => [
	{
		keys: ['down', 'j'],
		name: 'menu-down',
		says: 'next entry',
		hint: 'move',
		pair: 'menu-up',
		does: applies(by(1)),
	},
	{keys: ['up', 'k'], name: 'menu-up', says: 'previous entry', hint: 'up', does: applies(by(-1))},
];
