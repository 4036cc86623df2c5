import type {Action} from './state.ts';

/** Shows a screen; the way back leads over the one that was left. */
export const showView =
	(name: string): Action =>
	state =>
		name === state.view
			? state
			: {
					...state,
					view: name,
					visited: [...state.visited.filter(view => view !== name), state.view],
				};

/** Back to the screen that was left last. */
export const goBack: Action = state => {
	const view = state.visited.at(-1);
	return view === undefined ? state : {...state, view, visited: state.visited.slice(0, -1)};
};
