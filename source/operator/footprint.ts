import type {Change} from '../model/change.ts';
import type {Configuration} from '../plan/configuration.ts';
import {itemOfChange} from './affected.ts';
import {itemKey} from './item.ts';
import {settingsIn} from './settings.ts';

/** What some changes touch, to tell which later ones make sense only with them. */
export type Footprint = {
	readonly note: (change: Change) => void;
	/**
	Whether a later change needs one of them: it is about the same item, about a server of a service that comes or goes, or it takes a server out of a
	service in which another one was to take its place.
	*/
	readonly isNeededBy: (change: Change) => boolean;
};

/** @param before - the settings when the first of them is made */
export const openFootprint = (before: Configuration): Footprint => {
	const items = new Set<string>();
	const founded = new Set<string>();
	const strengthened = new Set<string>();
	const daemons = new Set<string>();
	let isFlushed = false;
	return {
		note: change => {
			const item = itemOfChange(change);
			isFlushed ||= change.kind === 'flush';
			if (change.kind === 'stop-daemon') {
				daemons.add(change.role);
			}
			if (item === undefined) {
				return;
			}
			items.add(itemKey(item));
			if (change.kind === 'add-service' || change.kind === 'delete-service') {
				founded.add(item.service);
			}
			if (takesMore(change, before)) {
				strengthened.add(item.service);
			}
		},
		isNeededBy: change => {
			const item = itemOfChange(change);
			return (
				isFlushed ||
				(change.kind === 'start-daemon' && daemons.has(change.daemon.role)) ||
				(item !== undefined &&
					(items.has(itemKey(item)) ||
						founded.has(item.service) ||
						(takesOut(change) && strengthened.has(item.service))))
			);
		},
	};
};

const takesMore = (change: Change, before: Configuration): boolean => {
	if (change.kind !== 'add-destination' && change.kind !== 'edit-destination') {
		return false;
	}
	const item = itemOfChange(change);
	const earlier = item === undefined ? undefined : settingsIn(before, item);
	return (
		change.destination.weight > (earlier?.kind === 'destination' ? earlier.destination.weight : 0)
	);
};

const takesOut = (change: Change): boolean =>
	change.kind === 'delete-destination' ||
	change.kind === 'delete-service' ||
	(change.kind === 'edit-destination' && change.destination.weight === 0);
