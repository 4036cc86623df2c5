import {jsonServices} from '../../../ipvsadm/json-table.ts';
import {changeLine} from '../../../ipvsadm/unparse.ts';
import type {Change} from '../../../model/change.ts';
import {
	destinationAt,
	destinationKeyAt,
	serviceAt,
	serviceKeyAt,
	type Table,
} from '../../../model/table.ts';
import type {ItemKey} from './item.ts';

/** `192.0.2.10:443`, `[2001:db8::10]:80`, the number of a firewall mark; of a server, its own. */
export const addressOf = ({service, destination}: ItemKey): string =>
	destination ?? service.split(' ')[1] ?? '';

/** Row numbers; without a server the service itself. */
type Rows = {readonly service: number; readonly server: number | undefined};

/** Rows of the items in the table; what is not in it is left out. */
const rowsOf = (table: Table, items: readonly ItemKey[]): readonly Rows[] => {
	const services = new Map(
		Array.from({length: table.services.count}, (_, row) => [
			serviceKeyAt(table.services, row),
			row,
		]),
	);
	return items.flatMap(({service, destination}): readonly Rows[] => {
		const row = services.get(service);
		if (row === undefined) {
			return [];
		}
		if (destination === undefined) {
			return [{service: row, server: undefined}];
		}
		const end = table.firstDestination[row + 1] ?? 0;
		for (let server = table.firstDestination[row] ?? 0; server < end; server += 1) {
			if (destinationKeyAt(table.destinations, server) === destination) {
				return [{service: row, server}];
			}
		}
		return [];
	});
};

/** The commands that would add the items, one a line; a service comes without its servers. */
export const linesOf = (table: Table, items: readonly ItemKey[]): string =>
	rowsOf(table, items)
		.map(({service, server}): Change => {
			const settings = serviceAt(table.services, service);
			return server === undefined
				? {kind: 'add-service', service: settings}
				: {
						kind: 'add-destination',
						match: settings.match,
						destination: destinationAt(table.destinations, server),
					};
		})
		.map(change => `ipvsadm ${changeLine(change)}`)
		.join('\n');

/** As in `ipvs-tui list --json`: a service with all of its servers, or with those among the items. */
export const jsonOf = (table: Table, items: readonly ItemKey[]): string => {
	const rows = rowsOf(table, items);
	const whole = new Set(
		rows.filter(({server}) => server === undefined).map(({service}) => service),
	);
	const services = new Set(rows.map(({service}) => service));
	const servers = new Set(rows.map(({server}) => server));
	return JSON.stringify(
		jsonServices(table, {
			service: row => services.has(row),
			server: (service, row) => whole.has(service) || servers.has(row),
		}),
	);
};
