import type {Moment, ServiceEntry} from '../entries.ts';
import type {FlowKey} from './flow-key.ts';
import {fold, hash32} from './fold.ts';

/** What lblc or lblcr knows about an address that clients went to. */
export type Known = {
	/** Four words in network order. */
	readonly target: readonly number[];
	/** When it was last asked for, in milliseconds. */
	lastUse: number;
};

export type TargetMemory<Entry extends Known> = {
	/** What is known of the address, which counts as a use; undefined for a new address. */
	readonly recall: (flow: FlowKey, moment: Moment) => Entry | undefined;
	readonly remember: (entry: Entry) => void;
	readonly forget: (entry: Entry) => void;
	readonly some: (is: (entry: Entry) => boolean) => boolean;
	readonly size: () => number;
};

const bits = 10;
const buckets = 1 << bits;
const largest = buckets * 16;
/** Milliseconds from one clearing to the next. */
const clearingPeriod = 60_000;
/** Milliseconds without use after which an entry of a memory that is too large may go. */
const idle = 360_000;
/** So many clearings of a memory that is not too large, then one that looks at everything. */
const clearingsToFull = 30;

/**
The addresses that lblc and lblcr remember, in buckets, and their clearing: every minute some of those that are idle for six minutes
when there are more than 16 384, every half hour all that have not been used for as long as `expiration` says.

@param expiration - milliseconds, asked each time because it can be set
@source behaviour of kernel net/netfilter/ipvs/ip_vs_lblc.c and ip_vs_lblcr.c
*/
export const createTargetMemory = <Entry extends Known>(
	{family}: ServiceEntry,
	born: number,
	expiration: (moment: Moment) => number,
): TargetMemory<Entry> => {
	const chains = new Map<number, Entry[]>();
	let size = 0;
	let rover = 0;
	let counter = 1;
	let due = born + clearingPeriod;

	/** Goes round the buckets after the last one looked at, until `isDone`, and drops what has been idle so long. */
	const sweep = (before: number, isDone: (dropped: number) => boolean): void => {
		let dropped = 0;
		for (let step = 0; step < buckets; step += 1) {
			rover = (rover + 1) % buckets;
			const chain = chains.get(rover);
			if (chain !== undefined) {
				const kept = chain.filter(({lastUse}) => lastUse > before);
				dropped += chain.length - kept.length;
				size -= chain.length - kept.length;
				chains.set(rover, kept);
			}
			if (isDone(dropped)) {
				return;
			}
		}
	};

	const clear = (now: number, expires: number): void => {
		if (counter % clearingsToFull === 0) {
			sweep(now - expires, () => false);
			counter = 1;
		} else if (size <= largest) {
			counter += 1;
		} else {
			const goal = Math.min(Math.trunc(((size - largest) * 4) / 3), largest / 2);
			sweep(now - idle, dropped => dropped >= goal);
		}
	};

	return {
		recall: ({target}, moment) => {
			// Nothing is asked between two picks, so what was due meanwhile can be done now.
			for (; due <= moment.time; due += clearingPeriod) {
				clear(due, expiration(moment));
			}
			const entry = chains
				.get(hash32(fold(family, target), bits))
				?.find(known => isSame(known.target, target));
			if (entry !== undefined) {
				entry.lastUse = moment.time;
			}
			return entry;
		},
		remember: entry => {
			const bucket = hash32(fold(family, entry.target), bits);
			const chain = chains.get(bucket);
			size += 1;
			if (chain === undefined) {
				chains.set(bucket, [entry]);
			} else {
				chain.push(entry);
			}
		},
		forget: entry => {
			const chain = chains.get(hash32(fold(family, entry.target), bits));
			const index = chain?.indexOf(entry) ?? -1;
			if (index !== -1) {
				chain?.splice(index, 1);
				size -= 1;
			}
		},
		some: is => chains.values().some(chain => chain.some(is)),
		size: () => size,
	};
};

const isSame = (one: ArrayLike<number>, other: ArrayLike<number>): boolean =>
	one[0] === other[0] && one[1] === other[1] && one[2] === other[2] && one[3] === other[3];
