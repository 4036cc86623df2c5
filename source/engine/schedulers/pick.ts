import type {DestinationEntry, ServiceEntry} from '../entries.ts';
import {createRandom, type Random} from '../random.ts';
import type {Director} from '../state.ts';
import {listDestinations} from '../table.ts';

/** What a scheduler may look at: who comes, and where it goes to. */
export type FlowKey = {
	/** 2 or 10. */
	readonly family: number;
	/** Four words in network order; IPv4 is the first. */
	readonly client: ArrayLike<number>;
	readonly clientPort: number;
	/** The address that the client goes to, in the same way; for a service with a mark only the packet knows it. */
	readonly target: ArrayLike<number>;
	readonly targetPort: number;
};

/** The real server for a new connection, or none. */
export const pickDestination = (
	director: Director,
	service: ServiceEntry,
	flow: FlowKey,
): DestinationEntry | undefined => {
	service.scheduling ??= rough(service, director);
	return service.scheduling.pick(flow);
};

const rough = (service: ServiceEntry, {time}: Director) => {
	const random = createRandom(time);
	return {pick: ({client}: FlowKey) => pick(service, client[0]! + client[3]!, random)};
};

/** The kinds of schedulers as far as simple traffic tells them apart. */
const kinds: Readonly<Record<string, 'turns' | 'least' | 'hash' | 'first' | 'overflow'>> = {
	rr: 'turns',
	lc: 'least',
	wlc: 'least',
	sed: 'least',
	nq: 'least',
	lblc: 'least',
	lblcr: 'least',
	sh: 'hash',
	dh: 'hash',
	mh: 'hash',
	fo: 'first',
	ovf: 'overflow',
};

/**
A destination for a new connection, roughly as the service's scheduler would choose: never one with weight 0 or above its threshold.

@param client - a number that stands for the client's address
*/
const pick = (
	service: ServiceEntry,
	client: number,
	random: Random,
): DestinationEntry | undefined => {
	const usable = listDestinations(service).filter(
		destination => destination.weight > 0 && !destination.isOverloaded,
	);
	switch (kinds[service.scheduler]) {
		case 'turns':
			return usable[Math.floor(random() * usable.length)];
		case 'least':
			return best(usable, ({active, inactive, weight}) => -(active * 256 + inactive + 1) / weight);
		case 'hash':
			return byWeight(usable, (Math.imul(client, 0x61_c8_86_47) >>> 0) / 0x1_0000_0000);
		case 'first':
			return best(usable, ({weight}) => weight);
		case 'overflow':
			return best(usable, ({active, weight}) => (active <= weight ? weight : -1));
		default:
			return service.scheduler === '' ? undefined : byWeight(usable, random());
	}
};

const best = (
	usable: readonly DestinationEntry[],
	score: (destination: DestinationEntry) => number,
): DestinationEntry | undefined => {
	let chosen: DestinationEntry | undefined;
	let highest = Number.NEGATIVE_INFINITY;
	for (const destination of usable) {
		const value = score(destination);
		if (value > highest) {
			chosen = destination;
			highest = value;
		}
	}
	return chosen;
};

/** @param at - 0 to 1, a place on the sum of all weights */
const byWeight = (
	usable: readonly DestinationEntry[],
	at: number,
): DestinationEntry | undefined => {
	let rest = usable.reduce((sum, {weight}) => sum + weight, 0) * at;
	return usable.find(({weight}) => {
		rest -= weight;
		return rest < 0;
	});
};
