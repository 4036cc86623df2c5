import type {KeyContext} from '../../keys/binding.ts';
import {sync, type Origins} from './state.ts';

/** Entries up to which they are counted without being asked for. */
const fewEntries = 100_000;

/** Reads daemons and timeouts with every reading of the table, settings and origins when the screen is shown. */
export const watchSync = (context: KeyContext): (() => void) => {
	const {get, subscribe, apply, ports} = context;
	let {sample} = get().sampler;
	let journal = get().operator?.journal;
	void readDirector(context);
	void ports.readSyncSettings?.().then(settings => apply(sync.step(own => ({...own, settings}))));
	if (entriesIn(context) <= fewEntries) {
		void countOrigins(context);
	}
	return subscribe(() => {
		const state = get();
		if (state.sampler.sample !== sample || state.operator?.journal !== journal) {
			({sample} = state.sampler);
			journal = state.operator?.journal;
			void readDirector(context);
		}
	});
};

const readDirector = async ({apply, ports: {director}}: KeyContext): Promise<void> => {
	const daemons = await director?.daemons?.();
	const timeouts = await director?.timeouts?.();
	apply(
		sync.step(own =>
			JSON.stringify([own.daemons, own.timeouts]) === JSON.stringify([daemons, timeouts])
				? own
				: {...own, daemons, timeouts},
		),
	);
};

/** Reads the connection table once. */
export const countOrigins = async ({apply, get, ports, clock}: KeyContext): Promise<void> => {
	if (ports.readConnections === undefined || sync.of(get()).origins.kind === 'counting') {
		return;
	}
	apply(sync.step(own => ({...own, origins: {kind: 'counting'}})));
	const read = await ports.readConnections('ip_vs_conn_sync');
	const origins: Origins = read.ok
		? {
				kind: 'counted',
				...countsOf(read.value.origin.subarray(0, read.value.count)),
				at: clock.now(),
			}
		: {kind: 'failed', failure: read.failure};
	apply(sync.step(own => ({...own, origins})));
};

const countsOf = (origin: Uint8Array): {readonly local: number; readonly sync: number} => {
	let local = 0;
	let synced = 0;
	for (const value of origin) {
		local += value === 1 ? 1 : 0;
		synced += value === 2 ? 1 : 0;
	}
	return {local, sync: synced};
};

const entriesIn = ({get}: KeyContext): number => {
	const {sample} = get().sampler;
	let sum = 0;
	const {active, inactive, count} = sample?.table.destinations ?? {
		active: [],
		inactive: [],
		count: 0,
	};
	for (let row = 0; row < count; row += 1) {
		sum += (active[row] ?? 0) + (inactive[row] ?? 0);
	}
	return sum;
};
