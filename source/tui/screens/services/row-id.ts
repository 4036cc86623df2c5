import type {Sample} from '../../../sampler/sample.ts';
import {destinationRowOf} from '../../../sampler/structure.ts';
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
export const idOfItem = (sample: Sample, {service, destination}: ItemKey): RowId | undefined => {
	if (destination === undefined) {
		return sample.structure.serviceRow.get(service);
	}
	const row = destinationRowOf(sample, service, destination);
	return row === undefined ? undefined : destinationRowId(row);
};
