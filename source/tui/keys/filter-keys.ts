import {clearFilter, eraseCharacter, eraseWord, keepFilter} from '../store/filter-actions.ts';
import type {KeyBinding} from './binding.ts';

/** Keys while the filter is typed; every other character goes into it. */
export const filterKeys: readonly KeyBinding[] = [
	{
		keys: ['enter'],
		name: 'keep-filter',
		says: 'keep the filter and go back to the rows',
		hint: 'keep',
		does: ({apply}) => apply(keepFilter),
	},
	{
		keys: ['escape'],
		name: 'drop-filter',
		says: 'show all rows again',
		hint: 'clear',
		does: ({apply}) => apply(clearFilter),
	},
	{
		keys: ['backspace'],
		name: 'erase-character',
		says: 'erase a character',
		does: ({apply}) => apply(eraseCharacter),
	},
	{keys: ['^w'], name: 'erase-word', says: 'erase a word', does: ({apply}) => apply(eraseWord)},
	{
		keys: ['^u'],
		name: 'erase-line',
		says: 'erase everything',
		does: ({apply}) => apply(state => ({...state, filter: ''})),
	},
];
