import type {Destination} from '../model/destination.ts';
import type {Configuration, ServiceConfiguration} from '../plan/configuration.ts';
import type {Displaced, DisplacedItems} from './displaced.ts';
import {isAmong, isServer, itemOfKey, type Item} from './item.ts';
import {settingsIn, type Settings} from './settings.ts';

/** A place in the table and what is to stand there; undefined is nothing. */
export type Placed = {readonly item: Item; readonly settings: Settings | undefined};

/** A configuration with some items set up otherwise. Servers whose service is not there, and will not be, are left out. */
export const withItems = (present: Configuration, placed: readonly Placed[]): Configuration => {
	const services = new Map<
		string,
		{service: ServiceConfiguration['service']; destinations: Map<string, Destination>}
	>();
	for (const [key, {service, destinations}] of present.services) {
		services.set(key, {service, destinations: new Map(destinations)});
	}
	for (const {item, settings} of placed) {
		if (isServer(item)) {
			continue;
		}
		const open = services.get(item.service);
		if (settings?.kind !== 'service') {
			services.delete(item.service);
		} else if (open === undefined) {
			services.set(item.service, {service: settings.service, destinations: new Map()});
		} else {
			open.service = settings.service;
		}
	}
	for (const {item, settings} of placed) {
		const destinations = services.get(item.service)?.destinations;
		if (!isServer(item) || destinations === undefined) {
			continue;
		}
		if (settings?.kind === 'destination') {
			destinations.set(item.destination, settings.destination);
		} else {
			destinations.delete(item.destination);
		}
	}
	return {...present, services};
};

/** The present configuration with what was there before others changed it; of all of it where no items are given. */
export const putBackTarget = (
	present: Configuration,
	displaced: DisplacedItems,
	items: readonly Item[] | undefined,
): Configuration => {
	const placed = [...displaced].flatMap(([key, before]): Placed[] => {
		const item = itemOfKey(key);
		return items === undefined || isAmong(item, items)
			? [{item, settings: settingsOf(before, settingsIn(present, item))}]
			: [];
	});
	return withItems(present, placed);
};

/** Of a server that was not read in full, weight and method come back and the rest stays. */
const settingsOf = ({settings, isDetailed}: Displaced, now: Settings | undefined) =>
	!isDetailed && settings?.kind === 'destination' && now?.kind === 'destination'
		? ({
				kind: 'destination',
				destination: {
					...now.destination,
					weight: settings.destination.weight,
					method: settings.destination.method,
				},
			} as const)
		: settings;
