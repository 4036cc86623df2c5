import {familyNumber} from '../../model/address.ts';
import {forwarding} from '../../model/destination.ts';
import type {DirectorInfo} from '../../model/director.ts';
import {success, type Result} from '../../model/failure.ts';
import {protocols, serviceFlag, wholeNetmask} from '../../model/service.ts';
import {growing, type Growing} from '../../model/columns.ts';
import {counterCount, destinationLayout, type Table} from '../../model/table.ts';
import {malformed} from '../failure.ts';
import {clearServiceRows, serviceRows, type ServiceRows} from '../replies/service.ts';
import {
	character,
	commonWord,
	decimal,
	fullIpv6,
	hexadecimal,
	lineSplitter,
	putIpv4,
	skipBlanks,
	startsWith,
	take,
	word,
	type Cursor,
} from './text.ts';

export type TableText = {readonly info: DirectorInfo; readonly table: Table};

/**
Reads /proc/net/ip_vs, fed in chunks that break anywhere. It has no counters, thresholds, persistent connections, tunnel options, persistence
engines or scheduler flags. A firewall-mark service does not say its family there: it is taken from its persistence mask
or its first destination, else IPv4.

@param hertz - the kernel's clock ticks a second, which the file's persistence timeouts count; without it they are 0
@param memory - where the table is put
@returns `malformed` with the number of the line that does not follow the format, counted from 0
@source kernel net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_info_seq_show
*/
export const tableTextReader = (hertz = 0, {services, destinations} = tableTextRows()) => {
	const firstDestination: number[] = [];
	const protocolNames: string[] = [];
	const schedulers: string[] = [];
	const methods: string[] = [];
	let info: DirectorInfo | undefined;
	let lines = 0;
	let problem: number | undefined;

	const readServiceLine = (cursor: Cursor): boolean => {
		const protocol = protocolNumber(commonWord(cursor, protocolNames));
		if (protocol === undefined) {
			return false;
		}
		const row = services.rows.row();
		const {columns} = services.rows;
		firstDestination.push(destinations.count);
		skipBlanks(cursor);
		if (protocol === mark) {
			columns.family[row] = familyNumber.ipv4;
			columns.mark[row] = hexadecimal(cursor);
		} else {
			columns.protocol[row] = protocol;
			if (!readEndpoint(cursor, columns, row)) {
				return false;
			}
		}
		services.scheduler.push(commonWord(cursor, schedulers));
		services.persistenceEngine.push('');
		return readServiceTail(cursor, row);
	};

	const readServiceTail = (cursor: Cursor, row: number): boolean => {
		const {columns} = services.rows;
		columns.flags[row] = serviceFlag.hashed;
		columns.netmask[row] = wholeNetmask(
			columns.family[row] === familyNumber.ipv6 ? 'ipv6' : 'ipv4',
		);
		for (let tail = word(cursor); tail !== ''; tail = word(cursor)) {
			if (tail === 'ops') {
				columns.flags[row] = (columns.flags[row] ?? 0) | serviceFlag.onePacket;
			} else if (tail === 'persistent') {
				const ticks = decimal(cursor);
				const mask = hexadecimal(cursor);
				if (Number.isNaN(ticks) || Number.isNaN(mask)) {
					return false;
				}
				columns.flags[row] = (columns.flags[row] ?? 0) | serviceFlag.persistent;
				columns.timeout[row] = hertz > 0 ? Math.round(ticks / hertz) : 0;
				// A prefix length appears with its bytes reversed: 128 is 80000000, and no IPv4 mask ends in 1 to 128.
				columns.netmask[row] = columns.family[row] === familyNumber.ipv6 ? reversed(mask) : mask;
			} else {
				return false;
			}
		}
		return true;
	};

	const readDestinationLine = (cursor: Cursor): boolean => {
		if (services.rows.count === 0) {
			return false;
		}
		cursor.at += arrow.length;
		const row = destinations.row();
		const {columns} = destinations;
		skipBlanks(cursor);
		if (!readEndpoint(cursor, columns, row)) {
			return false;
		}
		const method = methodNumber[commonWord(cursor, methods)];
		const weight = decimal(cursor);
		const active = decimal(cursor);
		const inactive = decimal(cursor);
		if (method === undefined || Number.isNaN(weight + active + inactive)) {
			return false;
		}
		columns.method[row] = method;
		columns.weight[row] = weight;
		columns.active[row] = active;
		columns.inactive[row] = inactive;
		takeFamilyFromDestination(row);
		return true;
	};

	const takeFamilyFromDestination = (row: number): void => {
		const {columns, count} = services.rows;
		const service = count - 1;
		const isWide = destinations.columns.family[row] === familyNumber.ipv6;
		if (isWide && columns.mark[service] !== 0 && columns.family[service] === familyNumber.ipv4) {
			columns.family[service] = familyNumber.ipv6;
			const isPersistent = ((columns.flags[service] ?? 0) & serviceFlag.persistent) !== 0;
			columns.netmask[service] = isPersistent
				? reversed(columns.netmask[service] ?? 0)
				: wholeNetmask('ipv6');
		}
	};

	const splitter = lineSplitter(line => {
		if (problem !== undefined) {
			return;
		}
		const isGood =
			lines === 0
				? (info = readVersionLine(line)) !== undefined
				: lines < headerLines ||
					(startsWith(line, arrow) ? readDestinationLine(line) : readServiceLine(line));
		if (!isGood) {
			problem = lines;
		}
		lines += 1;
	});

	return {
		feed: splitter.feed,
		finish: (): Result<TableText> => {
			splitter.finish();
			if (problem !== undefined || info === undefined) {
				return malformed('/proc/net/ip_vs', problem ?? lines);
			}
			const {count} = services.rows;
			firstDestination.push(destinations.count);
			services.rows.columns.counters.fill(Number.NaN, 0, count * counterCount);
			return success({
				info,
				table: {
					services: {
						...services.rows.finish(),
						count,
						scheduler: services.scheduler,
						persistenceEngine: services.persistenceEngine,
					},
					destinations: {
						...destinations.finish(),
						counters: new Float64Array(0),
						count: destinations.count,
					},
					firstDestination: Uint32Array.from(firstDestination),
				},
			});
		},
	};
};

