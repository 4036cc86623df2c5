import {familyNumber} from '../model/address.ts';
import type {DestinationColumns, ServiceColumns, Table} from '../model/table.ts';

/**
Row numbers of the services in ipvsadm's order: mark, family, protocol, address, port.

ipvsadm subtracts 32-bit values into an int, so differences of 2^31 and more turn around (192.0.2.1 comes before 10.0.0.1) and the
order is not even transitive. What it prints then depends on the order of the kernel and on glibc's qsort, a merge sort; both are
followed here.
*/
export const sortedServices = (services: ServiceColumns): Uint32Array =>
	mergeSorted(rowsFrom(0, services.count), (left, right) => compareServices(services, left, right));

/** Row numbers of the destinations of one service: address, then port. */
export const sortedDestinations = (table: Table, service: number): Uint32Array => {
	const first = table.firstDestination[service] ?? 0;
	const end = table.firstDestination[service + 1] ?? 0;
	return destinationSorter(table)(service).slice(0, end - first);
};

/** The same for one service after another; the rows are good until the next one, and as many as the service has destinations. */
export const destinationSorter = (table: Table): ((service: number) => Uint32Array) => {
	let rows = new Uint32Array(64);
	let scratch = new Uint32Array(64);
	const compare: Compare = (left, right) => compareDestinations(table.destinations, left, right);
	return service => {
		const first = table.firstDestination[service] ?? 0;
		const count = (table.firstDestination[service + 1] ?? 0) - first;
		if (count > rows.length) {
			rows = new Uint32Array(count * 2);
			scratch = new Uint32Array(count * 2);
		}
		for (let index = 0; index < count; index += 1) {
			rows[index] = first + index;
		}
		mergeSort(rows, scratch, 0, count, compare);
		return rows;
	};
};

export const rowsFrom = (start: number, end: number): Uint32Array => {
	const rows = new Uint32Array(end - start);
	for (let index = 0; index < rows.length; index += 1) {
		rows[index] = start + index;
	}
	return rows;
};

type Compare = (left: number, right: number) => number;

/** glibc 2.36 qsort: halves, the smaller first, the left one taken when equal. */
const mergeSorted = (rows: Uint32Array, compare: Compare): Uint32Array => {
	mergeSort(rows, new Uint32Array(rows.length), 0, rows.length, compare);
	return rows;
};

// oxlint-disable-next-line max-params -- recursive inner loop, an object per call would cost more than the comparison
const mergeSort = (
	rows: Uint32Array,
	scratch: Uint32Array,
	start: number,
	end: number,
	compare: Compare,
): void => {
	if (end - start < 2) {
		return;
	}
	const middle = start + ((end - start) >> 1);
	mergeSort(rows, scratch, start, middle, compare);
	mergeSort(rows, scratch, middle, end, compare);
	let left = start;
	let right = middle;
	let filled = start;
	while (left < middle && right < end) {
		const takesLeft = compare(rows[left] ?? 0, rows[right] ?? 0) <= 0;
		scratch[filled] = rows[takesLeft ? left : right] ?? 0;
		left += takesLeft ? 1 : 0;
		right += takesLeft ? 0 : 1;
		filled += 1;
	}
	// What is left of the right half already lies where it belongs. Most runs are of a few rows: a loop is cheaper than two views of them.
	for (; left < middle; left += 1) {
		scratch[filled] = rows[left] ?? 0;
		filled += 1;
	}
	for (let index = start; index < filled; index += 1) {
		rows[index] = scratch[index] ?? 0;
	}
};

const compareServices = (
	{mark, family, protocol, address, port}: ServiceColumns,
	left: number,
	right: number,
): number =>
	difference(mark, left, right) ||
	difference(family, left, right) ||
	difference(protocol, left, right) ||
	compareAddresses(address, family[left] ?? 0, left, right) ||
	difference(port, left, right);

const compareDestinations = (
	{family, address, port}: DestinationColumns,
	left: number,
	right: number,
): number =>
	// The family of the left one decides how much of both is looked at.
	compareAddresses(address, family[left] ?? 0, left, right) || difference(port, left, right);

const compareAddresses = (
	address: Uint8Array,
	family: number,
	left: number,
	right: number,
): number => {
	const words = family === familyNumber.ipv6 ? 4 : 1;
	for (let word = 0; word < words; word += 1) {
		const result =
			(wordAt(address, left * 16 + word * 4) - wordAt(address, right * 16 + word * 4)) | 0;
		if (result !== 0) {
			return result;
		}
	}
	return 0;
};

const difference = (column: Uint8Array | Uint16Array | Uint32Array, left: number, right: number) =>
	((column[left] ?? 0) - (column[right] ?? 0)) | 0;

const wordAt = (bytes: Uint8Array, offset: number): number =>
	((bytes[offset] ?? 0) << 24) |
	((bytes[offset + 1] ?? 0) << 16) |
	((bytes[offset + 2] ?? 0) << 8) |
	(bytes[offset + 3] ?? 0);
