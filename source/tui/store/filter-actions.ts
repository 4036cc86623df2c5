import {graphemes} from '../view/text.ts';
import type {Action} from './tree-actions.ts';

/** No filter is longer: more would not be visible on the line. */
const longest = 60;

export const startFilter: Action = state => ({
	...state,
	mode: {kind: 'filter'},
});

export const keepFilter: Action = state => ({
	...state,
	filter: state.filter.trim(),
	mode: {kind: 'tree'},
});

export const clearFilter: Action = state => ({...state, filter: '', mode: {kind: 'tree'}});

export const typeFilter =
	(text: string): Action =>
	state => ({
		...state,
		filter: (state.filter + text.replaceAll(/[\p{Cc}\s]+/gu, ' ')).slice(0, longest),
	});

export const eraseCharacter: Action = state => ({
	...state,
	filter: [...graphemes.segment(state.filter)]
		.slice(0, -1)
		.map(({segment}) => segment)
		.join(''),
});

export const eraseWord: Action = state => ({...state, filter: state.filter.replace(/\S*\s*$/, '')});
