import type {Sample} from '../../../sampler/sample.ts';
import type {ItemKey} from './item.ts';

/**
A visible row: a service row as it is, a destination row as its complement, and from `firstGhost` on the number of a ghost, so that a
list of rows is a list of numbers.
*/
export type RowId = number;

export const firstGhost = 0x4000_0000;

export const isService = (id: RowId): boolean => id >= 0 && id < firstGhost;
export const isGhost = (id: RowId): boolean => id >= firstGhost;
export const isDestination = (id: RowId): boolean => id < 0;
export const destinationRowId = (row: number): RowId => ~row;
export const rowOf = (id: RowId): number =>
	id < 0 ? ~id : id >= firstGhost ? id - firstGhost : id;

/** The row of an item in the present table. */
export const idOfItem = ({structure, table}: Sample, item: ItemKey): RowId | undefined => {
	const service = structure.serviceRow.get(item.service);
	if (service === undefined || item.destination === undefined) {
		return service;
	}
	const end = table.firstDestination[service + 1] ?? 0;
	for (let row = table.firstDestination[service] ?? 0; row < end; row += 1) {
		if (structure.destinationKey(row) === item.destination) {
			return destinationRowId(row);
		}
	}
	return undefined;
};
