import type {Destination} from '../model/destination.ts';
import type {Configuration, ServiceConfiguration} from '../plan/configuration.ts';
import {isServer, itemKey, type Item} from './item.ts';
import type {Settings} from './settings.ts';

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

/** The present configuration with what we left, where that is something else. */
export const putBackTarget = (
	present: Configuration,
	left: ReadonlyMap<string, Settings | undefined>,
	items: readonly Item[] | undefined,
): Configuration => {
	const wanted = items === undefined ? undefined : new Set(items.map(itemKey));
	const placed = [...left].flatMap(([key, settings]): Placed[] =>
		wanted === undefined || wanted.has(key) ? [{item: itemOfKey(key), settings}] : [],
	);
	return withItems(present, placed);
};

/** The item behind an `itemKey`. */
export const itemOfKey = (key: string): Item => {
	const [service = '', destination] = key.split(' -> ');
	return destination === undefined ? {service} : {service, destination};
};
