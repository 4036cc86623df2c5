import type {Server} from '../plan/drain.ts';
import {destinationKey} from '../model/destination.ts';
import type {Service} from '../model/service.ts';
import {destinationAt, serviceAt, serviceKeyAt, type Table} from '../model/table.ts';

/** A service as it is in the table, with its servers by key. */
export type ServiceReading = {
	readonly service: Service;
	readonly servers: ReadonlyMap<string, Server>;
};

/** The services of a table that are asked for. */
export const readingsOf = (
	table: Table,
	isWanted: (key: string) => boolean,
): ReadonlyMap<string, ServiceReading> => {
	const readings = new Map<string, ServiceReading>();
	for (let row = 0; row < table.services.count; row += 1) {
		const key = serviceKeyAt(table.services, row);
		if (isWanted(key)) {
			readings.set(key, {service: serviceAt(table.services, row), servers: serversOf(table, row)});
		}
	}
	return readings;
};

const serversOf = (
	{destinations, firstDestination}: Table,
	row: number,
): ReadonlyMap<string, Server> => {
	const servers = new Map<string, Server>();
	for (let at = firstDestination[row] ?? 0; at < (firstDestination[row + 1] ?? 0); at += 1) {
		const destination = destinationAt(destinations, at);
		servers.set(destinationKey(destination.address, destination.port), {
			destination,
			active: destinations.active[at] ?? 0,
			inactive: destinations.inactive[at] ?? 0,
			persistent: destinations.persistent[at] ?? 0,
		});
	}
	return servers;
};
