import {failureSentence} from '../../../model/failure-sentence.ts';
import type {TuiState} from '../../store/state.ts';
import {services} from './state.ts';

/** Lines for the middle of the screen when there is no row to show. */
export const bodyMessage = (state: TuiState): readonly string[] => {
	const {sampler} = state;
	const {list, filter} = services.of(state);
	const {trouble} = sampler;
	if (trouble !== undefined && sampler.sample === undefined) {
		return [failureSentence(trouble.failure)];
	}
	if (list === undefined) {
		return ['reading the table'];
	}
	if (filter.trim() !== '') {
		return ['no row matches the filter', 'Esc clears it'];
	}
	return ['no virtual services', 'A adds one, R compares with a rules file and restores it'];
};
