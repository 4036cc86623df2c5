import {failureSentence} from '../../../model/failure-sentence.ts';
import {snapshots} from '../../connections/snapshot.ts';
import type {TuiState} from '../../store/state.ts';
import {plural} from '../../view/number-text.ts';
import {connections} from './state.ts';

/** Lines for the middle of the screen when there is no row to show. */
export const arrangementMessage = (state: TuiState): readonly string[] => {
	const {trouble, last, reading} = snapshots.of(state);
	const {arrangement, filter} = connections.of(state);
	if (trouble !== undefined && last === undefined) {
		return [failureSentence(trouble)];
	}
	if (arrangement === undefined) {
		return [
			'reading the connection table',
			...(reading === undefined || reading.rows === 0 ? [] : [plural(reading.rows, 'row')]),
		];
	}
	return filter.trim() === ''
		? ['no connections']
		: ['no connection matches the filter', 'Esc clears it'];
};
