import type {Address} from '../../model/address.ts';
import {serviceFlag} from '../../model/service.ts';
import {addressAt} from '../../model/table.ts';
import {serversAt} from '../../operator/affected.ts';
import {isSameItem, isServer, type Item, type ServerItem} from '../../operator/item.ts';
import type {Sample} from '../../sampler/sample.ts';
import {drainOf} from '../overlays/drains/state.ts';
import type {Emptied} from '../overlays/plan/asks.ts';
import {itemOfText} from '../screens/services/item.ts';
import {targets} from '../screens/services/marks.ts';
import {idOfItem, isDestination, rowOf} from '../screens/services/row-id.ts';
import type {TuiState} from '../store/state.ts';

/** The marked rows, or else the one under the cursor. */
export const targetItems = (state: TuiState): readonly Item[] => targets(state).map(itemOfText);

export const targetServers = (state: TuiState): readonly ServerItem[] =>
	targetItems(state).filter(isServer);

/** The present weight of a server; nothing when it is gone. */
export const weightOf = (item: ServerItem, {sampler: {sample}}: TuiState): number | undefined => {
	const row = sample === undefined ? undefined : serverRow(sample, item);
	return row === undefined ? undefined : sample?.table.destinations.weight[row];
};

/** The machine behind a server: its address, and every place it has in the table. */
export const hostOf = (
	item: ServerItem,
	{sampler: {sample}}: TuiState,
): {readonly address: Address; readonly places: readonly ServerItem[]} | undefined => {
	const row = sample === undefined ? undefined : serverRow(sample, item);
	if (sample === undefined || row === undefined) {
		return undefined;
	}
	const address = addressAt(sample.table.destinations, row);
	return {address, places: serversAt(sample, address)};
};

/**
Where else the machine behind an empty server without weight is empty too, and whether that was done on purpose: all of these places are then
removed together most of the time.
*/
export const emptiedWith = (item: ServerItem, state: TuiState): Emptied | undefined => {
	const {sample} = state.sampler;
	const places = hostOf(item, state)?.places.filter(
		place => sample !== undefined && isEmptied(sample, place),
	);
	return places === undefined || places.length < 2 || !places.some(place => isSameItem(place, item))
		? undefined
		: {
				places,
				scope: places.every(place => drainOf(state.operator, place) !== undefined)
					? 'host'
					: 'rows',
			};
};

const isEmptied = (sample: Sample, item: ServerItem): boolean => {
	const {weight, active, inactive, persistent, isDetailed} = sample.table.destinations;
	const row = serverRow(sample, item) ?? -1;
	return (
		isDetailed[row] === 1 &&
		[weight, active, inactive, persistent].every(column => column[row] === 0)
	);
};

/** Whether clients stick to servers in any of the services. */
export const isAnyPersistent = (
	items: readonly ServerItem[],
	{sampler: {sample}}: TuiState,
): boolean =>
	items.some(({service}) => {
		const row = sample?.structure.serviceRow.get(service);
		return (
			row !== undefined && ((sample?.table.services.flags[row] ?? 0) & serviceFlag.persistent) !== 0
		);
	});

/** The weight that most other servers of the same service have. */
export const usualWeight = (
	{service}: ServerItem,
	{sampler: {sample}}: TuiState,
): number | undefined => {
	const row = sample?.structure.serviceRow.get(service);
	if (sample === undefined || row === undefined) {
		return undefined;
	}
	const {firstDestination, destinations} = sample.table;
	const weights = destinations.weight
		.subarray(firstDestination[row], firstDestination[row + 1])
		.filter(weight => weight > 0)
		.toSorted();
	return weights[Math.floor(weights.length / 2)];
};

const serverRow = (sample: Sample, item: ServerItem): number | undefined => {
	const id = idOfItem(sample, item);
	return id !== undefined && isDestination(id) ? rowOf(id) : undefined;
};
