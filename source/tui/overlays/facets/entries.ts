import {screenOf} from '../../screens/table.ts';
import type {Action, TuiState} from '../../store/state.ts';
import type {Facet} from '../../screens/screen.ts';

export const facetsOf = (state: TuiState): readonly Facet[] =>
	screenOf(state).filter?.facets?.(state) ?? [];

const wordsOf = (state: TuiState): readonly string[] =>
	(screenOf(state).filter?.text(state) ?? '').split(/\s+/).filter(word => word !== '');

export const isOn = (state: TuiState, {term}: Facet): boolean => wordsOf(state).includes(term);

/** Puts the term of a facet into the filter, or takes it out. Another one of the same group gives way. */
export const toggleFacet =
	(facet: Facet): Action =>
	state => {
		const rivals = new Set(
			facetsOf(state)
				.filter(({group}) => group === facet.group)
				.map(({term}) => term),
		);
		const others = wordsOf(state).filter(word => !rivals.has(word));
		const words = isOn(state, facet) ? others : [...others, facet.term];
		return screenOf(state).filter?.set(words.join(' '))(state) ?? state;
	};
