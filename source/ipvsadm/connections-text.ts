import {endpointsOf, type Connections, type EndpointColumns} from '../model/connections.ts';
import {protocols} from '../model/service.ts';
import type {EndpointWriter} from './endpoint-text.ts';
import {padTo, put, putByte, putNumber, startLine, type Page} from './page.ts';

export type ConnectionsView = {
	readonly withPersistence: boolean;
	readonly endpoint: EndpointWriter;
};

/** The connection table with its title, as -L -c prints it: always in the order of the kernel. */
export const writeConnections = (
	page: Page,
	connections: Connections,
	{withPersistence, endpoint}: ConnectionsView,
): void => {
	const {client, virtual, destination} = endpointsOf(connections);
	const {protocolNames, stateNames, protocol, state, expires} = connections;
	put(page, `IPVS connection entries\n${withPersistence ? longTitle : title}\n`);
	for (let row = 0; row < connections.count; row += 1) {
		startLine(page);
		const name = protocolNames[protocol[row] ?? 0] ?? '';
		const number = connectionProtocols[name] ?? 0;
		putCell(page, name, 3);
		putClock(page, expires[row] ?? 0);
		putCell(page, stateNames[state[row] ?? 0] ?? '', 11);
		putEndpoint(client, row, number, 18);
		putByte(page, blank);
		putEndpoint(virtual, row, number, 18);
		putByte(page, blank);
		const persistence = withPersistence ? connections.persistence.get(row) : undefined;
		putEndpoint(destination, row, number, persistence === undefined ? 0 : 16);
		if (persistence !== undefined) {
			put(page, ` ${persistence.engine.padEnd(18)} ${persistence.data}`);
		}
		putByte(page, lineFeed);
	}

	// oxlint-disable-next-line max-params -- inner loop
	function putEndpoint(columns: EndpointColumns, row: number, number: number, width: number): void {
		const start = page.at;
		endpoint(page, columns, row, number);
		padTo(page, start + width);
	}
};

/** Whose ports have names. */
export const connectionProtocols: Readonly<Record<string, number>> = {
	TCP: protocols.tcp,
	UDP: protocols.udp,
	SCTP: protocols.sctp,
};

const putCell = (page: Page, text: string, width: number): void => {
	const start = page.at;
	put(page, text);
	padTo(page, start + width);
	putByte(page, blank);
};

/** `01:59 `, minutes and seconds. */
const putClock = (page: Page, seconds: number): void => {
	const start = page.at;
	putTwoDigits(page, Math.floor(seconds / 60));
	putByte(page, colon);
	putTwoDigits(page, seconds % 60);
	padTo(page, start + 6);
	putByte(page, blank);
};

const putTwoDigits = (page: Page, value: number): void => {
	if (value < 10) {
		putByte(page, zero);
	}
	putNumber(page, value);
};

const blank = 32;
const lineFeed = 10;
const zero = 48;
const colon = 58;
const title = 'pro expire state       source             virtual            destination';
const longTitle =
	'pro expire state       source             virtual            destination        pe name          pe_data';
