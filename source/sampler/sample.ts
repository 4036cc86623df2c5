import type {DirectorInfo} from '../model/director.ts';
import type {Failure} from '../model/failure.ts';
import {counterCount, counterRow, type Table} from '../model/table.ts';
import {rateCount, ratesOf, type Rates} from './rates.ts';
import {structureOf, type Structure} from './structure.ts';
import {unsettledOf, type UnsettledServices} from './unsettled.ts';

/** One reading of the table with what could be derived from it and the reading before. Immutable. */
export type Sample = {
	/** Clock time in milliseconds. */
	readonly takenAt: number;
	readonly table: Table;
	readonly structure: Structure;
	readonly serviceRates: Rates;
	/** A row for each row of counters, see `destinationRateAt`. */
	readonly destinationRates: Rates;
	/** Services whose connections still tell how they were shared out before a change, by their keys. */
	readonly unsettled: UnsettledServices;
	readonly info: DirectorInfo | undefined;
	/** Set when only the public text could be read, which has no counters: the reason. */
	readonly limitation: Failure | undefined;
};

export type Arrival = {
	readonly takenAt: number;
	readonly table: Table;
	readonly info: DirectorInfo | undefined;
	readonly limitation: Failure | undefined;
};

export const sampleOf = (arrival: Arrival, earlier: Sample | undefined): Sample => {
	const {table, takenAt: time} = arrival;
	const structure = structureOf(table, earlier);
	const rows = earlier === undefined ? undefined : rowsIn(earlier, structure);
	const counted = earlier && rows && countersIn(earlier, table, rows.destination);
	return {
		...arrival,
		structure,
		serviceRates: ratesOf(
			{counters: table.services.counters, count: table.services.count, time},
			earlier?.serviceRates,
			row => rows?.service(row) ?? -1,
		),
		destinationRates: ratesOf(
			{
				counters: table.destinations.counters,
				count: table.destinations.counters.length / counterCount,
				time,
			},
			earlier?.destinationRates,
			row => counted?.[row] ?? -1,
		),
		unsettled: unsettledOf({takenAt: time, table, structure}, earlier),
	};
};

/** Per second, by the numbers in `rate`; NaN where it is not known. */
export const destinationRateAt = (
	{table, destinationRates}: Pick<Sample, 'table' | 'destinationRates'>,
	row: number,
	which: number,
): number => {
	const at = counterRow(table.destinations, row);
	return at < 0 ? Number.NaN : (destinationRates.perSecond[at * rateCount + which] ?? Number.NaN);
};

/** Where the counters of a new table were in an earlier sample, by their rows; -1 for those that are new. */
const countersIn = (
	earlier: Sample,
	{services, destinations, firstDestination}: Table,
	rowBefore: (row: number) => number,
): Int32Array => {
	const rows = new Int32Array(destinations.counters.length / counterCount).fill(-1);
	for (let service = 0; service < services.count; service += 1) {
		const first = firstDestination[service] ?? 0;
		// All servers of a service have some, or none has.
		const end = counterRow(destinations, first) < 0 ? first : (firstDestination[service + 1] ?? 0);
		for (let row = first; row < end; row += 1) {
			const before = rowBefore(row);
			if (before >= 0) {
				rows[counterRow(destinations, row)] = counterRow(earlier.table.destinations, before);
			}
		}
	}
	return rows;
};

/** Where the rows of a new table were in an earlier sample; -1 for those that are new. */
const rowsIn = (earlier: Sample, structure: Structure) => {
	if (earlier.structure === structure) {
		return {service: sameRow, destination: sameRow};
	}
	const service = (row: number): number =>
		earlier.structure.serviceRow.get(structure.serviceKeys[row] ?? '') ?? -1;
	const byKey = new Map<number, ReadonlyMap<string, number>>();
	const destination = (row: number): number => {
		const serviceRow = structure.serviceOf[row] ?? 0;
		let known = byKey.get(serviceRow);
		if (known === undefined) {
			known = destinationRows(earlier, service(serviceRow));
			byKey.set(serviceRow, known);
		}
		return known.get(structure.destinationKey(row)) ?? -1;
	};
	return {service, destination};
};

const sameRow = (row: number): number => row;

const destinationRows = (
	{table: {firstDestination}, structure}: Sample,
	serviceRow: number,
): ReadonlyMap<string, number> => {
	const rows = new Map<string, number>();
	if (serviceRow < 0) {
		return rows;
	}
	const end = firstDestination[serviceRow + 1] ?? 0;
	for (let row = firstDestination[serviceRow] ?? 0; row < end; row += 1) {
		rows.set(structure.destinationKey(row), row);
	}
	return rows;
};
