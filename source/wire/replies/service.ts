import {familyNumber} from '../../model/address.ts';
import {growing, type Growing} from '../../model/columns.ts';
import {serviceLayout} from '../../model/table.ts';
import {commonTextAt, littleEndian, u16At, u32At} from '../bytes.ts';
import {serviceAttribute, topAttribute} from '../ids.ts';
import {align, attributeHeaderLength, attributeLength, attributeType} from '../netlink.ts';
import {readCounters} from './counters.ts';
import {copyAddress, findNest, type Span} from './message.ts';

/** Services while they arrive. The texts are kept beside the columns. */
export type ServiceRows = {
	readonly rows: Growing<typeof serviceLayout>;
	readonly scheduler: string[];
	readonly persistenceEngine: string[];
	/** Different names so far. */
	readonly knownNames: string[];
};

export const serviceRows = (): ServiceRows => ({
	rows: growing(serviceLayout),
	scheduler: [],
	persistenceEngine: [],
	knownNames: [],
});

/** Takes all rows back, to use their memory again. */
export const clearServiceRows = ({rows, scheduler, persistenceEngine}: ServiceRows): void => {
	rows.clear();
	scheduler.length = 0;
	persistenceEngine.length = 0;
};

/**
Reads a newService message into one more row.

@param start - offset of the message, `end` of its content
@returns false when it holds no whole service: the row is then worthless and the caller must give up
*/
export const readService = (
	view: DataView,
	span: Span,
	{rows, scheduler, persistenceEngine, knownNames}: ServiceRows,
): boolean => {
	const nest = findNest(view, span, topAttribute.service);
	if (nest === -1) {
		return false;
	}
	const row = rows.row();
	const {columns} = rows;
	scheduler.push('');
	persistenceEngine.push('');
	const end = nest + attributeLength(view, nest, span.end);
	let offset = nest + attributeHeaderLength;
	let length = attributeLength(view, offset, end);
	let statistics = -1;
	let isWide = false;
	let netmaskAt = -1;
	while (length > 0) {
		const id = attributeType(view, offset);
		const from = offset + attributeHeaderLength;
		const to = offset + length;
		if (from + (serviceMinimum[id] ?? 0) > to) {
			return false;
		}
		switch (id) {
			case serviceAttribute.family:
				columns.family[row] = u16At(view, from);
				break;
			case serviceAttribute.protocol:
				columns.protocol[row] = u16At(view, from);
				break;
			case serviceAttribute.address:
				copyAddress(view, from, to, columns.address, row);
				break;
			case serviceAttribute.port:
				columns.port[row] = view.getUint16(from);
				break;
			case serviceAttribute.mark:
				columns.mark[row] = u32At(view, from);
				break;
			case serviceAttribute.scheduler:
				scheduler[row] = commonTextAt(view, from, to, knownNames);
				break;
			case serviceAttribute.flags:
				columns.flags[row] = u32At(view, from);
				break;
			case serviceAttribute.timeout:
				columns.timeout[row] = u32At(view, from);
				break;
			case serviceAttribute.netmask:
				netmaskAt = from;
				break;
			case serviceAttribute.persistenceEngine:
				persistenceEngine[row] = commonTextAt(view, from, to, knownNames);
				break;
			case serviceAttribute.statistics:
				statistics = isWide ? statistics : offset;
				break;
			case serviceAttribute.statistics64:
				statistics = offset;
				isWide = true;
				break;
		}
		offset += align(length);
		length = attributeLength(view, offset, end);
	}
	if (netmaskAt >= 0) {
		// IPv4: a mask in network order. IPv6: a prefix length in host order.
		columns.netmask[row] = view.getUint32(
			netmaskAt,
			columns.family[row] === familyNumber.ipv6 && littleEndian,
		);
	}
	return length === 0 && readCounters(view, statistics, columns.counters, row);
};

const serviceMinimum: Readonly<Record<number, number>> = {
	[serviceAttribute.family]: 2,
	[serviceAttribute.protocol]: 2,
	[serviceAttribute.address]: 4,
	[serviceAttribute.port]: 2,
	[serviceAttribute.mark]: 4,
	[serviceAttribute.flags]: 4,
	[serviceAttribute.timeout]: 4,
	[serviceAttribute.netmask]: 4,
};
