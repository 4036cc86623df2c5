import {createHistory, type Course, type History} from '../../sampler/history.ts';
import {factsOf} from '../view/facts.ts';
import {sliceOf} from './slice.ts';
import type {TuiState} from './state.ts';

/** The rings are written over; the number of the reading makes the state another one. */
const history = sliceOf<{readonly rings: History | undefined; readonly readings: number}>(
	'history',
	{rings: undefined, readings: 0},
);

/** Takes note of a new reading. */
export const observeHistory = (_before: TuiState, state: TuiState): TuiState => {
	const {sample} = state.sampler;
	if (sample === undefined) {
		return state;
	}
	const {rings = createHistory(), readings} = history.of(state);
	rings.note(sample, factsOf(sample).total.rates);
	return history.set(state, {rings, readings: readings + 1});
};

/** Rates of the last ten minutes of a service, a server (see `itemText`), or of all services together. */
export const courseOf = (state: TuiState, item: string | 'total'): Course =>
	history.of(state).rings?.courseOf(item) ?? nothing;

const nothing: Course = {times: new Float64Array(0), rates: []};
