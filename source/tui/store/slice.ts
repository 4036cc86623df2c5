import type {Action, TuiState} from './state.ts';

/** A part of the state that one screen owns; others may read it through the same handle. */
export type Slice<Own> = {
	readonly of: (state: TuiState) => Own;
	readonly set: (state: TuiState, own: Own) => TuiState;
	/** A step that changes this part alone, from itself and from what it may look at. */
	readonly step: (change: (own: Own, state: TuiState) => Own) => Action;
};

/** @param name - unique among all slices */
export const sliceOf = <Own>(name: string, initial: Own): Slice<Own> => {
	// Only this handle writes under this name.
	const of = (state: TuiState): Own => (state.slices[name] as Own | undefined) ?? initial;
	const set = (state: TuiState, own: Own): TuiState =>
		Object.is(own, of(state)) ? state : {...state, slices: {...state.slices, [name]: own}};
	return {of, set, step: change => state => set(state, change(of(state), state))};
};
