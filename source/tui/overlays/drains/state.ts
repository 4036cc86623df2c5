import {isOpen, type Drain} from '../../../operator/drain.ts';
import {isSameItem, type ServerItem} from '../../../operator/item.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {Action, TuiState} from '../../store/state.ts';

export type DrainsState = {
	/** The drain that the keys act on. */
	readonly id: number;
};

/** What is being emptied, and how far it is. */
export const drainsView = overlayHandle<DrainsState>('drains');

/** Shows the drains, at the one of a server if there is one. */
export const openDrains = (drains: readonly Drain[], server?: ServerItem): Action => {
	const own =
		drains.find(({item}) => server !== undefined && isSameItem(item, server)) ??
		drains.find(isOpen) ??
		drains.at(-1);
	return own === undefined ? state => state : drainsView.open({id: own.id});
};

/** The drain that the keys act on; another one when it is gone. */
export const shownDrain = (state: TuiState): Drain | undefined => {
	const drains = state.operator?.drains ?? [];
	return drains.find(({id}) => id === drainsView.of(state)?.id) ?? drains.at(-1);
};
