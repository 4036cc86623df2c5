import {hasSameCells} from '../model/columns.ts';
import {counter, counterOf, type Table} from '../model/table.ts';
import type {Structure} from './structure.ts';
import {kernelTick} from './ticks.ts';

/**
A service whose servers, weights or scheduler became others while this program looked. What its servers have tells how it was shared out
before that; what came since tells how it is now.
*/
export type Unsettled = {
	/** Clock time in milliseconds of the reading that showed the change. */
	readonly at: number;
	/** Connections that its servers had had when those that came since began to count, in the order of the rows; NaN where unknown. */
	readonly from: Float64Array;
	/** When that was. */
	readonly fromAt: number;
};

export type UnsettledServices = ReadonlyMap<string, Unsettled>;

type Reading = {
	readonly takenAt: number;
	readonly table: Table;
	readonly structure: Structure;
	readonly unsettled?: UnsettledServices;
};

/** Which services are unsettled, by their keys, until so many connections came that those from before are few. */
export const unsettledOf = (reading: Reading, earlier: Reading | undefined): UnsettledServices => {
	if (earlier === undefined) {
		return none;
	}
	const {table, structure, takenAt} = reading;
	const before = earlier.unsettled ?? none;
	const isSame = structure === earlier.structure && isSameTable(table, earlier);
	if (isSame && before.size === 0) {
		return none;
	}
	const found = new Map<string, Unsettled>();
	for (const [key, entry] of before) {
		const row = structure.serviceRow.get(key);
		if (row !== undefined && !isSettled(reading, row, entry)) {
			found.set(
				key,
				isCounting(entry) ? entry : {...entry, from: countersOf(table, row), fromAt: takenAt},
			);
		}
	}
	for (const [row, key] of isSame ? [] : structure.serviceKeys.entries()) {
		const past = earlier.structure.serviceRow.get(key);
		if (past !== undefined && !isSameService({table, row}, {table: earlier.table, row: past})) {
			found.set(key, {at: takenAt, from: countersOf(table, row), fromAt: takenAt});
		}
	}
	return found;
};

/** Connections that came to a server since; the number of the row is that in the table. */
export const cameTo = (
	{from}: Unsettled,
	{destinations, firstDestination}: Table,
	{row, server}: {readonly row: number; readonly server: number},
): number =>
	counterOf(destinations, server, counter.connections) -
	(from[server - (firstDestination[row] ?? 0)] ?? Number.NaN);

const none: UnsettledServices = new Map();

/** Those from before are then a few percent of what is there, however long each stays. */
const renewals = 3;

/** The kernel publishes what came before the change only with its next tick. */
const isCounting = ({at, from, fromAt}: Unsettled): boolean =>
	fromAt - at >= kernelTick - early && !from.includes(Number.NaN);

/** Timers are early by so many milliseconds at most. */
const early = 100;

const isSettled = ({table}: Reading, row: number, entry: Unsettled): boolean => {
	if (!isCounting(entry)) {
		return false;
	}
	const {active, inactive} = table.destinations;
	const [first, end] = serversOf({table, row});
	let came = 0;
	let held = 0;
	for (let server = first; server < end; server += 1) {
		came += cameTo(entry, table, {row, server});
		held += (active[server] ?? 0) + (inactive[server] ?? 0);
	}
	return came >= renewals * held;
};

type Place = {readonly table: Table; readonly row: number};

const serversOf = ({table: {firstDestination}, row}: Place): readonly [number, number] => [
	firstDestination[row] ?? 0,
	firstDestination[row + 1] ?? 0,
];

const countersOf = (table: Table, row: number): Float64Array => {
	const [first, end] = serversOf({table, row});
	return Float64Array.from({length: end - first}, (_, index) =>
		counterOf(table.destinations, first + index, counter.connections),
	);
};

const isSameTable = (table: Table, {table: earlier}: Reading): boolean =>
	hasSameCells(table.destinations.weight, earlier.destinations.weight) &&
	(table.services.scheduler === earlier.services.scheduler ||
		table.services.scheduler.every((name, row) => name === earlier.services.scheduler[row]));

const isSameService = (now: Place, past: Place): boolean => {
	const [first, end] = serversOf(now);
	const [pastFirst, pastEnd] = serversOf(past);
	return (
		now.table.services.scheduler[now.row] === past.table.services.scheduler[past.row] &&
		compared.every(([name, width]) =>
			hasSameCells(
				now.table.destinations[name].subarray(first * width, end * width),
				past.table.destinations[name].subarray(pastFirst * width, pastEnd * width),
			),
		)
	);
};

/** Columns that make a share another one, with their cells a row. */
const compared = [
	['weight', 1],
	['port', 1],
	['address', 16],
] as const;
