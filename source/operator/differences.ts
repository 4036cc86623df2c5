import {hasSameCells} from '../model/columns.ts';
import {serviceFlag, type Service} from '../model/service.ts';
import {destinationAt, matchAt, serviceAt, type Table} from '../model/table.ts';
import {serviceConfigurationAt} from '../plan/configuration.ts';
import type {Sample} from '../sampler/sample.ts';
import type {Difference} from './foreign.ts';
import type {Settings} from './settings.ts';

type Reading = Pick<Sample, 'table' | 'structure' | 'limitation'>;

/** What changed in the configuration between two readings. Rows that did not change are compared as numbers, without making anything of them. */
export const differencesBetween = (earlier: Reading, later: Reading): readonly Difference[] => {
	const found: Difference[] = [];
	// The public text tells less of a service; what differs then is the telling.
	const hasSameSource = (earlier.limitation === undefined) === (later.limitation === undefined);
	const {serviceKeys, serviceRow} = later.structure;
	const isAligned = earlier.structure === later.structure;
	const isSame = (columns: readonly (typeof serverColumns)[number][]): boolean =>
		isAligned && hasSameServers(earlier.table, later.table, columns);
	const areServersSame = isSame(serverColumns);
	// Of services that were not read in full both times nothing else is compared.
	const areOthersSame = areServersSame || isSame(['weight', 'method']);
	for (let row = 0; row < serviceKeys.length; row += 1) {
		const key = serviceKeys[row] ?? '';
		const from =
			earlier.structure === later.structure ? row : earlier.structure.serviceRow.get(key);
		if (from === undefined) {
			added(found, later, row);
			continue;
		}
		if (hasSameSource && !isSameServiceRow(earlier.table, from, {table: later.table, row})) {
			found.push({
				item: {service: key},
				match: matchAt(later.table.services, row),
				before: serviceSettings(earlier.table, from),
				after: serviceSettings(later.table, row),
				servers: [],
				isDetailed: true,
			});
		}
		if (!areServersSame && (!areOthersSame || isDetailedTwice(earlier.table, later.table, row))) {
			compareServers(found, {earlier, from, later, row});
		}
	}
	if (!isAligned) {
		for (const [row, key] of earlier.structure.serviceKeys.entries()) {
			if (!serviceRow.has(key)) {
				removed(found, earlier, row);
			}
		}
	}
	return found;
};

const added = (found: Difference[], {table, structure}: Reading, row: number): void => {
	const service = structure.serviceKeys[row] ?? '';
	const match = matchAt(table.services, row);
	const common = {match, before: undefined, servers: []};
	found.push({...common, item: {service}, after: serviceSettings(table, row), isDetailed: true});
	for (
		let at = table.firstDestination[row] ?? 0;
		at < (table.firstDestination[row + 1] ?? 0);
		at += 1
	) {
		found.push({
			...common,
			item: {service, destination: structure.destinationKey(at)},
			after: serverSettings(table, at),
			isDetailed: table.destinations.isDetailed[at] === 1,
		});
	}
};

const removed = (found: Difference[], {table, structure}: Reading, row: number): void => {
	const {service, destinations} = serviceConfigurationAt(table, row);
	const first = table.firstDestination[row] ?? 0;
	found.push({
		item: {service: structure.serviceKeys[row] ?? ''},
		match: service.match,
		before: {kind: 'service', service},
		after: undefined,
		servers: [...destinations.values()],
		isDetailed: destinations.size === 0 || table.destinations.isDetailed[first] === 1,
	});
};

type Blocks = {
	readonly earlier: Reading;
	readonly from: number;
	readonly later: Reading;
	readonly row: number;
};

