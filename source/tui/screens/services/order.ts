import type {Table} from '../../../model/table.ts';
import {columnOf, type ColumnId} from './columns.ts';
import type {Facts} from '../../view/facts.ts';

export type SortKey = 'name' | ColumnId;

export type Sort = {readonly by: SortKey; readonly direction: 'ascending' | 'descending'};

export const naturalSort: Sort = {by: 'name', direction: 'ascending'};

/** The direction a column is first sorted in: the busiest on top, names from A. */
export const firstDirection = (by: SortKey): Sort['direction'] =>
	by === 'name' ? 'ascending' : columnOf(by).order;

export type Compare = (a: number, b: number) => number;

/** Compares service rows and destination rows. Equal values fall back to the name, so that rows never swap without a reason. */
export const comparers = (
	facts: Facts,
	{by, direction}: Sort,
): {readonly service: Compare; readonly destination: Compare} => {
	const names = nameComparers(facts.sample.table);
	const sign = direction === 'ascending' ? 1 : -1;
	if (by === 'name') {
		return {
			service: (a, b) => sign * names.service(a, b),
			destination: (a, b) => sign * names.destination(a, b),
		};
	}
	const {serviceValue, destinationValue} = columnOf(by);
	return {
		service: (a, b) =>
			byNumber(serviceValue(facts, a), serviceValue(facts, b), sign) || names.service(a, b),
		destination: (a, b) =>
			byNumber(destinationValue(facts, a), destinationValue(facts, b), sign) ||
			names.destination(a, b),
	};
};

/** Unknown values are last in both directions. */
const byNumber = (a: number, b: number, sign: number): number => {
	if (Number.isNaN(a) || Number.isNaN(b)) {
		return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
	}
	return sign * (a - b);
};

/** Addresses before marks, IPv4 before IPv6, by number and not by text, then port and protocol. */
const nameComparers = ({
	services,
	destinations,
}: Table): {service: Compare; destination: Compare} => ({
	service: (a, b) =>
		(services.mark[a] ?? 0) - (services.mark[b] ?? 0) ||
		byAddress(services, a, b) ||
		(services.port[a] ?? 0) - (services.port[b] ?? 0) ||
		(services.protocol[a] ?? 0) - (services.protocol[b] ?? 0),
	destination: (a, b) =>
		byAddress(destinations, a, b) || (destinations.port[a] ?? 0) - (destinations.port[b] ?? 0),
});

type Addressed = {readonly family: Uint8Array; readonly address: Uint8Array};

const byAddress = ({family, address}: Addressed, a: number, b: number): number => {
	const difference = (family[a] ?? 0) - (family[b] ?? 0);
	if (difference !== 0) {
		return difference;
	}
	for (let cell = 0; cell < 16; cell += 1) {
		const byte = (address[a * 16 + cell] ?? 0) - (address[b * 16 + cell] ?? 0);
		if (byte !== 0) {
			return byte;
		}
	}
	return 0;
};
