import {itemTextAt} from './item-text.ts';
import {counterRow} from '../model/table.ts';
import {rateCount} from './rates.ts';
import type {Sample} from './sample.ts';

/** Readings that are kept: ten minutes at two seconds. */
export const readingsKept = 300;

/** Services and servers that have a course: 2,500 of them take 15 MB. */
const mostItems = 2500;

/** What an item did lately, the oldest reading first. */
export type Course = {
	/** Clock times in milliseconds. */
	readonly times: Float64Array;
	/** Per second at those times, by the numbers in `rate`, bytes and not bits; NaN where unknown. */
	readonly rates: readonly Float32Array[];
};

/**
Rates of the last ten minutes of what counters were read of, in memory that is written over and over. What has not been read for that long is
forgotten.
*/
export type History = {
	/** Takes a reading, with the rates of all services together. */
	readonly note: (sample: Sample, total: ArrayLike<number>) => void;
	/** A service, a server (see `itemTextAt`), or everything together. */
	readonly courseOf: (item: string | 'total') => Course | undefined;
};

type Ring = {
	readonly cells: Float32Array;
	/** Number of the last reading that is in it. */
	last: number;
};

export const createHistory = (): History => {
	const times = new Float64Array(readingsKept);
	const total = newRing();
	let rings = new Map<string, Ring>();
	let readings = 0;

	const ringOf = (item: string): Ring | undefined => {
		const known = rings.get(item);
		if (known !== undefined || rings.size >= mostItems) {
			return known;
		}
		const ring = newRing();
		rings.set(item, ring);
		return ring;
	};

	const write = (ring: Ring | undefined, rates: ArrayLike<number>, first: number): void => {
		if (ring === undefined) {
			return;
		}
		// Readings that it was not in are unknown, not those of ten minutes ago.
		for (let reading = Math.max(ring.last + 1, readings - readingsKept); reading < readings;) {
			const at = (reading % readingsKept) * rateCount;
			ring.cells.fill(Number.NaN, at, at + rateCount);
			reading += 1;
		}
		const at = (readings % readingsKept) * rateCount;
		for (let cell = 0; cell < rateCount; cell += 1) {
			ring.cells[at + cell] = rates[first + cell] ?? Number.NaN;
		}
		ring.last = readings;
	};

	return {
		note: (sample, sums) => {
			const {services, destinations, firstDestination} = sample.table;
			const hasRoomForAll = services.count + destinations.count <= mostItems;
			times[readings % readingsKept] = sample.takenAt;
			write(total, sums, 0);
			for (let row = 0; row < services.count; row += 1) {
				const first = firstDestination[row] ?? 0;
				const end = firstDestination[row + 1] ?? 0;
				const isDetailed = destinations.isDetailed[first] === 1 && end > first;
				// In a large table, services are followed once their servers were looked at.
				if (isDetailed || hasRoomForAll) {
					const key = sample.structure.serviceKeys[row] ?? '';
					write(ringOf(key), sample.serviceRates.perSecond, row * rateCount);
				}
				for (let server = isDetailed ? first : end; server < end; server += 1) {
					const ring = ringOf(itemTextAt(sample, server));
					const at = counterRow(destinations, server);
					write(ring, sample.destinationRates.perSecond, at * rateCount);
				}
			}
			readings += 1;
			if (rings.size >= mostItems) {
				rings = new Map([...rings].filter(([, {last}]) => last > readings - readingsKept));
			}
		},
		courseOf: item => {
			const ring = item === 'total' ? total : rings.get(item);
			return ring === undefined || ring.last < readings - readingsKept
				? undefined
				: unrolled(ring, times, readings);
		},
	};
};

const newRing = (): Ring => ({
	cells: new Float32Array(readingsKept * rateCount).fill(Number.NaN),
	last: -1,
});

const unrolled = ({cells, last}: Ring, times: Float64Array, readings: number): Course => {
	const count = Math.min(readings, readingsKept);
	const first = readings - count;
	const course = {
		times: new Float64Array(count),
		rates: Array.from({length: rateCount}, () => new Float32Array(count)),
	};
	for (let index = 0; index < count; index += 1) {
		const reading = first + index;
		const at = reading % readingsKept;
		course.times[index] = times[at] ?? 0;
		for (const [cell, values] of course.rates.entries()) {
			values[index] = reading > last ? Number.NaN : (cells[at * rateCount + cell] ?? Number.NaN);
		}
	}
	return course;
};
