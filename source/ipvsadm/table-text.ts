import {familyNumber} from '../model/address.ts';
import {counterCount, type Table} from '../model/table.ts';
import {columnsOf, type RowWriter} from './table-columns.ts';
import type {EndpointWriter} from './endpoint-text.ts';
import {destinationsOf, rowsFrom, sortedDestinations, sortedServices} from './order.ts';
import type {TableFormat} from './parsed.ts';
import {serviceName, serviceSettings} from './service-text.ts';

export type TableView = {
	readonly format: TableFormat;
	readonly isExact: boolean;
	readonly order: 'sorted' | 'kernel';
	readonly endpoint: EndpointWriter;
};

/** The two title lines and the table below them, as -L prints it, in pieces of whole lines. */
export function* tableText(table: Table, view: TableView): Generator<string> {
	const {services, destinations} = table;
	const columns = columnsOf(view.format, view.isExact);
	const writeDestination: RowWriter = columns.ofDestination;
	const isSorted = view.order === 'sorted';
	yield `${columns.title}\n`;
	for (const service of isSorted ? sortedServices(services) : rowsFrom(0, services.count)) {
		const name = serviceName(services, service, view.endpoint);
		let text =
			columns.ofService === 'settings'
				? `${name}${serviceSettings(services, service)}\n`
				: `${name.padEnd(33)}${columns.ofService(services.counters, service * counterCount)}\n`;
		// The ports of servers behind a firewall mark belong to no protocol and have no names.
		const protocol = services.mark[service] === 0 ? (services.protocol[service] ?? 0) : 0;
		const rows = isSorted ? sortedDestinations(table, service) : destinationsOf(table, service);
		for (const row of rows) {
			const server = destinationName(table, row, protocol, view.endpoint);
			text += `${server}${writeDestination(destinations, row)}\n`;
		}
		yield text;
	}
}

const destinationName = (
	{destinations: {family, address, port}}: Table,
	row: number,
	protocol: number,
	endpoint: EndpointWriter,
): string => {
	const number = family[row] ?? 0;
	const text = endpoint(number, address, row * 16, port[row] ?? 0, protocol);
	// Only IPv4 names are cut; wide ones push the columns to the right.
	const fitting = number === familyNumber.ipv6 ? text : text.slice(0, 28);
	return `  -> ${fitting.padEnd(28)}`;
};
