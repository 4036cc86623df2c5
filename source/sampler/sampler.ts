import type {Client, Detail} from '../client/client.ts';
import type {Failure, Result} from '../model/failure.ts';
import {heldCost} from './back-off.ts';
import type {Clock} from './clock.ts';
import {sampleOf, type Arrival, type Sample} from './sample.ts';
import {createStore, type Source} from './store.ts';

/** A reading that failed, and since when they fail. The sampler keeps trying. */
export type Trouble = {
	readonly failure: Failure;
	/** Clock time in milliseconds of the first failure in a row, and of the last. */
	readonly since: number;
	readonly lastAt: number;
};

export type SamplerState = {
	/** The last good reading; it stays while readings fail. */
	readonly sample: Sample | undefined;
	readonly trouble: Trouble | undefined;
	/** Clock time in milliseconds since when no reading happens by itself. */
	readonly pausedSince: number | undefined;
	/** Milliseconds between readings: as asked for, and as it is because readings are expensive. */
	readonly interval: number;
	readonly pace: number;
	/** What readings are held to take, in milliseconds. */
	readonly cost: number;
};

export type Sampler = Source<SamplerState> & {
	readonly start: () => void;
	readonly stop: () => void;
	/** Reads now, also while paused. */
	readonly refresh: () => void;
	readonly setPaused: (isPaused: boolean) => void;
	/** The services whose destinations are on screen; their counters are read, the others' only when that is cheap. */
	readonly want: (serviceKeys: ReadonlySet<string>) => void;
};

export type SamplerOptions = {
	readonly client: Pick<Client, 'table' | 'publicTable' | 'info'>;
	readonly clock: Clock;
	/** Milliseconds. */
	readonly interval: number;
};

/** A reading may take this share of the time at most. */
const largestShare = 0.1;

/** Up to here every destination is read in full, wanted or not: that many dumps cost a few milliseconds. */
const fewServices = 100;

/** Rows that came on screen without counters wait at least this long after the last reading. */
const shortestPause = 200;

export const createSampler = ({client, clock, interval}: SamplerOptions): Sampler => {
	const store = createStore<SamplerState>({
		sample: undefined,
		trouble: undefined,
		pausedSince: undefined,
		interval,
		pace: interval,
		cost: 0,
	});
	let wanted: ReadonlySet<string> = new Set();
	let cancelTimer: (() => void) | undefined;
	let stopping = new AbortController();
	let isReading = false;
	let isAskedAgain = false;
	let due = 0;
	let lastEnd = 0;
	let lastCost: number | undefined;

	const detail = (): Detail => {
		const count = store.get().sample?.table.services.count;
		if (count !== undefined && count <= fewServices) {
			return 'dump';
		}
		// Of the first table nobody knows how large it is: the first few services in full, which may be all.
		let more = count === undefined ? fewServices : 0;
		return key => wanted.has(key) || more-- > 0;
	};

	const read = async (): Promise<void> => {
		cancelTimer?.();
		if (isReading) {
			isAskedAgain = true;
			return;
		}
		isReading = true;
		const {signal} = stopping;
		const wantedBefore = wanted;
		const start = clock.now();
		const arrival = await readTable(client, {
			detail: detail(),
			earlier: store.get().sample,
			signal,
		});
		isReading = false;
		if (signal.aborted) {
			return;
		}
		lastEnd = clock.now();
		const cost = heldCost(lastEnd - start, lastCost, largestShare);
		lastCost = lastEnd - start;
		const {pausedSince} = store.get();
		store.set({
			...(arrival.ok
				? {
						sample: sampleOf({...arrival.value, takenAt: start}, store.get().sample),
						trouble: undefined,
					}
				: {sample: store.get().sample, trouble: troubleOf(arrival.failure)}),
			pausedSince: pausedSince === undefined ? undefined : start,
			interval,
			pace: Math.max(interval, cost / largestShare),
			cost,
		});
		if (isAskedAgain) {
			isAskedAgain = false;
			void read();
			return;
		}
		plan();
		if (wanted !== wantedBefore) {
			hasten();
		}
	};

	const troubleOf = (failure: Failure): Trouble => {
		const now = clock.now();
		return {failure, since: store.get().trouble?.since ?? now, lastAt: now};
	};

	/** Readings keep to a fixed grid, so that they do not drift across the kernel's own two-second tick. */
	const plan = (): void => {
		cancelTimer?.();
		if (store.get().pausedSince !== undefined || stopping.signal.aborted) {
			return;
		}
		const {pace} = store.get();
		const now = clock.now();
		due = due + pace <= now ? now + pace : Math.min(due + pace, now + pace);
		cancelTimer = clock.setTimer(() => void read(), due - now);
	};

	/** Brings the next reading forward when rows on the screen have no counters yet. */
	const hasten = (): void => {
		const {sample, pausedSince, cost} = store.get();
		if (pausedSince !== undefined || isReading || sample === undefined || !lacks(sample, wanted)) {
			return;
		}
		const pause = Math.max(shortestPause, cost * (1 / largestShare - 1));
		cancelTimer?.();
		cancelTimer = clock.setTimer(refresh, Math.max(0, lastEnd + pause - clock.now()));
	};

	/** Reads now and begins the grid anew. */
	const refresh = (): void => {
		due = clock.now();
		void read();
	};

	return {
		get: store.get,
		subscribe: store.subscribe,
		refresh,
		start: () => {
			stopping = new AbortController();
			refresh();
		},
		stop: () => {
			stopping.abort();
			cancelTimer?.();
		},
		setPaused: isPaused => {
			const state = store.get();
			if (isPaused !== (state.pausedSince !== undefined)) {
				store.set({
					...state,
					pausedSince: isPaused ? (state.sample?.takenAt ?? clock.now()) : undefined,
				});
				if (isPaused) {
					cancelTimer?.();
				} else {
					refresh();
				}
			}
		},
		want: keys => {
			wanted = keys;
			hasten();
		},
	};
};

type ReadOptions = {
	readonly detail: Detail;
	readonly earlier: Sample | undefined;
	readonly signal: AbortSignal;
};

/** The full table, or what everybody may read when that is refused. */
const readTable = async (
	client: SamplerOptions['client'],
	{detail, earlier, signal}: ReadOptions,
): Promise<Result<Omit<Arrival, 'takenAt'>>> => {
	const options = {signal, earlier: earlier?.table ?? 'none'} as const;
	const full = await client.table(detail, options);
	if (full.ok) {
		const info = earlier?.info;
		const answer = info === undefined ? await client.info({signal}) : undefined;
		return {
			ok: true,
			value: {
				table: full.value,
				info: answer?.ok ? answer.value : info,
				limitation: undefined,
			},
		};
	}
	if (full.failure.kind !== 'no-permission' && full.failure.kind !== 'unsupported') {
		return full;
	}
	const text = await client.publicTable(options);
	if (text.ok) {
		return {ok: true, value: {...text.value, limitation: full.failure}};
	}
	return text.failure.kind === 'no-module' ? text : full;
};

/** True when a wanted service has destinations whose counters were not read. */
const lacks = ({table, structure, limitation}: Sample, keys: ReadonlySet<string>): boolean => {
	if (limitation !== undefined) {
		return false;
	}
	for (const key of keys) {
		const row = structure.serviceRow.get(key);
		const first = row === undefined ? 0 : (table.firstDestination[row] ?? 0);
		const end = row === undefined ? 0 : (table.firstDestination[row + 1] ?? 0);
		if (end > first && table.destinations.isDetailed[first] === 0) {
			return true;
		}
	}
	return false;
};
