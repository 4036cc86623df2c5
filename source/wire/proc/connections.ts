import {familyNumber} from '../../model/address.ts';
import {growing} from '../../model/columns.ts';
import {
	connectionLayout,
	endpointsOf,
	type Connections,
	type EndpointColumns,
} from '../../model/connections.ts';
import {success, type Result} from '../../model/failure.ts';
import {malformed} from '../failure.ts';
import {
	commonWord,
	decimal,
	fullIpv6,
	hexadecimal,
	lineSplitter,
	putIpv4,
	skipBlanks,
	word,
	type Cursor,
} from './text.ts';

/**
Reads /proc/net/ip_vs_conn or ip_vs_conn_sync, fed in chunks that break anywhere. Which of the two it is, the header says.

@param mostRows - rows after so many are left out, which the result says
@param expectedRows - rows that there is room for from the start; more are moved once or twice
@returns `malformed` with the number of the line that does not follow the format, counted from 0
@source kernel net/netfilter/ipvs/ip_vs_conn.c, ip_vs_conn_seq_show and ip_vs_conn_sync_seq_show
*/
export const connectionTextReader = ({
	mostRows = Number.POSITIVE_INFINITY,
	expectedRows,
}: ConnectionTextOptions = {}) => {
	const rows = growing(connectionLayout, expectedRows);
	const protocolNames = interned();
	const stateNames = interned();
	const protocols: string[] = [];
	const states: string[] = [];
	const persistence = new Map<number, {readonly engine: string; readonly data: string}>();
	let known = rows.columns;
	let endpoints = endpointsOf(known);
	let hasOrigin = false;
	let lines = 0;
	let problem: number | undefined;
	let isCut = false;

	const readLine = (cursor: Cursor): boolean => {
		const row = rows.row();
		const {columns} = rows;
		if (columns !== known) {
			known = columns;
			endpoints = endpointsOf(columns);
		}
		columns.protocol[row] = protocolNames.idOf(commonWord(cursor, protocols));
		const isGood =
			readEndpoint(cursor, endpoints.client, row) &&
			readEndpoint(cursor, endpoints.virtual, row) &&
			readEndpoint(cursor, endpoints.destination, row);
		if (!isGood) {
			return false;
		}
		columns.state[row] = stateNames.idOf(commonWord(cursor, states));
		if (hasOrigin) {
			columns.origin[row] = word(cursor) === 'SYNC' ? origin.sync : origin.local;
		}
		const expires = decimal(cursor);
		columns.expires[row] = expires;
		const engine = word(cursor);
		if (engine !== '') {
			skipBlanks(cursor);
			persistence.set(row, {engine, data: word(cursor)});
		}
		return !Number.isNaN(expires);
	};

	const splitter = lineSplitter(line => {
		if (problem !== undefined || isCut) {
			return;
		}
		if (rows.count === mostRows) {
			isCut = true;
			return;
		}
		if (lines === 0) {
			const header = String.fromCharCode(
				...line.bytes.subarray(line.at, Math.min(line.end, line.at + 200)),
			);
			hasOrigin = header.includes(' Origin ');
			problem = header.startsWith('Pro ') ? undefined : 0;
		} else if (!readLine(line)) {
			problem = lines;
		}
		lines += 1;
	});

	return {
		feed: splitter.feed,
		rows: (): number => rows.count,
		/** True when nothing that follows would be taken. */
		isFull: (): boolean => isCut,
		finish: (): Result<Connections> => {
			splitter.finish();
			if (problem !== undefined || lines === 0) {
				return malformed('the connection table', problem ?? 0);
			}
			return success({
				...rows.finish(),
				count: rows.count,
				protocolNames: protocolNames.texts,
				stateNames: stateNames.texts,
				persistence,
				...(isCut ? {isCut} : {}),
			});
		},
	};
};

export type ConnectionTextOptions = {
	readonly mostRows?: number | undefined;
	readonly expectedRows?: number | undefined;
};

const origin = {local: 1, sync: 2} as const;

/** Gives every different text a small number, in order of appearance. */
const interned = () => {
	const texts: string[] = [];
	const ids = new Map<string, number>();
	return {
		texts,
		idOf: (text: string): number => {
			const known = ids.get(text);
			if (known !== undefined) {
				return known;
			}
			ids.set(text, texts.length);
			texts.push(text);
			return texts.length - 1;
		},
	};
};

/** An address and a port, both hexadecimal and apart by a blank: eight digits are IPv4, groups with colons IPv6. */
const readEndpoint = (cursor: Cursor, to: EndpointColumns, row: number): boolean => {
	skipBlanks(cursor);
	const start = cursor.at;
	const address = hexadecimal(cursor);
	if (cursor.at - start === 8) {
		putIpv4(address, to.address, row * 16);
		to.family[row] = familyNumber.ipv4;
	} else {
		cursor.at = start;
		if (!fullIpv6(cursor, to.address, row * 16)) {
			return false;
		}
		to.family[row] = familyNumber.ipv6;
	}
	const port = hexadecimal(cursor);
	to.port[row] = port;
	return !Number.isNaN(port);
};
