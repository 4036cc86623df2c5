import {familyNumber} from '../../model/address.ts';
import {growing, type Growing} from '../../model/columns.ts';
import {serviceLayout} from '../../model/table.ts';
import {commonTextAt, littleEndian} from '../bytes.ts';
import {serviceAttribute, topAttribute} from '../ids.ts';
import {eachAttribute} from '../netlink.ts';
import {preferred, readCounters, type StatisticsSpan} from './counters.ts';
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

/**
Reads a newService message into one more row.

@param start - offset of the message, `end` of its content
@returns false when it holds no whole service: the row is then worthless and the caller must give up
*/
export const readService = (
	view: DataView,
	{start, end}: Span,
	{rows, scheduler, persistenceEngine, knownNames}: ServiceRows,
): boolean => {
	const nest = findNest(view, {start, end}, topAttribute.service);
	if (nest === undefined) {
		return false;
	}
	const row = rows.row();
	const {columns} = rows;
	scheduler.push('');
	persistenceEngine.push('');
	let isWhole = true;
	let statistics: StatisticsSpan = {start: 0, end: 0, isWide: false};
	let netmaskAt = -1;
	const stopped = eachAttribute(view, nest.start, nest.end, (id, from, to) => {
		const length = to - from;
		isWhole &&= length >= (serviceMinimum[id] ?? 0);
		if (!isWhole) {
			return;
		}
		switch (id) {
			case serviceAttribute.family:
				columns.family[row] = view.getUint16(from, littleEndian);
				return;
			case serviceAttribute.protocol:
				columns.protocol[row] = view.getUint16(from, littleEndian);
				return;
			case serviceAttribute.address:
				copyAddress(view, {start: from, end: to}, {to: columns.address, row});
				return;
			case serviceAttribute.port:
				columns.port[row] = view.getUint16(from);
				return;
			case serviceAttribute.mark:
				columns.mark[row] = view.getUint32(from, littleEndian);
				return;
			case serviceAttribute.scheduler:
				scheduler[row] = commonTextAt(view, {start: from, end: to}, knownNames);
				return;
			case serviceAttribute.flags:
				columns.flags[row] = view.getUint32(from, littleEndian);
				return;
			case serviceAttribute.timeout:
				columns.timeout[row] = view.getUint32(from, littleEndian);
				return;
			case serviceAttribute.netmask:
				netmaskAt = from;
				return;
			case serviceAttribute.persistenceEngine:
				persistenceEngine[row] = commonTextAt(view, {start: from, end: to}, knownNames);
				return;
			case serviceAttribute.statistics:
			case serviceAttribute.statistics64:
				statistics = preferred(statistics, {
					start: from,
					end: to,
					isWide: id === serviceAttribute.statistics64,
				});
				return;
		}
	});
	if (netmaskAt >= 0) {
		// IPv4: a mask in network order. IPv6: a prefix length in host order.
		columns.netmask[row] = view.getUint32(
			netmaskAt,
			columns.family[row] === familyNumber.ipv6 && littleEndian,
		);
	}
	return isWhole && stopped === -1 && readCounters(view, statistics, {to: columns.counters, row});
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
