import {rate} from '../../../sampler/rates.ts';
import {courseOf as ringOf} from '../../store/history.ts';
import type {TuiState} from '../../store/state.ts';

/** Rates of the last readings, the newest at the end: connections, packets in and bits in, each per second. */
export type Course = {
	readonly connections: readonly number[];
	readonly packets: readonly number[];
	readonly bits: readonly number[];
};

/** Readings that small curves are made of: two minutes at two seconds. */
const shown = 60;

/** @param item - by `itemText`, or all services together */
export const courseOf = (state: TuiState, item: string | 'total'): Course => {
	const {rates} = ringOf(state, item);
	const lastOf = (which: number, factor = 1): readonly number[] =>
		Array.from(rates[which]?.slice(-shown) ?? [], value => value * factor);
	return {
		connections: lastOf(rate.connections),
		packets: lastOf(rate.inPackets),
		bits: lastOf(rate.inBytes, 8),
	};
};
