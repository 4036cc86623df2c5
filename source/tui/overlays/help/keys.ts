import {emptyInput, insertText} from '../../form/text-input.ts';
import {applies, type KeyBinding} from '../../keys/binding.ts';
import type {Action, TuiState} from '../../store/state.ts';
import {help} from './state.ts';

export type HelpScroll = {
	/** Lines of a screenful, and the last place to scroll to. */
	readonly page: number;
	readonly end: number;
};

export const searchHelp = (text: string): Action =>
	help.step(({search}) => ({top: 0, search: insertText(search, text)}));

/** Escape forgets the search first. */
const leave: Action = state =>
	help.of(state)?.search.text === ''
		? help.close(state)
		: help.step(() => ({top: 0, search: emptyInput}))(state);

/** Keys on the help screen; every character goes into the search. */
export const helpKeysWith = (scrollOf: (state: TuiState) => HelpScroll): readonly KeyBinding[] => {
	const scroll = (lines: (scroll: HelpScroll) => number): KeyBinding['does'] =>
		applies(
			help.step((own, state) => {
				const {page, end} = scrollOf(state);
				const top = Math.min(own.top, end) + lines({page, end});
				return {...own, top: Math.max(0, Math.min(top, end))};
			}),
		);
	return [
		{
			keys: ['down', 'enter'],
			name: 'help-down',
			says: 'next line',
			hint: 'scroll',
			pair: 'help-up',
			does: scroll(() => 1),
		},
		{keys: ['up'], name: 'help-up', says: 'previous line', hint: 'up', does: scroll(() => -1)},
		{
			keys: ['pagedown', '^f', '^d'],
			name: 'help-page-down',
			says: 'a screen down',
			hint: 'page down',
			does: scroll(({page}) => page),
		},
		{
			keys: ['pageup', '^b', '^u'],
			name: 'help-page-up',
			says: 'a screen up',
			does: scroll(({page}) => -page),
		},
		{keys: ['home'], name: 'help-start', says: 'first line', does: scroll(() => -Infinity)},
		{keys: ['end'], name: 'help-end', says: 'last line', does: scroll(() => Infinity)},
		{
			keys: ['backspace'],
			name: 'help-search-less',
			says: 'erase a character of the search',
			does: applies(
				help.step(({search}) => ({
					top: 0,
					search: insertText(emptyInput, search.text.slice(0, -1)),
				})),
			),
		},
		{
			keys: ['escape', '?', 'f1'],
			name: 'close-help',
			says: 'forget the search, then close the help',
			hint: 'close',
			does: applies(leave),
		},
	];
};
