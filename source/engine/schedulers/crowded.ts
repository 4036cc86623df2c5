import type {DestinationEntry, ServiceEntry} from '../entries.ts';

/** Whether a remembered destination is in the service's list still and takes new connections. */
export const isAvailable = (service: ServiceEntry, destination: DestinationEntry): boolean =>
	destination.weight > 0 && service.destinations.get(destination.key) === destination;

/** More active connections than its weight, while some destination has less than half of its own. */
export const isCrowded = (
	{active, weight}: DestinationEntry,
	list: readonly DestinationEntry[],
): boolean => active > weight && list.some(other => other.active * 2 < other.weight);
