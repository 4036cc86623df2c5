import {tasksOf} from '../overlays/drains/state.ts';
import type {TuiState} from '../store/state.ts';
import {cannotChange} from './may-change.ts';
import {pinHints} from './pin-keys.ts';
import {displacedOf} from './put-back-key.ts';
import {targetItems, targetServers, weightOf} from './target-servers.ts';

/** For the hints: what the row under the cursor is. */
export const rowHints = (state: TuiState): readonly string[] => {
	if (cannotChange(state) !== undefined) {
		return ['connections-of', 'why'];
	}
	if (targetItems(state).length === 0) {
		return ['add-service', 'rules'];
	}
	const servers = targetServers(state);
	const putBack = displacedOf(state, targetItems(state)).length === 0 ? [] : ['put-back'];
	if (servers.length === 0) {
		return ['add-server', 'edit', ...putBack, 'connections-of', 'remove', 'add-service', 'why'];
	}
	const first = [
		...putBack,
		...(tasksOf(state.operator).length === 0 ? [] : ['drains']),
		...pinHints(state),
	];
	return servers.every(item => weightOf(item, state) === 0)
		? ['return', 'drain', ...first, 'connections-of', 'remove', 'edit', 'maintenance']
		: [
				'drain',
				'weight',
				...first,
				'weight-up',
				'edit',
				'connections-of',
				'maintenance',
				'remove',
				'why',
			];
};

export const markedHints = (state: TuiState): readonly string[] =>
	cannotChange(state) === undefined ? ['drain', 'return', 'weight', 'remove'] : [];

/** Instead of the keys that change something. */
export const readOnlyLead = ({operator}: TuiState): {readonly lead?: string} =>
	operator?.access.kind === 'read-only'
		? {lead: operator.access.canUnlock ? 'READ-ONLY (^o unlocks):' : 'READ-ONLY:'}
		: {};
