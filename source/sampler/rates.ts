import {counter, counterCount} from '../model/table.ts';
import {kernelTick, ticksBetween} from './ticks.ts';

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
	/** The counters and averages a change will be measured against, `counterCount` cells a row. */
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

/** Unchanged counters of a busy row mean nothing for this long, in milliseconds: a tick may have come just after the reading. */
const patience = kernelTick * 1.75;

/**
Rates of a reading from the change since an earlier one, over the kernel's ticks between them.

A row without an earlier reading gets the kernel's own average. A counter that went down was set to zero or its row was made anew: the
rate is unknown until the next reading.

@param earlierRow - row of the same item in the earlier rates, or -1
*/
export const ratesOf = (
	{counters, count, time}: Reading,
	earlier: Rates | undefined,
	earlierRow: (row: number) => number,
): Rates => {
	const next = {
		perSecond: new Float64Array(count * rateCount).fill(Number.NaN),
		// The reading itself while no row is measured from an earlier one: of many servers a copy is large.
		base: counters,
		baseTime: new Float64Array(count).fill(Number.NaN),
	};
	for (let row = 0; row < count; row += 1) {
		const cells = row * counterCount;
		if (Number.isNaN(counters[cells] ?? Number.NaN)) {
			continue;
		}
		const from = earlier === undefined ? -1 : earlierRow(row);
		const since = from < 0 ? Number.NaN : (earlier?.baseTime[from] ?? Number.NaN);
		next.baseTime[row] = time;
		if (earlier === undefined || Number.isNaN(since)) {
			for (let cell = 0; cell < rateCount; cell += 1) {
				next.perSecond[row * rateCount + cell] = counters[cells + rateCount + cell] ?? Number.NaN;
			}
			continue;
		}
		measureRow(next, row, {counters, time, earlier, from, since});
	}
	return next;
};

/** Rates that are being measured. */
type Measured = {-readonly [Name in keyof Rates]: Rates[Name]};

type Measurement = {
	readonly counters: Float64Array;
	readonly time: number;
	readonly earlier: Rates;
	/** Row in the earlier rates, and the time of the reading they were measured from. */
	readonly from: number;
	readonly since: number;
};

const measureRow = (next: Measured, row: number, measurement: Measurement): void => {
	const {time, earlier, from, since} = measurement;
	let didChange = false;
	let didDrop = false;
	let wasBusy = false;
	for (let cell = 0; cell < rateCount; cell += 1) {
		const change = changeOf(measurement, row, cell);
		didChange ||= change !== 0;
		didDrop ||= change < 0;
		wasBusy ||= (earlier.perSecond[from * rateCount + cell] ?? 0) > 0;
	}
	if (!didChange && wasBusy && time - since < patience) {
		keepRow(next, row, measurement);
		return;
	}
	const seconds = didChange && !didDrop ? secondsOf(measurement, row) : 1;
	for (let cell = 0; cell < rateCount; cell += 1) {
		next.perSecond[row * rateCount + cell] = didDrop
			? Number.NaN
			: changeOf(measurement, row, cell) / seconds;
	}
};

/** What the row showed before, measured from the same reading as before. */
const keepRow = (
	next: Measured,
	row: number,
	{counters, earlier, from, since}: Measurement,
): void => {
	if (next.base === counters) {
		next.base = counters.slice();
	}
	for (let cell = 0; cell < counterCount; cell += 1) {
		next.base[row * counterCount + cell] = earlier.base[from * counterCount + cell] ?? Number.NaN;
	}
	next.baseTime[row] = since;
	for (let cell = 0; cell < rateCount; cell += 1) {
		next.perSecond[row * rateCount + cell] =
			earlier.perSecond[from * rateCount + cell] ?? Number.NaN;
	}
};

const changeOf = ({counters, earlier, from}: Measurement, row: number, cell: number): number =>
	(counters[row * counterCount + cell] ?? 0) - (earlier.base[from * counterCount + cell] ?? 0);

/** Of the counters that moved, the one with the largest numbers tells the ticks best. */
const tellers = [rate.inBytes, rate.outBytes, rate.inPackets, rate.outPackets, rate.connections];

const secondsOf = (measurement: Measurement, row: number): number => {
	const {counters, time, earlier, from, since} = measurement;
	const cell = tellers.find(teller => changeOf(measurement, row, teller) > 0) ?? rate.connections;
	const ticks = ticksBetween({
		time: time - since,
		change: changeOf(measurement, row, cell),
		averageBefore: earlier.base[from * counterCount + rateCount + cell] ?? Number.NaN,
		averageAfter: counters[row * counterCount + rateCount + cell] ?? Number.NaN,
	});
	return (ticks * kernelTick) / 1000;
};
