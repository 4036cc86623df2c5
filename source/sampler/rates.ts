import {counter, counterCount} from '../model/table.ts';

/** Cells of a rate row: per second, bytes and not bits, in the order of the first five counters. */
export const rate = {
	connections: counter.connections,
	inPackets: counter.inPackets,
	outPackets: counter.outPackets,
	inBytes: counter.inBytes,
	outBytes: counter.outBytes,
} as const;
export const rateCount = 5;

/** What is known of the speed of each row, and the reading it was measured from. */
export type Rates = {
	/** `rateCount` cells a row; NaN where unknown. */
	readonly perSecond: Float64Array;
	/** The counters a change will be measured against. */
	readonly base: Float64Array;
	/** Clock time in milliseconds of that reading; NaN when there is none. */
	readonly baseTime: Float64Array;
};

export type Reading = {
	readonly counters: Float64Array;
	readonly count: number;
	/** Clock time in milliseconds. */
	readonly time: number;
};

/** The kernel publishes new counter values once in this time (its estimator's tick), whatever the traffic does. */
const kernelTick = 2000;

/** Unchanged counters of a busy row mean nothing for this long: a tick may have come just after the reading. */
const patience = 3500;

/**
Rates of a reading from the change since an earlier one, over the time that really passed.

A row without an earlier reading gets the kernel's own average. A counter that went down was set to zero or its row was made anew: the
rate is unknown until the next reading.

@param earlierRow - row of the same item in the earlier rates, or -1
*/
export const ratesOf = (
	{counters, count, time}: Reading,
	earlier: Rates | undefined,
	earlierRow: (row: number) => number,
): Rates => {
	const next: Rates = {
		perSecond: new Float64Array(count * rateCount),
		base: new Float64Array(count * rateCount),
		baseTime: new Float64Array(count),
	};
	for (let row = 0; row < count; row += 1) {
		const from = earlier === undefined ? -1 : earlierRow(row);
		const since = from < 0 ? Number.NaN : (earlier?.baseTime[from] ?? Number.NaN);
		const cells = row * counterCount;
		if (Number.isNaN(counters[cells] ?? Number.NaN)) {
			next.perSecond.fill(Number.NaN, row * rateCount, (row + 1) * rateCount);
			next.base.fill(Number.NaN, row * rateCount, (row + 1) * rateCount);
			next.baseTime[row] = Number.NaN;
			continue;
		}
		if (earlier === undefined || Number.isNaN(since)) {
			startRow(next, row, {counters, time});
			next.perSecond.set(
				counters.subarray(cells + rateCount, cells + rateCount * 2),
				row * rateCount,
			);
			continue;
		}
		measureRow(next, row, {counters, time, earlier, from, since});
	}
	return next;
};

const startRow = (
	next: Rates,
	row: number,
	{counters, time}: {readonly counters: Float64Array; readonly time: number},
): void => {
	const cells = row * counterCount;
	next.base.set(counters.subarray(cells, cells + rateCount), row * rateCount);
	next.baseTime[row] = time;
};

type Measurement = {
	readonly counters: Float64Array;
	readonly time: number;
	readonly earlier: Rates;
	readonly from: number;
	readonly since: number;
};

const measureRow = (next: Rates, row: number, measurement: Measurement): void => {
	const {counters, time, earlier, from, since} = measurement;
	let didChange = false;
	let didDrop = false;
	let wasBusy = false;
	for (let cell = 0; cell < rateCount; cell += 1) {
		const change =
			(counters[row * counterCount + cell] ?? 0) - (earlier.base[from * rateCount + cell] ?? 0);
		didChange ||= change !== 0;
		didDrop ||= change < 0;
		wasBusy ||= (earlier.perSecond[from * rateCount + cell] ?? 0) > 0;
	}
	if (!didChange && wasBusy && time - since < patience) {
		next.base.set(earlier.base.subarray(from * rateCount, (from + 1) * rateCount), row * rateCount);
		next.baseTime[row] = since;
		next.perSecond.set(
			earlier.perSecond.subarray(from * rateCount, (from + 1) * rateCount),
			row * rateCount,
		);
		return;
	}
	startRow(next, row, measurement);
	// A change is at least one tick's worth, also when the readings are closer together.
	const seconds = Math.max(time - since, kernelTick) / 1000;
	for (let cell = 0; cell < rateCount; cell += 1) {
		const change =
			(counters[row * counterCount + cell] ?? 0) - (earlier.base[from * rateCount + cell] ?? 0);
		next.perSecond[row * rateCount + cell] = didDrop ? Number.NaN : change / seconds;
	}
};
