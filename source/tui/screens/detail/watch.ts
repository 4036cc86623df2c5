import {arrange} from '../../connections/arrange.ts';
import {readFilter} from '../../connections/filter.ts';
import {readSnapshot, snapshots, type Snapshot} from '../../connections/snapshot.ts';
import {inPortions} from '../../work.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {connectionFilter} from '../connections/jump.ts';
import {byNumber} from '../connections/state.ts';
import {services} from '../services/state.ts';
import {detail} from './state.ts';

/** Reads the connection table when one looks at the clients and there is no snapshot, or a key asks for a new one: never by itself. */
export const watchClients = (context: KeyContext): (() => void) => {
	const {get, apply, subscribe, ports} = context;
	const stopping = new AbortController();
	let isReading = false;
	let {asked} = detail.of(get());
	let wished: {readonly last: object; readonly filter: string} | undefined;

	const read = async (): Promise<void> => {
		isReading = true;
		({asked} = detail.of(get()));
		await readSnapshot(context, 'ip_vs_conn', stopping.signal);
		isReading = false;
	};

	const look = (): void => {
		const own = detail.of(get());
		const item = services.of(get()).cursor;
		const {last, trouble} = snapshots.of(get());
		if (own.tab !== 'clients' || item === undefined || ports.readConnections === undefined) {
			return;
		}
		const isWanted = own.asked !== asked || (last === undefined && trouble === undefined);
		if (isWanted && !isReading) {
			void read();
			return;
		}
		const filter = connectionFilter(get(), item);
		if (last !== undefined && (wished?.last !== last || wished.filter !== filter)) {
			wished = {last, filter};
			arrangeNow(last, filter);
		}
	};

	const arrangeNow = (last: Snapshot, filter: string): void => {
		const reading = readFilter(filter);
		if (!reading.ok) {
			return;
		}
		const wish = {grouping: 'client', sort: byNumber, terms: reading.terms} as const;
		inPortions(arrange(last, wish), stopping.signal, arrangement => {
			if (arrangement !== undefined && wished?.last === last && wished.filter === filter) {
				apply(detail.step(own => ({...own, clients: {filter, arrangement}})));
			}
		});
	};

	const unsubscribe = subscribe(look);
	look();
	return () => {
		unsubscribe();
		stopping.abort();
	};
};
