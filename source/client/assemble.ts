import {appendRows, growing, hasSameCells, type Column, type ColumnsOf} from '../model/columns.ts';
import {clearedPlaces, hasSameKeys, type CounterPlaces} from './keep.ts';
import {
	counterCount,
	destinationKeyAt,
	destinationLayout,
	pickServices,
	serviceKeyAt,
	type serviceLayout,
	type DestinationColumns,
	type ServiceColumns,
	type Table,
} from '../model/table.ts';

/** A single page of a dump holds fewer than this many rows; only a dump of several pages can repeat or skip rows. */
const onePage = 64;

/**
The same services without repetitions. The kernel does not say when a table changed under a dump: rows shift, and one may come twice.
*/
export const uniqueServices = (services: ServiceColumns): ServiceColumns => {
	if (services.count <= onePage) {
		return services;
	}
	const keep = firstOfEach(services);
	return keep.length === services.count ? services : pickServices(services, keep);
};

/** Rows that equal none before them. A table of row numbers and no set of texts: those would be most of the memory of a list. */
const firstOfEach = (services: ServiceColumns): Uint32Array => {
	const size = 2 ** Math.ceil(Math.log2(services.count * 2));
	const places = new Uint32Array(size);
	const keep = new Uint32Array(services.count);
	let kept = 0;
	for (let row = 0; row < services.count; row += 1) {
		let place = hashOf(services, row) & (size - 1);
		// A place has a row and one more; 0 is free.
		for (let other = places[place] ?? 0; other !== 0; other = places[place] ?? 0) {
			if (isEqual(services, row, other - 1)) {
				break;
			}
			place = (place + 1) & (size - 1);
		}
		if (places[place] === 0) {
			places[place] = row + 1;
			keep[kept] = row;
			kept += 1;
		}
	}
	return keep.subarray(0, kept);
};

const hashOf = ({mark, family, protocol, address, port}: ServiceColumns, row: number): number => {
	let hash = (mark[row] ?? 0) + (port[row] ?? 0) * 31 + (protocol[row] ?? 0) + (family[row] ?? 0);
	for (let cell = row * 16; cell < row * 16 + 16; cell += 1) {
		hash = Math.imul(hash ^ (address[cell] ?? 0), 0x01_00_01_93);
	}
	return hash ^ (hash >>> 15);
};

/** Firewall marks also differ by family. */
const isEqual = (services: ServiceColumns, row: number, other: number): boolean =>
	services.family[row] === services.family[other] && isSame(services, row, services, other);

/** Destinations of some services as they were dumped: those of `rows[i]` lie from `first[i]` to `first[i + 1]`. */
export type Dumps = {
	readonly rows: readonly number[];
	readonly first: readonly number[];
	readonly destinations: DestinationColumns;
};

type Sources = {readonly dumps: Dumps; readonly text: Table | undefined};

/**
Puts services and the destinations of their two sources together: a dump where there is one, else the text.

@param places - when given, the text may be written over, and the counters be those of the dumps alone
*/
export const assemble = (
	services: ServiceColumns,
	{places, ...sources}: Sources & {readonly places: CounterPlaces | undefined},
): Table => {
	const {dumps, text} = sources;
	const whole = wholeSource(services, sources) ?? (places && overlaid(services, sources, places));
	if (whole !== undefined) {
		return {services, ...whole};
	}
	const rows = rowCollector(Math.max(1, dumps.destinations.count));
	const firstDestination = new Uint32Array(services.count + 1);
	const dumpOf = new Map(dumps.rows.map((row, index) => [row, index]));
	const textRow = text === undefined ? () => -1 : rowFinder(services, text.services);
	for (let row = 0; row < services.count; row += 1) {
		firstDestination[row] = rows.count();
		const dump = dumpOf.get(row);
		const inText = textRow(row);
		if (dump !== undefined) {
			const [from = 0, to = 0] = dumps.first.slice(dump, dump + 2);
			rows.take(dumps.destinations, {from, to});
		} else if (text !== undefined && inText >= 0) {
			const [from = 0, to = 0] = text.firstDestination.subarray(inText, inText + 2);
			rows.take(text.destinations, {from, to});
		}
	}
	firstDestination[services.count] = rows.count();
	return {services, firstDestination, destinations: rows.finish()};
};

/** Most tables come in one piece, and then nothing has to be copied: all dumps, or a text of exactly these services. */
const wholeSource = (
	services: ServiceColumns,
	{dumps, text}: Sources,
): Omit<Table, 'services'> | undefined => {
	if (dumps.rows.length === services.count && dumps.rows.every((row, index) => row === index)) {
		const {destinations, first} = dumps;
		return asUnique({destinations, firstDestination: Uint32Array.from(first)});
	}
	return dumps.rows.length > 0 || text === undefined || !isAligned(services, text.services)
		? undefined
		: asUnique(text);
};

/** Whether a text has these services, each in its row. */
const isAligned = (services: ServiceColumns, text: ServiceColumns): boolean => {
	if (services.count !== text.count || hasSameKeys(services, text)) {
		return services.count === text.count;
	}
	for (let row = 0; row < services.count; row += 1) {
		if (!isSame(services, row, text, row)) {
			return false;
		}
	}
	return true;
};

