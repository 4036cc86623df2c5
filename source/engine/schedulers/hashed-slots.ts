import {serviceFlag} from '../../model/service.ts';
import type {DestinationEntry, ServiceEntry} from '../entries.ts';
import {listDestinations} from '../table.ts';
import {fold, hash32} from './fold.ts';
import type {Scheduler} from './scheduler.ts';
import {isUsable} from './usable.ts';

const bits = 8;
const slots = 1 << bits;

/**
sh: a table of 256 slots in which every destination has as many as its weight, by turns; the client's address says which slot. Without
the fallback a client whose destination is not usable gets none.

@source behaviour of kernel net/netfilter/ipvs/ip_vs_sh.c
*/
export const sourceHash: Scheduler = service => {
	const table = keepTable(service, ({weight}) => weight);
	return {
		pick: ({client, clientPort}) => {
			const slotsNow = table.current();
			const port = (service.flags & serviceFlag.scheduler2) === 0 ? 0 : clientPort;
			const slot = hash32(fold(service.family, client) + port, bits);
			const chosen = usable(slotsNow[slot]);
			const fallsBack = (service.flags & serviceFlag.scheduler1) !== 0;
			return chosen === undefined && fallsBack ? nextUsable(slotsNow, slot) : chosen;
		},
		changed: table.forget,
	};
};

/**
dh: the same with one slot a turn, whatever the weight, by the address that the client goes to.

@source behaviour of kernel net/netfilter/ipvs/ip_vs_dh.c
*/
export const targetHash: Scheduler = service => {
	const table = keepTable(service, () => 1);
	return {
		pick: ({target}) => usable(table.current()[hash32(fold(service.family, target), bits)]),
		changed: table.forget,
	};
};

type Table = readonly DestinationEntry[];

/** Made when it is wanted: it depends on nothing but the list. */
const keepTable = (
	service: ServiceEntry,
	copies: (destination: DestinationEntry) => number,
): {readonly current: () => Table; readonly forget: () => void} => {
	let table: Table | undefined;
	return {
		current: () => (table ??= fill(listDestinations(service), copies)),
		forget: () => {
			table = undefined;
		},
	};
};

/** A destination with weight 0 has one slot. */
const fill = (
	list: readonly DestinationEntry[],
	copies: (destination: DestinationEntry) => number,
): Table => {
	const table: DestinationEntry[] = [];
	while (list.length > 0 && table.length < slots) {
		for (const destination of list) {
			const wanted = Math.max(1, copies(destination));
			for (let copy = 0; copy < wanted && table.length < slots; copy += 1) {
				table.push(destination);
			}
		}
	}
	return table;
};

const usable = (destination: DestinationEntry | undefined): DestinationEntry | undefined =>
	destination !== undefined && isUsable(destination) ? destination : undefined;

/** From the slot's double on: the kernel adds the slot to the hash of which it comes. */
const nextUsable = (table: Table, slot: number): DestinationEntry | undefined => {
	for (let offset = 0; offset < table.length; offset += 1) {
		const destination = table[(slot + slot + offset) % slots];
		if (destination !== undefined && isUsable(destination)) {
			return destination;
		}
	}
	return undefined;
};
