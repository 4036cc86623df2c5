import {growing, type Growing} from '../../model/columns.ts';
import {destinationLayout} from '../../model/table.ts';
import {littleEndian} from '../bytes.ts';
import {destinationAttribute, topAttribute} from '../ids.ts';
import {eachAttribute} from '../netlink.ts';
import {preferred, readCounters, type StatisticsSpan} from './counters.ts';
import {copyAddress, findNest, type Span} from './message.ts';

export type DestinationRows = Growing<typeof destinationLayout>;

export const destinationRows = (): DestinationRows => growing(destinationLayout);

/** Reads a newDestination message into one more row; false as in `readService`. */
export const readDestination = (
	view: DataView,
	{start, end}: Span,
	{rows, serviceFamily}: {rows: DestinationRows; serviceFamily: number},
): boolean => {
	const nest = findNest(view, {start, end}, topAttribute.destination);
	if (nest === undefined) {
		return false;
	}
	const row = rows.row();
	const {columns} = rows;
	let isWhole = true;
	let statistics: StatisticsSpan = {start: 0, end: 0, isWide: false};
	columns.isDetailed[row] = 1;
	const stopped = eachAttribute(view, nest.start, nest.end, (id, from, to) => {
		isWhole &&= to - from >= (destinationMinimum[id] ?? 0);
		if (!isWhole) {
			return;
		}
		switch (id) {
			case destinationAttribute.address:
				copyAddress(view, {start: from, end: to}, {to: columns.address, row});
				return;
			case destinationAttribute.port:
				columns.port[row] = view.getUint16(from);
				return;
			case destinationAttribute.method:
				columns.method[row] = view.getUint32(from, littleEndian);
				return;
			case destinationAttribute.weight:
				columns.weight[row] = view.getInt32(from, littleEndian);
				return;
			case destinationAttribute.upperThreshold:
				columns.upperThreshold[row] = view.getUint32(from, littleEndian);
				return;
			case destinationAttribute.lowerThreshold:
				columns.lowerThreshold[row] = view.getUint32(from, littleEndian);
				return;
			case destinationAttribute.active:
				columns.active[row] = view.getUint32(from, littleEndian);
				return;
			case destinationAttribute.inactive:
				columns.inactive[row] = view.getUint32(from, littleEndian);
				return;
			case destinationAttribute.persistent:
				columns.persistent[row] = view.getUint32(from, littleEndian);
				return;
			case destinationAttribute.family:
				columns.family[row] = view.getUint16(from, littleEndian);
				return;
			case destinationAttribute.tunnelType:
				columns.tunnelType[row] = view.getUint8(from);
				return;
			case destinationAttribute.tunnelPort:
				columns.tunnelPort[row] = view.getUint16(from);
				return;
			case destinationAttribute.tunnelFlags:
				columns.tunnelFlags[row] = view.getUint16(from, littleEndian);
				return;
			case destinationAttribute.statistics:
			case destinationAttribute.statistics64:
				statistics = preferred(statistics, {
					start: from,
					end: to,
					isWide: id === destinationAttribute.statistics64,
				});
				return;
		}
	});
	// Kernels before 3.18 do not say the family of a destination: it is that of its service.
	columns.family[row] ||= serviceFamily;
	return isWhole && stopped === -1 && readCounters(view, statistics, {to: columns.counters, row});
};

const destinationMinimum: Readonly<Record<number, number>> = {
	[destinationAttribute.address]: 4,
	[destinationAttribute.port]: 2,
	[destinationAttribute.method]: 4,
	[destinationAttribute.weight]: 4,
	[destinationAttribute.upperThreshold]: 4,
	[destinationAttribute.lowerThreshold]: 4,
	[destinationAttribute.active]: 4,
	[destinationAttribute.inactive]: 4,
	[destinationAttribute.persistent]: 4,
	[destinationAttribute.family]: 2,
	[destinationAttribute.tunnelType]: 1,
	[destinationAttribute.tunnelPort]: 2,
	[destinationAttribute.tunnelFlags]: 2,
};