/** The text with what the dumps tell written over it, where both have the same servers in the same order: most of a large table is not moved. */
const overlaid = (
	services: ServiceColumns,
	{dumps, text}: Sources,
	places: CounterPlaces,
): Omit<Table, 'services'> | undefined => {
	const whole =
		text === undefined || !isAligned(services, text.services) ? undefined : asUnique(text);
	if (whole === undefined) {
		return undefined;
	}
	const {destinations, firstDestination} = whole;
	const blocks = dumps.rows.map((row, index) => ({
		from: dumps.first[index] ?? 0,
		to: dumps.first[index + 1] ?? 0,
		at: firstDestination[row] ?? 0,
		end: firstDestination[row + 1] ?? 0,
	}));
	const {counters, ...told} = dumps.destinations;
	const isSameServers = blocks.every(
		({from, to, at, end}) =>
			to - from === end - at &&
			serverColumns.every(([name, cells]) =>
				hasSameCells(
					told[name].subarray(from * cells, to * cells),
					destinations[name].subarray(at * cells, end * cells),
				),
			),
	);
	if (!isSameServers) {
		return undefined;
	}
	const countersAt = clearedPlaces(places, destinations.count);
	for (const {from, to, at, end} of blocks) {
		for (const name of toldColumns) {
			(destinations[name] as Column).set(told[name].subarray(from, to), at);
		}
		for (let server = at; server < end; server += 1) {
			countersAt[server] = from + server - at + 1;
		}
	}
	return {destinations: {...destinations, counters, countersAt}, firstDestination};
};

/** What tells servers of one service apart, and how many cells a row has. */
const serverColumns = [
	['address', 16],
	['port', 1],
	['family', 1],
] as const;

/** What is told of them, one cell a row. */
const toldColumns = [
	'method',
	'weight',
	'upperThreshold',
	'lowerThreshold',
	'active',
	'inactive',
	'persistent',
	'tunnelType',
	'tunnelPort',
	'tunnelFlags',
	'isDetailed',
] as const;

/** Undefined when a dump had several pages and must be looked through for repetitions. */
const asUnique = ({
	destinations,
	firstDestination,
}: Omit<Table, 'services'>): Omit<Table, 'services'> | undefined =>
	firstDestination.every((from, row) => (firstDestination[row + 1] ?? from) - from <= onePage)
		? {destinations, firstDestination}
		: undefined;

type Range = {readonly from: number; readonly to: number};

/** Copies ranges of rows without repetitions, neighbouring ones of one source at once. */
const rowCollector = (expected: number) => {
	const into = growing(destinationLayout, expected);
	let pending: {columns: DestinationColumns; from: number; to: number} | undefined;
	const flush = (): void => {
		if (pending !== undefined) {
			const first = into.count;
			appendRows(destinationLayout, into, pending);
			if (pending.columns.counters.length === 0) {
				into.columns.counters.fill(Number.NaN, first * counterCount, into.count * counterCount);
			}
			pending = undefined;
		}
	};
	const takeRange = (columns: DestinationColumns, {from, to}: Range): void => {
		if (pending?.columns === columns && pending.to === from) {
			pending.to = to;
			return;
		}
		flush();
		pending = {columns, from, to};
	};
	return {
		count: () => into.count + (pending === undefined ? 0 : pending.to - pending.from),
		take: (columns: DestinationColumns, range: Range): void => {
			if (range.to - range.from <= onePage) {
				takeRange(columns, range);
				return;
			}
			const seen = new Set<string>();
			for (let row = range.from; row < range.to; row += 1) {
				const key = destinationKeyAt(columns, row);
				if (!seen.has(key)) {
					seen.add(key);
					takeRange(columns, {from: row, to: row + 1});
				}
			}
		},
		finish: (): DestinationColumns => {
			flush();
			return {...into.finish(), count: into.count};
		},
	};
};

/** Whether some of the services are not in a text. */
export const lacksAny = (text: ServiceColumns, services: ServiceColumns): boolean => {
	if (hasSameKeys(text, services)) {
		return false;
	}
	const find = rowFinder(services, text);
	for (let row = 0; row < services.count; row += 1) {
		if (find(row) < 0) {
			return true;
		}
	}
	return false;
};

/**
Finds the rows of a table in the text of the same table. Both come in the same order, so the next row is nearly always the one; only after
a change in between must the others be searched. Two services of one firewall mark but different families look alike in the
text: the first match in order counts.
*/
const rowFinder = (services: ServiceColumns, text: ServiceColumns): ((row: number) => number) => {
	let next = 0;
	let others: Map<string, number[]> | undefined;
	return row => {
		if (next < text.count && isSame(services, row, text, next)) {
			next += 1;
			return next - 1;
		}
		others ??= rowsByKey(text);
		const found = others.get(textKey(services, row))?.shift() ?? -1;
		next = found + 1;
		return found;
	};
};

const rowsByKey = (services: ServiceColumns): Map<string, number[]> => {
	const rows = new Map<string, number[]>();
	for (let row = 0; row < services.count; row += 1) {
		const key = textKey(services, row);
		const known = rows.get(key);
		if (known === undefined) {
			rows.set(key, [row]);
		} else {
			known.push(row);
		}
	}
	return rows;
};

const textKey = (services: ServiceColumns, row: number): string => {
	const mark = services.mark[row] ?? 0;
	return mark === 0 ? serviceKeyAt(services, row) : `fwmark ${mark}`;
};

// oxlint-disable-next-line max-params -- inner loop
const isSame = (
	first: ColumnsOf<typeof serviceLayout>,
	row: number,
	other: ColumnsOf<typeof serviceLayout>,
	otherRow: number,
): boolean => {
	if (first.mark[row] !== other.mark[otherRow]) {
		return false;
	}
	if (first.mark[row] !== 0) {
		return true;
	}
	if (
		first.port[row] !== other.port[otherRow] ||
		first.protocol[row] !== other.protocol[otherRow] ||
		first.family[row] !== other.family[otherRow]
	) {
		return false;
	}
	for (let cell = 0; cell < 16; cell += 1) {
		if (first.address[row * 16 + cell] !== other.address[otherRow * 16 + cell]) {
			return false;
		}
	}
	return true;
};
