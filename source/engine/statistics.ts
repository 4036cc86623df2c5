import {counter, counterCount} from '../model/table.ts';

/**
The counters of everything that has some, side by side: twenty cells a row.

Cells 0–4 count live (connections, packets in and out, bytes in and out). Cells 5–9 are the live ones as the last estimation saw
them: what netlink shows. Cells 10–14 are those at the last zeroing, which is subtracted from what is shown. Cells 15–19 are the
average rates, in 1/1024 a second for connections and packets, in 1/32 a second for bytes.
*/
export type Statistics = {
	cells: Float64Array;
	/** 1 where the estimator looks; entries in the trash are left alone. */
	isEstimated: Uint8Array;
	/** 1 for the rows in `moving`. */
	isMoving: Uint8Array;
	/** Rows in which something was counted, or whose rates have not come to rest: the others an estimation would not change. */
	readonly moving: number[];
	count: number;
	readonly free: number[];
};

const width = 20;
const seen = 5;
const baseline = 10;
const average = 15;
const kinds = 5;
/** Cells up to this one count connections and packets, those from it on bytes. */
const firstBytes = 3;

/** Milliseconds between two estimations. */
export const estimationPeriod = 2000;

export const createStatistics = (): Statistics => ({
	cells: new Float64Array(width * 64),
	isEstimated: new Uint8Array(64),
	isMoving: new Uint8Array(64),
	moving: [],
	count: 0,
	free: [],
});

/** A row of zeros that the estimator looks at from now on. */
export const claimRow = (statistics: Statistics): number => {
	const row = statistics.free.pop() ?? statistics.count++;
	if (row >= statistics.isEstimated.length) {
		const cells = new Float64Array(statistics.cells.length * 2);
		cells.set(statistics.cells);
		statistics.cells = cells;
		const isEstimated = new Uint8Array(statistics.isEstimated.length * 2);
		isEstimated.set(statistics.isEstimated);
		statistics.isEstimated = isEstimated;
		const isMoving = new Uint8Array(statistics.isMoving.length * 2);
		isMoving.set(statistics.isMoving);
		statistics.isMoving = isMoving;
	}
	statistics.cells.fill(0, row * width, (row + 1) * width);
	statistics.isEstimated[row] = 1;
	return row;
};

export const releaseRow = (statistics: Statistics, row: number): void => {
	statistics.isEstimated[row] = 0;
	statistics.free.push(row);
};

export const startEstimation = (statistics: Statistics, row: number): void => {
	statistics.isEstimated[row] = 1;
	move(statistics, row);
};

export const stopEstimation = (statistics: Statistics, row: number): void => {
	statistics.isEstimated[row] = 0;
};

/** `which` as in `counter` of the model, connections to outBytes. */
export const addTo = (
	statistics: Statistics,
	row: number,
	{which, amount}: {which: number; amount: number},
): void => {
	statistics.cells[row * width + which]! += amount;
	move(statistics, row);
};

export type Amount = {
	readonly direction: 'in' | 'out';
	readonly packets: number;
	/** With headers. */
	readonly bytes: number;
};

export const addPackets = (
	statistics: Statistics,
	row: number,
	{direction, packets, bytes}: Amount,
): void => {
	const {cells} = statistics;
	const first = row * width;
	if (direction === 'in') {
		cells[first + counter.inPackets]! += packets;
		cells[first + counter.inBytes]! += bytes;
	} else {
		cells[first + counter.outPackets]! += packets;
		cells[first + counter.outBytes]! += bytes;
	}
	move(statistics, row);
};

const move = ({isMoving, moving}: Statistics, row: number): void => {
	if (isMoving[row] === 0) {
		isMoving[row] = 1;
		moving.push(row);
	}
};

/**
One step of the moving average, which weighs the newest two seconds a quarter.

@source kernel net/netfilter/ipvs/ip_vs_est.c, estimation_timer of 6.1: all counters at once, every two seconds
*/
export const estimate = (statistics: Statistics): void => {
	const {isEstimated, isMoving, moving} = statistics;
	let kept = 0;
	for (const row of moving) {
		if (isEstimated[row] === 1 && estimateRow(statistics, row)) {
			moving[kept] = row;
			kept += 1;
		} else {
			isMoving[row] = 0;
		}
	}
	moving.length = kept;
};

/** @returns whether the next estimation has something to do even if nothing is counted until then */
const estimateRow = ({cells}: Statistics, row: number): boolean => {
	const first = row * width;
	let isMoving = false;
	for (let kind = 0; kind < kinds; kind += 1) {
		const live = cells[first + kind]!;
		const scale = kind < firstBytes ? 512 : 16;
		const rate = (live - cells[first + seen + kind]!) * scale;
		cells[first + seen + kind] = live;
		const before = cells[first + average + kind]!;
		// Shifting a negative number right rounds down, so that averages reach zero.
		const next = before + Math.floor((rate - before) / 4);
		cells[first + average + kind] = next;
		isMoving ||= next !== 0;
	}
	return isMoving;
};

/** From now on what was seen counts as zero, and the rates begin anew. */
export const zeroRow = ({cells}: Statistics, row: number): void => {
	const first = row * width;
	for (let kind = 0; kind < kinds; kind += 1) {
		cells[first + baseline + kind] = cells[first + seen + kind]!;
		cells[first + average + kind] = 0;
	}
};

/** What has been counted up to this moment and since ever, in the order of `counter` of the model up to outBytes. */
export const counted = ({cells}: Statistics, row: number): Float64Array =>
	cells.slice(row * width, row * width + kinds);

const shownCounters = new Float64Array(counterCount);

/** Counters and rates in the order of `counter` of the model; valid until the next call. */
export const shown = ({cells}: Statistics, row: number): Float64Array => {
	const first = row * width;
	for (let kind = 0; kind < kinds; kind += 1) {
		shownCounters[kind] = cells[first + seen + kind]! - cells[first + baseline + kind]!;
		const rate = cells[first + average + kind]!;
		shownCounters[kinds + kind] =
			kind < firstBytes ? Math.floor((rate + 0x1ff) / 1024) : Math.floor((rate + 0xf) / 32);
	}
	return shownCounters;
};
