import type {DestinationEntry} from '../entries.ts';
import {listDestinations} from '../table.ts';
import type {Scheduler} from './scheduler.ts';
import {isUsable} from './usable.ts';

/** Before the first in the list. */
const head = -1;

/**
rr: the next usable one in the list after the last choice. Destinations are added at the head, so a new one waits until the list ends.

@source behaviour of kernel net/netfilter/ipvs/ip_vs_rr.c
*/
export const roundRobin: Scheduler = service => {
	let last: DestinationEntry | undefined;
	let place = head;
	return {
		pick: () => {
			const list = listDestinations(service);
			const {length} = list;
			for (let step = 1; step <= length; step += 1) {
				const next = place + step < length ? place + step : place + step - length;
				const destination = list[next]!;
				if (isUsable(destination)) {
					last = destination;
					place = next;
					return destination;
				}
			}
			return undefined;
		},
		changed: change => {
			if (place === head || change === 'edited') {
				return;
			}
			if (change === 'added') {
				place += 1;
				return;
			}
			const list = listDestinations(service);
			// Either one before it has gone, or it has gone itself: then the one before it counts as the last choice.
			if (list[place] !== last) {
				place -= 1;
				last = list[place];
			}
		},
	};
};
