import type {Action} from './tree-actions.ts';

export const openHelp: Action = state => ({...state, mode: {kind: 'help', top: 0}});

export const closeHelp: Action = state => ({...state, mode: {kind: 'tree'}});

/** Scrolls the help by lines, down to `end` at most. */
export const scrollHelp =
	(lines: number, end: number): Action =>
	state => {
		if (state.mode.kind !== 'help') {
			return state;
		}
		const present = Math.min(state.mode.top, end);
		return {...state, mode: {kind: 'help', top: Math.max(0, Math.min(present + lines, end))}};
	};
