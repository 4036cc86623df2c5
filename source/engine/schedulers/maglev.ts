import {serviceFlag} from '../../model/service.ts';
import {viewOf} from '../../wire/bytes.ts';
import type {DestinationEntry, ServiceEntry} from '../entries.ts';
import {listDestinations} from '../table.ts';
import {fold} from './fold.ts';
import type {Scheduler} from './scheduler.ts';
import {sipHash13} from './sip-hash.ts';
import {isUsable} from './usable.ts';
import {sizeUp} from './weights.ts';

/** Slots of the table, a prime; more destinations than that are refused. */
export const maglevSlots = 4093;
/** Weights are cut to so many bits. */
const weightBits = 6;
/** The kernel's keys are constants, so every director of a cluster chooses alike. */
const keys = {first: 2_654_435_761, second: 2_654_446_892} as const;

type Table = readonly (DestinationEntry | undefined)[];

/**
mh: a table in which every destination claims slots in an order of its own, by turns that go by its weight; the client's address says
which slot. Few clients move when a destination comes or goes, and none when one gets weight 0: its slots stay by the weight before.

@source Eisenbud and others, Maglev: a fast and reliable software network load balancer, 2016, 3.4; weights, keys and fallback as kernel net/netfilter/ipvs/ip_vs_mh.c behaves
*/
export const maglev: Scheduler = service => {
	let table: Table | undefined;
	const current = (): Table => (table ??= populate(service));
	return {
		pick: ({client, clientPort}) => {
			const slotsNow = current();
			const port = (service.flags & serviceFlag.scheduler2) === 0 ? 0 : clientPort;
			const value = fold(service.family, client) + port;
			const slot = slotOf(value);
			const destination = slotsNow[slot];
			if (destination === undefined || isUsable(destination)) {
				return destination;
			}
			const fallsBack = (service.flags & serviceFlag.scheduler1) !== 0;
			return fallsBack ? nextUsable(slotsNow, value, slot) : undefined;
		},
		changed: () => {
			if (service.destinations.size <= maglevSlots) {
				table = undefined;
			} else {
				// The kernel keeps the table of before the first that was too many.
				current();
			}
		},
	};
};

const slotOf = (value: number): number => sipHash13(value, keys.first) % maglevSlots;

const nextUsable = (table: Table, value: number, slot: number): DestinationEntry | undefined => {
	for (let offset = 0; offset < maglevSlots; offset += 1) {
		const destination = table[slotOf(value + ((slot + offset) % maglevSlots))];
		if (destination === undefined || isUsable(destination)) {
			return destination;
		}
	}
	return undefined;
};

const populate = (service: ServiceEntry): Table => {
	const list = listDestinations(service);
	const table: (DestinationEntry | undefined)[] = Array.from({length: maglevSlots});
	const {divisor, largest} = sizeUp(service, ({lastWeight}) => lastWeight);
	if (divisor === 0) {
		return table;
	}
	const shift = Math.max(0, 32 - Math.clz32(largest / divisor) - weightBits);
	const claims = list
		.filter(({lastWeight}) => lastWeight > 0)
		.map(destination => claimOf(service, destination, (destination.lastWeight / divisor) >> shift));
	for (let filled = 0; filled < maglevSlots;) {
		for (const claim of claims) {
			for (let turn = 0; turn < claim.turns && filled < maglevSlots; turn += 1) {
				while (table[claim.slot] !== undefined) {
					claim.slot = (claim.slot + claim.skip) % maglevSlots;
				}
				table[claim.slot] = claim.destination;
				filled += 1;
			}
		}
	}
	return table;
};

type Claim = {
	readonly destination: DestinationEntry;
	readonly skip: number;
	readonly turns: number;
	slot: number;
};

const claimOf = (service: ServiceEntry, destination: DestinationEntry, turns: number): Claim => {
	const view = viewOf(destination.address);
	const words = [0, 4, 8, 12].map(offset => view.getUint32(offset));
	const value = fold(service.family, words) + destination.port;
	return {
		destination,
		slot: slotOf(value),
		skip: (sipHash13(value, keys.second) % (maglevSlots - 1)) + 1,
		turns: Math.max(1, turns),
	};
};
