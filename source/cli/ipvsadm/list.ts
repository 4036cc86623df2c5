import {writeConnections} from '../../ipvsadm/connections-text.ts';
import {daemonsText, directorLine, timeoutsText} from '../../ipvsadm/director-text.ts';
import {namedEndpoint, numericEndpoint, type EndpointWriter} from '../../ipvsadm/endpoint-text.ts';
import {rowsFrom} from '../../ipvsadm/order.ts';
import {failureText, type Operation} from '../../ipvsadm/kernel-error.ts';
import {connectionQuestions, tableQuestions} from '../../ipvsadm/name-questions.ts';
import type {Question} from '../../ipvsadm/names.ts';
import {handOn, openPage, put, type Page} from '../../ipvsadm/page.ts';
import type {List} from '../../ipvsadm/parsed.ts';
import {writeSave} from '../../ipvsadm/save-text.ts';
import {servicesInOrder, writeServices, writeTable, writeTitle} from '../../ipvsadm/table-text.ts';
import {forwarding} from '../../model/destination.ts';
import type {DirectorInfo} from '../../model/director.ts';
import {success, type Failure, type Result} from '../../model/failure.ts';
import {pickServices, serviceKeyAt, type Table} from '../../model/table.ts';
import type {Session} from './session.ts';

/** Prints what -L asks for; 0, or 1 when it cannot be had. */
export const list = async (wanted: List, session: Session, info: DirectorInfo): Promise<number> => {
	switch (wanted.kind) {
		case 'table':
			return listTable(wanted, session, info);
		case 'connections':
			return listConnections(wanted, session);
		case 'timeouts': {
			const timeouts = await session.client.timeouts();
			return timeouts.ok ? print(session, timeoutsText(timeouts.value)) : failedReading;
		}
		case 'daemons': {
			const daemons = await session.client.daemons();
			return daemons.ok ? print(session, daemonsText(daemons.value)) : failedReading;
		}
	}
};

/** Prints the table as -S does. */
export const save = async (isNumeric: boolean, session: Session): Promise<number> => {
	const table = await tableForSave(session);
	if (!table.ok) {
		return complain(session, table.failure, 'read');
	}
	const endpoint = await endpointWriter(isNumeric, session, () => tableQuestions(table.value));
	return printPage(session, page => writeSave(page, table.value, endpoint));
};

const listTable = async (
	wanted: List & {kind: 'table'},
	session: Session,
	info: DirectorInfo,
): Promise<number> => {
	const {client} = session;
	const {format, match, isNumeric, isExact, order} = wanted;
	if (match === undefined && format !== 'default') {
		return listInParts(wanted, session, info);
	}
	// All that the usual format shows is in /proc/net/ip_vs, many times cheaper than dumps.
	const table = match === undefined ? await client.table('text') : await client.service(match);
	if (!table.ok) {
		return complain(session, table.failure, match === undefined ? 'read' : 'list-service');
	}
	const endpoint = await endpointWriter(isNumeric, session, () => tableQuestions(table.value));
	return printPage(session, page => {
		put(page, match === undefined ? directorLine(info) : '');
		writeTable(page, table.value, {format, isExact, order, endpoint});
	});
};

/** What only dumps tell, service after service as they are printed: all at once would take ten times the memory. */
const listInParts = async (
	{format, isNumeric, isExact, order}: List & {kind: 'table'},
	session: Session,
	info: DirectorInfo,
): Promise<number> => {
	const {client} = session;
	const found = await client.table('none');
	if (!found.ok) {
		return complain(session, found.failure, 'read');
	}
	const {services} = found.value;
	const rows = servicesInOrder(services, {order});
	const view = {format, isExact, order};
	const page = pageOf(session);
	for (let start = 0; start === 0 || start < rows.length; start += servicesInPart) {
		// oxlint-disable-next-line no-await-in-loop -- in order
		const part = await client.servers(
			pickServices(services, rows.subarray(start, start + servicesInPart)),
		);
		if (!part.ok) {
			handOn(page);
			return complain(session, part.failure, 'read');
		}
		const table = part.value;
		// oxlint-disable-next-line no-await-in-loop -- as above
		const endpoint = await endpointWriter(isNumeric, session, () => tableQuestions(table));
		if (start === 0) {
			put(page, directorLine(info));
			writeTitle(page, {...view, endpoint});
		}
		writeServices(page, table, {
			...view,
			endpoint,
			services: rowsFrom(0, table.services.count),
		});
	}
	handOn(page);
	return 0;
};

/** Few, so that they need little memory, and so many that asking for them costs little. */
const servicesInPart = 128;

const listConnections = async (
	{isNumeric, withPersistence}: List & {kind: 'connections'},
	session: Session,
): Promise<number> => {
	const connections = await session.client.connections('ip_vs_conn');
	if (!connections.ok) {
		session.stderr(
			connections.failure.kind === 'malformed'
				? 'unexpected input from /proc/net/ip_vs_conn\n'
				: 'cannot open file /proc/net/ip_vs_conn\n',
		);
		return failedReading;
	}
	const endpoint = await endpointWriter(isNumeric, session, () =>
		connectionQuestions(connections.value),
	);
	return printPage(session, page =>
		writeConnections(page, connections.value, {withPersistence, endpoint}),
	);
};

/** Only tunnels need what /proc/net/ip_vs does not tell: their services are dumped, the others not. */
const tableForSave = async ({client}: Session): Promise<Result<Table>> => {
	const table = await client.table('text');
	if (!table.ok) {
		return table;
	}
	const keys = tunnelServices(table.value);
	return keys.size === 0 ? success(table.value) : client.table(key => keys.has(key));
};

const tunnelServices = ({services, destinations, firstDestination}: Table): ReadonlySet<string> => {
	const keys = new Set<string>();
	for (let row = 0; row < services.count; row += 1) {
		const servers = destinations.method.subarray(firstDestination[row], firstDestination[row + 1]);
		if (servers.includes(forwarding.tunneling)) {
			keys.add(serviceKeyAt(services, row));
		}
	}
	return keys;
};

const endpointWriter = async (
	isNumeric: boolean,
	{names}: Session,
	questions: () => readonly Question[],
): Promise<EndpointWriter> => {
	if (isNumeric) {
		return numericEndpoint;
	}
	await names.learn(questions());
	return namedEndpoint(names.book);
};

const complain = ({stderr}: Session, failure: Failure, operation: Operation): number => {
	stderr(`${failureText(failure, operation)}\n`);
	return failedReading;
};

const print = ({stdout}: Session, text: string): number => {
	if (text !== '') {
		stdout(text);
	}
	return 0;
};

const printPage = (session: Session, write: (page: Page) => void): number => {
	const page = pageOf(session);
	write(page);
	handOn(page);
	return 0;
};

/** Long texts go out in parts, so that they are never held as a whole. */
const pageOf = ({
	stdout,
	stdoutBytes = bytes => stdout(Buffer.from(bytes).toString()),
}: Session): Page => openPage(stdoutBytes);

const failedReading = 1;
