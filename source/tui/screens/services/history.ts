import {rate} from '../../../sampler/rates.ts';
import {sliceOf} from '../../store/slice.ts';
import type {TuiState} from '../../store/state.ts';
import {destinationRate, factsOf, serviceRate} from '../../view/facts.ts';
import {itemText, type ItemKey} from './item.ts';
import {idOfItem, isService, rowOf} from './row-id.ts';
import {itemAt, type RowList} from './rows.ts';
import {services, treeHeight} from './state.ts';

/** Rates of the last readings, the newest at the end: connections, packets in and bits in, each per second. */
export type Course = {
	readonly connections: readonly number[];
	readonly packets: readonly number[];
	readonly bits: readonly number[];
};

export type History = {
	readonly total: Course;
	/** By `itemText`: rows that were on the screen lately. */
	readonly items: ReadonlyMap<string, Course>;
};

const nothing: Course = {connections: [], packets: [], bits: []};

/** Readings that are kept: two minutes at two seconds. */
const longest = 60;

export const history = sliceOf<History>('history', {total: nothing, items: new Map()});

export const courseOf = (state: TuiState, item: string): Course =>
	history.of(state).items.get(item) ?? nothing;

/** Adds a reading for what is on the screen; a row that leaves the screen is forgotten. */
export const observeHistory = (state: TuiState): TuiState => {
	const {sample} = state.sampler;
	const {list, top} = services.of(state);
	if (sample === undefined) {
		return state;
	}
	const facts = factsOf(sample);
	const own = history.of(state);
	const items = new Map<string, Course>();
	for (const item of list === undefined ? [] : itemsFrom(list, top, treeHeight(state.size))) {
		const id = idOfItem(sample, item);
		if (id !== undefined) {
			const text = itemText(item);
			const rateOf = isService(id) ? serviceRate : destinationRate;
			const valueOf = (which: number): number => rateOf(facts, rowOf(id), which);
			items.set(text, longer(own.items.get(text) ?? nothing, valueOf));
		}
	}
	const total = longer(own.total, which => facts.total.rates[which] ?? Number.NaN);
	return history.set(state, {total, items});
};

const itemsFrom = (list: RowList, top: number, height: number): readonly ItemKey[] =>
	Array.from({length: height}, (_, place) => itemAt(list, top + place)).filter(
		item => item !== undefined,
	);

const longer = (course: Course, valueOf: (which: number) => number): Course => ({
	connections: [...course.connections.slice(1 - longest), valueOf(rate.connections)],
	packets: [...course.packets.slice(1 - longest), valueOf(rate.inPackets)],
	bits: [...course.bits.slice(1 - longest), valueOf(rate.inBytes) * 8],
});
