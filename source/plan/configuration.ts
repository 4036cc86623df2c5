import {destinationKey, type Destination} from '../model/destination.ts';
import type {Daemon, Timeouts} from '../model/director.ts';
import {matchKey, serviceFlag, type Service} from '../model/service.ts';
import {destinationAt, serviceAt, type Table} from '../model/table.ts';

/** A virtual service with its real servers by key, see `destinationKey`. */
export type ServiceConfiguration = {
	readonly service: Service;
	readonly destinations: ReadonlyMap<string, Destination>;
};

/**
What can be said about a director and told to it: a table without its counters. It is both what runs and what is wanted.
Timeouts and daemons that are undefined are not known, or nobody's business.
*/
export type Configuration = {
	/** By key, see `matchKey`. */
	readonly services: ReadonlyMap<string, ServiceConfiguration>;
	readonly timeouts?: Timeouts | undefined;
	readonly daemons?: readonly Daemon[] | undefined;
};

export const emptyConfiguration: Configuration = {services: new Map()};

/** The configuration in a table; the destinations must have been dumped, because the text of the kernel leaves most of it out. */
export const configurationOf = (
	table: Table,
	director: Pick<Configuration, 'timeouts' | 'daemons'> = {},
): Configuration => {
	const found = new Map<string, ServiceConfiguration>();
	for (let row = 0; row < table.services.count; row += 1) {
		const service = serviceConfigurationAt(table, row);
		found.set(matchKey(service.service.match), service);
	}
	return {...director, services: found};
};

/** The same for one row of the services. */
export const serviceConfigurationAt = (
	{services, destinations, firstDestination}: Table,
	row: number,
): ServiceConfiguration => {
	const service = serviceAt(services, row);
	const servers = new Map<string, Destination>();
	for (let at = firstDestination[row] ?? 0; at < (firstDestination[row + 1] ?? 0); at += 1) {
		const destination = destinationAt(destinations, at);
		servers.set(destinationKey(destination.address, destination.port), destination);
	}
	return {service: {...service, flags: service.flags & ~serviceFlag.hashed}, destinations: servers};
};
