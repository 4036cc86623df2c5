import type {ConnectionFile} from '../../client/client.ts';
import type {Connections} from '../../model/connections.ts';
import type {Failure} from '../../model/failure.ts';
import {heldCost} from '../../sampler/back-off.ts';
import type {KeyContext} from '../keys/binding.ts';
import {sliceOf} from '../store/slice.ts';
import {rowIndexOf, type RowIndex} from './row-index.ts';
import {inPortions} from '../work.ts';

/** The connection table as it was at a moment. */
export type Snapshot = {
	readonly connections: Connections;
	readonly index: RowIndex;
	readonly file: ConnectionFile;
	/** Clock time in milliseconds when reading it began, and how long that took. */
	readonly takenAt: number;
	readonly cost: number;
	/** What the next reading is expected to take. */
	readonly heldCost: number;
};

/** The last snapshot, whoever asked for it, and the one that is being read. */
export type SnapshotState = {
	readonly last: Snapshot | undefined;
	/** Rows so far. */
	readonly reading: {readonly rows: number} | undefined;
	/** Why the last reading failed. */
	readonly trouble: Failure | undefined;
};

export const snapshots = sliceOf<SnapshotState>('snapshots', {
	last: undefined,
	reading: undefined,
	trouble: undefined,
});

/** More rows than this are not kept: they would take half a gigabyte. */
export const mostRows = 4_000_000;

/** From one reading to the next there are hardly more than this many times as many. */
const roomForMore = 1.1;

/** Milliseconds between two words about how far a reading is. */
const wordEvery = 500;

/** Reads a snapshot into the state, in small portions beside everything else. Nobody else may be reading. */
export const readSnapshot = async (
	{get, apply, clock, ports}: KeyContext,
	file: ConnectionFile,
	signal: AbortSignal,
): Promise<void> => {
	const {readConnections, operator} = ports;
	if (readConnections === undefined) {
		return;
	}
	const takenAt = clock.now();
	let said = takenAt;
	apply(snapshots.step(own => ({...own, reading: {rows: 0}})));
	const progress = (rows: number): void => {
		if (clock.now() - said >= wordEvery) {
			said = clock.now();
			apply(snapshots.step(own => ({...own, reading: {rows}})));
		}
	};
	const before = snapshots.of(get()).last;
	const rowsBefore = before?.connections.count ?? 0;
	const expectedRows = rowsBefore === 0 ? undefined : Math.ceil(rowsBefore * roomForMore);
	const read = await readConnections(file, {signal, mostRows, expectedRows, progress});
	const index = read.ok ? await indexOf(read.value, signal) : undefined;
	if (!read.ok || index === undefined) {
		const trouble = read.ok || signal.aborted ? undefined : read.failure;
		apply(snapshots.step(own => ({...own, reading: undefined, trouble})));
		return;
	}
	const cost = clock.now() - takenAt;
	const last: Snapshot = {
		connections: read.value,
		index,
		file,
		takenAt,
		cost,
		heldCost: heldCost(cost, before?.cost, largestShare),
	};
	apply(snapshots.step(() => ({last, reading: undefined, trouble: undefined})));
	operator?.observeConnections(read.value);
};

const indexOf = (connections: Connections, signal: AbortSignal): Promise<RowIndex | undefined> => {
	const {promise, resolve} = Promise.withResolvers<RowIndex | undefined>();
	inPortions(rowIndexOf(connections), signal, resolve);
	return promise;
};

/** Readings may take this share of the time at most. */
const largestShare = 1 / 15;

/** Milliseconds from the end of a reading that is held to cost so much to the next one, so that the program never takes more than a small share of one core. */
export const pauseAfter = (cost: number, interval: number): number =>
	Math.max(interval, cost * (1 / largestShare - 1));
