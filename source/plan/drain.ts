import {addressText, type Address} from '../model/address.ts';
import type {Change} from '../model/change.ts';
import type {Destination} from '../model/destination.ts';
import {endpointText, type Match} from '../model/service.ts';
import {addressAt, destinationAt, type Table} from '../model/table.ts';

/** A real server in a table, and what it still has to do. */
export type Server = {
	readonly destination: Destination;
	readonly active: number;
	readonly inactive: number;
	/** Persistence templates. */
	readonly persistent: number;
};

/** A server as a person names it. */
export type ServerName = {
	readonly address: Address;
	/** Undefined when it was left out. */
	readonly port: number | undefined;
	/** What ipvsadm would take then: the port of the service. */
	readonly usualPort: number;
};

/**
Finds a server in the table of its service. Without a port it is the one at the service's port, else the only one that has this address.

@returns a sentence when there is none, or more than one
*/
export const findServer = (
	table: Table,
	{address, port, usualPort}: ServerName,
): Server | string => {
	const text = addressText(address);
	const servers: Server[] = [];
	for (let row = 0; row < table.destinations.count; row += 1) {
		if (addressText(addressAt(table.destinations, row)) === text) {
			servers.push(serverAt(table, row));
		}
	}
	const exact = servers.find(({destination}) => destination.port === (port ?? usualPort));
	if (exact !== undefined) {
		return exact;
	}
	const [only] = servers;
	if (only === undefined) {
		return `the service has no server ${port === undefined ? text : endpointText(address, port)}`;
	}
	if (port === undefined && servers.length === 1) {
		return only;
	}
	const ports = servers.map(({destination}) => destination.port).toSorted((a, b) => a - b);
	return port === undefined
		? `the service has several servers ${text}, at the ports ${ports.join(', ')}: say which`
		: `the service has no server ${endpointText(address, port)}, but ${text} at port ${ports.join(', ')}`;
};

/** The same server with another weight: method, port, thresholds and tunnel stay what they are. */
export const withWeight = (match: Match, destination: Destination, weight: number): Change => ({
	kind: 'edit-destination',
	match,
	destination: {...destination, weight},
});

/** No connection and no template is left: the server can be taken away without anybody noticing. */
export const isDrained = ({active, inactive, persistent}: Server): boolean =>
	active === 0 && inactive === 0 && persistent === 0;

const serverAt = ({destinations}: Table, row: number): Server => ({
	destination: destinationAt(destinations, row),
	active: destinations.active[row] ?? 0,
	inactive: destinations.inactive[row] ?? 0,
	persistent: destinations.persistent[row] ?? 0,
});
