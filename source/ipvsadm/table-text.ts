import {familyNumber} from '../model/address.ts';
import {counterCount, type ServiceColumns, type Table} from '../model/table.ts';
import {asciiBytes} from './byte-text.ts';
import type {EndpointWriter} from './endpoint-text.ts';
import {destinationSorter, rowsFrom, sortedServices} from './order.ts';
import {cutAt, padTo, put, putByte, putBytes, startLine, type Page} from './page.ts';
import type {TableFormat} from './parsed.ts';
import {putServiceName, putServiceSettings} from './service-text.ts';
import {columnsOf, type TableColumns} from './table-columns.ts';

export type TableView = {
	readonly format: TableFormat;
	readonly isExact: boolean;
	readonly order: 'sorted' | 'kernel';
	readonly endpoint: EndpointWriter;
};

/** The two title lines and the table below them, as -L prints it. */
export const writeTable = (page: Page, table: Table, view: TableView): void => {
	writeTitle(page, view);
	writeServices(page, table, {...view, services: servicesInOrder(table.services, view)});
};

export const writeTitle = (page: Page, {format, isExact}: TableView): void => {
	put(page, `${columnsOf(format, isExact).title}\n`);
};

/** Row numbers of the services as -L lists them. */
export const servicesInOrder = (
	services: ServiceColumns,
	{order}: Pick<TableView, 'order'>,
): Uint32Array => (order === 'sorted' ? sortedServices(services) : rowsFrom(0, services.count));

/** The lines of some services and of their servers. */
export const writeServices = (
	page: Page,
	table: Table,
	{services, ...view}: TableView & {readonly services: Uint32Array},
): void => {
	const {destinations, firstDestination} = table;
	const columns = columnsOf(view.format, view.isExact);
	const rowsOf = view.order === 'sorted' ? destinationSorter(table) : undefined;
	// No iterator: its steps would be most of the garbage of a large table.
	for (let place = 0; place < services.length; place += 1) {
		const service = services[place] ?? 0;
		startLine(page);
		writeService(page, table, {service, view, columns});
		// The ports of servers behind a firewall mark belong to no protocol and have no names.
		const {mark, protocol: protocols} = table.services;
		const protocol = mark[service] === 0 ? (protocols[service] ?? 0) : 0;
		const first = firstDestination[service] ?? 0;
		const count = (firstDestination[service + 1] ?? 0) - first;
		const rows = rowsOf?.(service);
		for (let index = 0; index < count; index += 1) {
			const row = rows?.[index] ?? first + index;
			startLine(page);
			putBytes(page, arrow);
			const start = page.at;
			view.endpoint(page, destinations, row, protocol);
			// Only IPv4 names are cut; wide ones push the columns to the right.
			if (destinations.family[row] !== familyNumber.ipv6) {
				cutAt(page, start + 28);
			}
			padTo(page, start + 28);
			columns.ofDestination(page, destinations, row);
			putByte(page, lineFeed);
		}
	}
};

const writeService = (
	page: Page,
	{services}: Table,
	{service, view, columns}: {service: number; view: TableView; columns: TableColumns},
): void => {
	const start = page.at;
	putServiceName(page, services, service, view.endpoint);
	if (columns.ofService === 'settings') {
		putServiceSettings(page, services, service);
	} else {
		padTo(page, start + 33);
		columns.ofService(page, services.counters, service * counterCount);
	}
	putByte(page, lineFeed);
};

const lineFeed = 10;
const arrow = asciiBytes('  -> ');
