import {courseOf} from '../../store/history.ts';
import type {TuiState} from '../../store/state.ts';
import type {Span} from '../../view/graph.ts';
import {detail, zooms} from './state.ts';

/** Minutes that graphs show. */
export const minutesOf = (state: TuiState): number => {
	const {minutes} = detail.of(state);
	const [first] = courseOf(state, 'total').times;
	const known = (endOf(state) - (first ?? endOf(state))) / 60_000;
	return minutes ?? zooms.findLast(candidate => known <= candidate) ?? zooms[0];
};

/** The time that graphs show, up to the last reading. */
export const spanOf = (state: TuiState): Span => {
	const to = endOf(state);
	return {from: to - minutesOf(state) * 60_000, to};
};

const endOf = ({sampler, now}: TuiState): number => sampler.sample?.takenAt ?? now;
