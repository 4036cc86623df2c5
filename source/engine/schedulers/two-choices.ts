import type {DestinationEntry} from '../entries.ts';
import {createRandom} from '../random.ts';
import {listDestinations} from '../table.ts';
import type {Scheduler} from './scheduler.ts';
import {isUsable, overhead} from './usable.ts';

/**
twos: draws two destinations by weight and takes the less loaded. The kernel's dice are its own, so only the shares can be the same;
here the same service throws the same numbers in every run.

@source behaviour of kernel net/netfilter/ipvs/ip_vs_twos.c
*/
export const twoChoices: Scheduler = service => {
	const random = createRandom(service.statistics);
	return {
		pick: () => {
			const list = listDestinations(service);
			let total = 0;
			for (const destination of list) {
				total += isUsable(destination) ? destination.weight : 0;
			}
			// The kernel draws from 0 to the sum, both included: the first in the list has one chance more.
			const first = drawn(list, Math.floor(random() * (total + 1)));
			const second = drawn(list, Math.floor(random() * (total + 1)));
			if (first === undefined || second === undefined) {
				return undefined;
			}
			return second.weight * overhead(first) > first.weight * overhead(second) ? second : first;
		},
	};
};

const drawn = (list: readonly DestinationEntry[], number: number): DestinationEntry | undefined => {
	let rest = number;
	for (const destination of list) {
		if (isUsable(destination)) {
			rest -= destination.weight;
			if (rest <= 0) {
				return destination;
			}
		}
	}
	return undefined;
};
