import {familyNumber, familyOf, type Address} from './address.ts';
import {pickRows, type ColumnsOf} from './columns.ts';
import {destinationKey, type Destination} from './destination.ts';
import {matchKey, type Match, type Service} from './service.ts';

/**
Counters of a service or destination, in the order of their cells. Totals since start or zero; rates are the kernel's own two-second
moving averages, per second, bytes and not bits.
*/
export const counter = {
	connections: 0,
	inPackets: 1,
	outPackets: 2,
	inBytes: 3,
	outBytes: 4,
	connectionRate: 5,
	inPacketRate: 6,
	outPacketRate: 7,
	inByteRate: 8,
	outByteRate: 9,
} as const;
export const counterCount = 10;

export const serviceLayout = {
	/** 2 or 10. */
	family: ['u8', 1],
	/** IP protocol number; 0 for a firewall mark. */
	protocol: ['u16', 1],
	/** 16 cells a row; an IPv4 address fills the first four. */
	address: ['u8', 16],
	port: ['u16', 1],
	/** Firewall mark; 0 for a service with an address. */
	mark: ['u32', 1],
	flags: ['u32', 1],
	timeout: ['u32', 1],
	/** As in `Service.netmask`. */
	netmask: ['u32', 1],
	/** 10 cells a row, see `counter`; NaN where the source has no counters (/proc/net/ip_vs). */
	counters: ['f64', counterCount],
} as const;

export const destinationLayout = {
	family: ['u8', 1],
	address: ['u8', 16],
	port: ['u16', 1],
	method: ['u8', 1],
	weight: ['i32', 1],
	upperThreshold: ['u32', 1],
	lowerThreshold: ['u32', 1],
	active: ['u32', 1],
	inactive: ['u32', 1],
	persistent: ['u32', 1],
	tunnelType: ['u8', 1],
	tunnelPort: ['u16', 1],
	tunnelFlags: ['u16', 1],
	/** 1 when the row has everything (a destination dump), 0 when only method, weight, active and inactive are known. */
	isDetailed: ['u8', 1],
	/** As of services, but only of rows that have some, see `countersAt`: they would be most of the memory of a large table. */
	counters: ['f64', counterCount],
} as const;

export type ServiceColumns = ColumnsOf<typeof serviceLayout> & {
	readonly count: number;
	readonly scheduler: readonly string[];
	readonly persistenceEngine: readonly string[];
};

export type DestinationColumns = ColumnsOf<typeof destinationLayout> & {
	readonly count: number;
	/**
	Where few rows of a large table have counters: for each row the row of its counters and 1, or 0 for those without. Where it is not there,
	the counters are row by row.
	*/
	readonly countersAt?: Uint32Array | undefined;
};

/**
The whole table at one moment, immutable. Destinations lie in the order of their services: those of service `row` are
`firstDestination[row]` up to, not including, `firstDestination[row + 1]`. Both keep the kernel's order: sort before showing.
*/
export type Table = {
	readonly services: ServiceColumns;
	readonly destinations: DestinationColumns;
	/** `services.count + 1` cells. */
	readonly firstDestination: Uint32Array;
};

type Addressed = {readonly family: Uint8Array; readonly address: Uint8Array};

export const addressAt = ({family, address}: Addressed, row: number): Address => {
	const isWide = family[row] === familyNumber.ipv6;
	return {
		family: isWide ? 'ipv6' : 'ipv4',
		bytes: address.subarray(row * 16, row * 16 + (isWide ? 16 : 4)),
	};
};

export const matchAt = (services: ServiceColumns, row: number): Match => {
	const mark = services.mark[row] ?? 0;
	return mark === 0
		? {
				kind: 'address',
				protocol: services.protocol[row] ?? 0,
				address: addressAt(services, row),
				port: services.port[row] ?? 0,
			}
		: {kind: 'mark', mark, family: familyOf(services.family[row] ?? 0)};
};

export const serviceAt = (services: ServiceColumns, row: number): Service => ({
	match: matchAt(services, row),
	scheduler: services.scheduler[row] ?? '',
	flags: services.flags[row] ?? 0,
	timeout: services.timeout[row] ?? 0,
	netmask: services.netmask[row] ?? 0,
	persistenceEngine: services.persistenceEngine[row] ?? '',
});

export const destinationAt = (destinations: DestinationColumns, row: number): Destination => ({
	address: addressAt(destinations, row),
	port: destinations.port[row] ?? 0,
	method: destinations.method[row] ?? 0,
	weight: destinations.weight[row] ?? 0,
	upperThreshold: destinations.upperThreshold[row] ?? 0,
	lowerThreshold: destinations.lowerThreshold[row] ?? 0,
	tunnel: {
		type: destinations.tunnelType[row] ?? 0,
		port: destinations.tunnelPort[row] ?? 0,
		flags: destinations.tunnelFlags[row] ?? 0,
	},
});

/** Some of the services, in the order that is given. */
export const pickServices = (
	services: ServiceColumns,
	rows: ArrayLike<number>,
): ServiceColumns => ({
	...pickRows(serviceLayout, services, rows),
	count: rows.length,
	scheduler: Array.from(rows, row => services.scheduler[row] ?? ''),
	persistenceEngine: Array.from(rows, row => services.persistenceEngine[row] ?? ''),
});

/** Stable key of a service row, see `matchKey`. */
export const serviceKeyAt = (services: ServiceColumns, row: number): string =>
	matchKey(matchAt(services, row));

/** Key of a destination row, unique inside its service. */
export const destinationKeyAt = (
	destinations: Pick<DestinationColumns, 'family' | 'address' | 'port'>,
	row: number,
): string => destinationKey(addressAt(destinations, row), destinations.port[row] ?? 0);

/** Cell of a counter in a `counters` column that has those of every row. */
export const counterAt = (counters: Float64Array, row: number, which: number): number =>
	counters[row * counterCount + which] ?? Number.NaN;

/** Where in the column the counters of a row are; -1 where it has none. */
export const counterRow = (
	{countersAt, counters}: Pick<DestinationColumns, 'counters' | 'countersAt'>,
	row: number,
): number =>
	countersAt !== undefined
		? (countersAt[row] ?? 0) - 1
		: row * counterCount < counters.length
			? row
			: -1;

/** Counter of a service or destination; NaN where it was not read. */
export const counterOf = (
	columns: Pick<DestinationColumns, 'counters' | 'countersAt'>,
	row: number,
	which: number,
): number => {
	const at = counterRow(columns, row);
	return at < 0 ? Number.NaN : counterAt(columns.counters, at, which);
};
