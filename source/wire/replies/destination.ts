import {growing, type Growing} from '../../model/columns.ts';
import {destinationLayout} from '../../model/table.ts';
import {littleEndian, u16At, u32At} from '../bytes.ts';
import {destinationAttribute, topAttribute} from '../ids.ts';
import {align, attributeHeaderLength, attributeLength, attributeType} from '../netlink.ts';
import {readCounters} from './counters.ts';
import {copyAddress, findNest, type Span} from './message.ts';

export type DestinationRows = Growing<typeof destinationLayout>;

export const destinationRows = (): DestinationRows => growing(destinationLayout);

/** Reads a newDestination message into one more row; false as in `readService`. */
export const readDestination = (
	view: DataView,
	span: Span,
	{rows, serviceFamily}: {readonly rows: DestinationRows; readonly serviceFamily: number},
): boolean => {
	const nest = findNest(view, span, topAttribute.destination);
	if (nest === -1) {
		return false;
	}
	const row = rows.row();
	const {columns} = rows;
	const end = nest + attributeLength(view, nest, span.end);
	let offset = nest + attributeHeaderLength;
	let length = attributeLength(view, offset, end);
	let statistics = -1;
	let isWide = false;
	columns.isDetailed[row] = 1;
	while (length > 0) {
		const id = attributeType(view, offset);
		const from = offset + attributeHeaderLength;
		if (from + (destinationMinimum[id] ?? 0) > offset + length) {
			return false;
		}
		switch (id) {
			case destinationAttribute.address:
				copyAddress(view, from, offset + length, columns.address, row);
				break;
			case destinationAttribute.port:
				columns.port[row] = view.getUint16(from);
				break;
			case destinationAttribute.method:
				columns.method[row] = u32At(view, from);
				break;
			case destinationAttribute.weight:
				columns.weight[row] = view.getInt32(from, littleEndian);
				break;
			case destinationAttribute.upperThreshold:
				columns.upperThreshold[row] = u32At(view, from);
				break;
			case destinationAttribute.lowerThreshold:
				columns.lowerThreshold[row] = u32At(view, from);
				break;
			case destinationAttribute.active:
				columns.active[row] = u32At(view, from);
				break;
			case destinationAttribute.inactive:
				columns.inactive[row] = u32At(view, from);
				break;
			case destinationAttribute.persistent:
				columns.persistent[row] = u32At(view, from);
				break;
			case destinationAttribute.family:
				columns.family[row] = u16At(view, from);
				break;
			case destinationAttribute.tunnelType:
				columns.tunnelType[row] = view.getUint8(from);
				break;
			case destinationAttribute.tunnelPort:
				columns.tunnelPort[row] = view.getUint16(from);
				break;
			case destinationAttribute.tunnelFlags:
				columns.tunnelFlags[row] = u16At(view, from);
				break;
			case destinationAttribute.statistics:
				statistics = isWide ? statistics : offset;
				break;
			case destinationAttribute.statistics64:
				statistics = offset;
				isWide = true;
				break;
		}
		offset += align(length);
		length = attributeLength(view, offset, end);
	}
	// Kernels before 3.18 do not say the family of a destination: it is that of its service.
	columns.family[row] ||= serviceFamily;
	return length === 0 && readCounters(view, statistics, columns.counters, row);
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