const compareServers = (found: Difference[], {earlier, from, later, row}: Blocks): void => {
	const first = later.table.firstDestination[row] ?? 0;
	const end = later.table.firstDestination[row + 1] ?? 0;
	const firstBefore = earlier.table.firstDestination[from] ?? 0;
	const endBefore = earlier.table.firstDestination[from + 1] ?? 0;
	const isAligned =
		earlier.structure === later.structure ||
		(end - first === endBefore - firstBefore &&
			blockColumns.every(([name, cells]) =>
				hasSameCells(
					earlier.table.destinations[name].subarray(firstBefore * cells, endBefore * cells),
					later.table.destinations[name].subarray(first * cells, end * cells),
				),
			));
	const rows = new Map<string, number>();
	if (!isAligned) {
		for (let at = firstBefore; at < endBefore; at += 1) {
			rows.set(earlier.structure.destinationKey(at), at);
		}
	}
	const service = later.structure.serviceKeys[row] ?? '';
	const push = (
		destination: string,
		before: number | undefined,
		after: number | undefined,
	): void => {
		found.push({
			item: {service, destination},
			match: matchAt(later.table.services, row),
			before: before === undefined ? undefined : serverSettings(earlier.table, before),
			after: after === undefined ? undefined : serverSettings(later.table, after),
			servers: [],
			isDetailed:
				(before === undefined || earlier.table.destinations.isDetailed[before] === 1) &&
				(after === undefined || later.table.destinations.isDetailed[after] === 1),
		});
	};
	for (let at = first; at < end; at += 1) {
		const before = isAligned
			? firstBefore + at - first
			: rows.get(later.structure.destinationKey(at));
		if (
			before === undefined ||
			!isSameServerRow(earlier.table, before, {table: later.table, row: at})
		) {
			push(later.structure.destinationKey(at), before, at);
		}
		if (!isAligned) {
			rows.delete(later.structure.destinationKey(at));
		}
	}
	for (const [destination, before] of rows) {
		push(destination, before, undefined);
	}
};

/** What tells servers of one service apart, and how many cells a row has. */
const blockColumns = [
	['address', 16],
	['port', 1],
	['family', 1],
] as const;

type Row = {readonly table: Table; readonly row: number};

const isSameServiceRow = (before: Table, from: number, {table, row}: Row): boolean => {
	const [left, right] = [before.services, table.services];
	const isSame = (name: 'timeout' | 'netmask'): boolean => left[name][from] === right[name][row];
	const flags = (left.flags[from] ?? 0) & ~serviceFlag.hashed;
	return (
		flags === ((right.flags[row] ?? 0) & ~serviceFlag.hashed) &&
		left.scheduler[from] === right.scheduler[row] &&
		left.persistenceEngine[from] === right.persistenceEngine[row] &&
		((flags & serviceFlag.persistent) === 0 || (isSame('timeout') && isSame('netmask')))
	);
};

/** Written out: it runs for every server of the table, every two seconds. */
const isSameServerRow = (before: Table, from: number, {table, row}: Row): boolean => {
	const [left, right] = [before.destinations, table.destinations];
	return (
		left.weight[from] === right.weight[row] &&
		left.method[from] === right.method[row] &&
		(left.isDetailed[from] === 0 ||
			right.isDetailed[row] === 0 ||
			(left.upperThreshold[from] === right.upperThreshold[row] &&
				left.lowerThreshold[from] === right.lowerThreshold[row] &&
				left.tunnelType[from] === right.tunnelType[row] &&
				left.tunnelPort[from] === right.tunnelPort[row] &&
				left.tunnelFlags[from] === right.tunnelFlags[row]))
	);
};

/** Whether no server at all changed, by the bytes of whole columns. */
const hasSameServers = (
	{destinations: left}: Table,
	{destinations: right}: Table,
	columns: readonly (typeof serverColumns)[number][],
): boolean => columns.every(name => hasSameCells(left[name], right[name]));

/** Of a service that has the same row in both tables. */
const isDetailedTwice = (before: Table, {destinations, firstDestination}: Table, row: number) => {
	const first = firstDestination[row] ?? 0;
	return before.destinations.isDetailed[first] === 1 && destinations.isDetailed[first] === 1;
};

const serverColumns = [
	'isDetailed',
	'weight',
	'method',
	'upperThreshold',
	'lowerThreshold',
	'tunnelType',
	'tunnelPort',
	'tunnelFlags',
] as const;

const serviceSettings = ({services}: Table, row: number): Settings => {
	const service: Service = serviceAt(services, row);
	return {kind: 'service', service: {...service, flags: service.flags & ~serviceFlag.hashed}};
};

const serverSettings = ({destinations}: Table, row: number): Settings => ({
	kind: 'destination',
	destination: destinationAt(destinations, row),
});
