import type {Drain} from '../../../operator/drain.ts';
import type {ServerItem} from '../../../operator/item.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {Action} from '../../store/state.ts';

export type DrainsState = {
	/** The drain that the keys act on. */
	readonly id: number;
};

/** What is being emptied, and how far it is. */
export const drainsView = overlayHandle<DrainsState>('drains');

/** Shows the drains, at the one of a server if there is one. */
export const openDrains = (drains: readonly Drain[], at?: ServerItem): Action => {
	const own =
		drains.find(({item}) => item.service === at?.service && item.destination === at.destination) ??
		drains.at(-1);
	return own === undefined ? state => state : drainsView.open({id: own.id});
};
