import type {DestinationEntry} from '../entries.ts';
import {listDestinations} from '../table.ts';
import type {Scheduler} from './scheduler.ts';
import {sizeUp} from './weights.ts';

/** Before the first in the list. */
const head = -1;

/**
wrr: goes round the list with a bar that begins at the largest weight and sinks by their greatest common divisor each time round;
whoever reaches it is taken. Every change of a destination goes back to the head of the list, but the bar stays about where it was:
two services with the same destinations may differ by how they came to them.

@source behaviour of kernel net/netfilter/ipvs/ip_vs_wrr.c
*/
export const weightedRoundRobin: Scheduler = service => {
	let place = head;
	let interval = 1;
	let highest = 0;
	let bar = 0;

	const measure = (): void => {
		const {divisor, largest} = sizeUp(service, ({weight}) => weight);
		interval = Math.max(divisor, 1);
		// So that the lowest bar is 1, not the interval.
		highest = largest - (interval - 1);
		place = head;
	};
	measure();
	bar = highest;

	/** The first of these places whose destination reaches the bar. */
	const findFrom = (
		list: readonly DestinationEntry[],
		from: number,
		to: number,
	): number | undefined => {
		for (let index = from; index <= to; index += 1) {
			const {isOverloaded, weight} = list[index]!;
			if (!isOverloaded && weight >= bar) {
				return index;
			}
		}
		return undefined;
	};

	/** Sinks the bar; true when it has begun from the top again. */
	const sink = (): boolean => {
		bar -= interval;
		if (bar > 0) {
			return false;
		}
		bar = highest;
		return true;
	};

	return {
		pick: () => {
			if (highest === 0) {
				return undefined;
			}
			const list = listDestinations(service);
			const start = place;
			let stop = head;
			let hasRestarted = false;
			let isLowest = false;
			for (let from = start + 1; ; from = 0) {
				const found = findFrom(list, from, stop === head ? list.length - 1 : stop);
				if (found !== undefined) {
					place = found;
					return list[found];
				}
				if (stop !== head) {
					place = stop;
					return undefined;
				}
				if (sink()) {
					// Everybody was asked for a weight of at least 1.
					if (isLowest || start === head) {
						place = head;
						return undefined;
					}
					hasRestarted = true;
				}
				isLowest = bar <= interval;
				if (isLowest && hasRestarted) {
					// The first round asked only those after the last choice; this one ends with it.
					stop = start;
				}
			}
		},
		changed: () => {
			measure();
			if (bar > highest || bar === 0) {
				bar = highest;
			} else if (interval > 1) {
				bar = Math.floor(bar / interval) * interval + 1;
			}
		},
	};
};
