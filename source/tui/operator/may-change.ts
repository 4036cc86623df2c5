import type {TuiState} from '../store/state.ts';

/** Why nothing can be changed now, in a sentence; nothing when it can. */
export const cannotChange = ({operator}: TuiState): string | undefined => {
	if (operator === undefined) {
		return 'nothing can be changed from here';
	}
	const {access} = operator;
	if (access.kind === 'read-write') {
		return undefined;
	}
	return access.canUnlock ? `${access.why}; ^o unlocks` : access.why;
};
