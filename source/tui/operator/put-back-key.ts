import {displacedAmong, displacedItems} from '../../operator/displaced.ts';
import type {Item} from '../../operator/item.ts';
import {applies, type KeyBinding} from '../keys/binding.ts';
import {putBackAsk} from '../overlays/plan/asks.ts';
import {openAsk} from '../overlays/plan/open-ask.ts';
import type {TuiState} from '../store/state.ts';
import {cannotChange} from './may-change.ts';

/** What others changed and nobody put back. */
export const displacedIn = ({operator}: TuiState): readonly Item[] =>
	operator === undefined ? [] : displacedItems(operator.displaced);

/** What of that some rows stand for. */
export const displacedOf = ({operator}: TuiState, rows: readonly Item[]): readonly Item[] =>
	operator === undefined ? [] : displacedAmong(operator.displaced, rows);

/**
Puts back what others changed.

@param rowsOf - what the keys are about: when some of that was changed, the dialog begins with it
*/
export const putBackKey = (rowsOf: (state: TuiState) => readonly Item[]): KeyBinding => ({
	keys: ['P'],
	name: 'put-back',
	says: 'put back what somebody else changed, here or everywhere',
	hint: 'put back',
	does: applies(state =>
		openAsk(putBackAsk(displacedOf(state, rowsOf(state)), displacedIn(state).length))(state),
	),
	why: state =>
		displacedIn(state).length === 0
			? 'nobody else changed anything that could be put back'
			: cannotChange(state),
});