/** They would be most of the memory of a table. */
const {counters: _, ...layoutWithoutCounters} = destinationLayout;

export type TableTextRows = {
	readonly services: ServiceRows;
	readonly destinations: Growing<typeof layoutWithoutCounters>;
};

export const tableTextRows = (): TableTextRows => ({
	services: serviceRows(),
	destinations: growing(layoutWithoutCounters),
});

/** Takes all rows back: the next text is written over them, also where they were handed out. */
export const clearTableTextRows = ({services, destinations}: TableTextRows): void => {
	clearServiceRows(services);
	destinations.clear();
};

const arrow = '  -> ';
const headerLines = 3;
/** Stands for a firewall mark where a protocol number is expected. */
const mark = -1;

const methodNumber: Readonly<Record<string, number>> = {
	Masq: forwarding.masquerading,
	Local: forwarding.local,
	Tunnel: forwarding.tunneling,
	Route: forwarding.directRouting,
};

const protocolNumber = (text: string): number | undefined => {
	switch (text) {
		case 'TCP':
			return protocols.tcp;
		case 'UDP':
			return protocols.udp;
		case 'SCTP':
			return protocols.sctp;
		case 'FWM':
			return mark;
		case 'IP':
			return 0;
		case 'ICMP':
			return 1;
		case 'ICMPv6':
			return 58;
		default: {
			const number = /^IP_(\d+)$/.exec(text)?.[1];
			return number === undefined ? undefined : Number(number);
		}
	}
};

/** `C0000201:0050` or `[2001:0db8:0000:0000:0000:0000:0000:0001]:0050`. */
const readEndpoint = (
	cursor: Cursor,
	to: {family: Uint8Array; address: Uint8Array; port: Uint16Array},
	row: number,
): boolean => {
	if (take(cursor, character.bracketOpen)) {
		if (!fullIpv6(cursor, to.address, row * 16) || !take(cursor, character.bracketClose)) {
			return false;
		}
		to.family[row] = familyNumber.ipv6;
	} else {
		const address = hexadecimal(cursor);
		if (Number.isNaN(address)) {
			return false;
		}
		putIpv4(address, to.address, row * 16);
		to.family[row] = familyNumber.ipv4;
	}
	if (!take(cursor, character.colon)) {
		return false;
	}
	const port = hexadecimal(cursor);
	to.port[row] = port;
	return !Number.isNaN(port);
};

/** `IP Virtual Server version 1.2.1 (size=4096)` */
const readVersionLine = ({bytes, at, end}: Cursor): DirectorInfo | undefined => {
	const text = String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 100)));
	const found = /^IP Virtual Server version (\d+)\.(\d+)\.(\d+) \(size=(\d+)\)/.exec(text);
	return found === null
		? undefined
		: {
				version: {major: Number(found[1]), minor: Number(found[2]), patch: Number(found[3])},
				connectionTableSize: Number(found[4]),
			};
};

const reversed = (value: number): number =>
	(((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>>
	0;
