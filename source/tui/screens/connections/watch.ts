import {asksForOrigin} from '../../connections/filter.ts';
import {arrange, type Wish} from '../../connections/arrange.ts';
import {pauseAfter, readSnapshot, snapshots, type Snapshot} from '../../connections/snapshot.ts';
import {inPortions} from '../../work.ts';
import type {KeyContext} from '../../keys/binding.ts';
import type {TuiState} from '../../store/state.ts';
import {connections} from './state.ts';

/** From so many columns on there is room for the origin of connections. */
export const originFrom = 120;

/** Reads snapshots and arranges them, as long as somebody looks. */
export const watchConnections = (context: KeyContext): (() => void) => {
	if (context.ports.readConnections === undefined) {
		return () => {};
	}
	const stopping = new AbortController();
	const endReading = keepReading(context, stopping.signal);
	const endArranging = keepArranging(context);
	return () => {
		stopping.abort();
		endReading();
		endArranging();
	};
};

const wantedFile = (state: TuiState) =>
	state.size.columns >= originFrom || asksForOrigin(connections.of(state).terms)
		? 'ip_vs_conn_sync'
		: 'ip_vs_conn';

/** One reading after another, as far apart as they are costly; at once when a key asks for it or the filter needs the other file. */
const keepReading = (context: KeyContext, signal: AbortSignal): (() => void) => {
	const {get, subscribe, clock} = context;
	let cancel: (() => void) | undefined;
	let asked = connections.of(get()).asked;
	let isReading = false;

	const isUrgent = (): boolean => {
		const own = connections.of(get());
		const {last, trouble} = snapshots.of(get());
		const lacksOrigin =
			last?.file === 'ip_vs_conn' && trouble === undefined && asksForOrigin(own.terms);
		return own.asked !== asked || lacksOrigin;
	};

	const read = async (): Promise<void> => {
		cancel?.();
		cancel = undefined;
		if (isReading || signal.aborted) {
			return;
		}
		isReading = true;
		({asked} = connections.of(get()));
		await readSnapshot(context, wantedFile(get()), signal);
		isReading = false;
		plan();
	};

	const plan = (): void => {
		const {sampler} = get();
		if (signal.aborted || isReading) {
			return;
		}
		if (isUrgent()) {
			void read();
			return;
		}
		if (sampler.pausedSince !== undefined) {
			cancel?.();
			cancel = undefined;
			return;
		}
		const {last, trouble} = snapshots.of(get());
		const end = last === undefined ? 0 : last.takenAt + last.cost;
		const due = end + pauseAfter(last?.heldCost ?? 0, sampler.interval);
		const wait = trouble === undefined ? due - clock.now() : sampler.interval;
		if (wait <= 0) {
			void read();
		} else {
			cancel ??= clock.setTimer(() => void read(), wait);
		}
	};

	const unsubscribe = subscribe(plan);
	plan();
	return () => {
		unsubscribe();
		cancel?.();
	};
};

/** The last snapshot as it is wanted now; a wish that comes meanwhile takes the place of the one before. */
const keepArranging = ({get, apply, subscribe}: KeyContext): (() => void) => {
	const {arrangement: present} = connections.of(get());
	let wished: (Wish & {readonly last: Snapshot}) | undefined =
		present === undefined ? undefined : {...present.wish, last: present.snapshot};
	let working = new AbortController();

	const look = (): void => {
		const {last} = snapshots.of(get());
		const {grouping, sort, terms} = connections.of(get());
		const isWished =
			wished?.last === last &&
			wished?.grouping === grouping &&
			wished.sort === sort &&
			wished.terms === terms;
		if (last !== undefined && !isWished) {
			wished = {last, grouping, sort, terms};
			working.abort();
			working = new AbortController();
			work(wished);
		}
	};

	const work = ({last, grouping, sort, terms}: Wish & {readonly last: Snapshot}): void => {
		inPortions(arrange(last, {grouping, sort, terms}), working.signal, arrangement => {
			if (arrangement !== undefined) {
				apply(connections.step(own => ({...own, arrangement})));
			}
		});
	};

	const unsubscribe = subscribe(look);
	look();
	return () => {
		unsubscribe();
		working.abort();
	};
};
