import type {DestinationEntry} from '../entries.ts';
import {listDestinations} from '../table.ts';
import type {Scheduler} from './scheduler.ts';
import {isUsable, overhead} from './usable.ts';

type Measure = (destination: DestinationEntry) => number;

/** The usable destination with the least load for its share; the first in the list among equals. */
export const leastOf = (
	list: readonly DestinationEntry[],
	load: Measure,
	share: Measure,
): DestinationEntry | undefined => {
	let least: DestinationEntry | undefined;
	let leastLoad = 0;
	let leastShare = 1;
	for (const destination of list) {
		if (isUsable(destination)) {
			const itsLoad = load(destination);
			const itsShare = share(destination);
			// Multiplied across instead of divided, as the kernel does: no rounding decides.
			if (least === undefined || leastLoad * itsShare > itsLoad * leastShare) {
				least = destination;
				leastLoad = itsLoad;
				leastShare = itsShare;
			}
		}
	}
	return least;
};

/** wlc's choice, also that of lblc and lblcr for an address that they do not know. */
export const leastWeighted = (list: readonly DestinationEntry[]): DestinationEntry | undefined =>
	leastOf(list, overhead, weightOf);

const weightOf: Measure = ({weight}) => weight;
const equal: Measure = () => 1;
/** With the connection that is to come. */
const delay: Measure = ({active}) => active + 1;

const isIdle = (destination: DestinationEntry): boolean =>
	destination.active === 0 && isUsable(destination);

/** @source behaviour of kernel net/netfilter/ipvs/ip_vs_lc.c, ip_vs_wlc.c, ip_vs_sed.c and ip_vs_nq.c */
export const least = {
	/** lc: weights count only as 0 or not. */
	connections: service => ({pick: () => leastOf(listDestinations(service), overhead, equal)}),
	/** wlc */
	weighted: service => ({pick: () => leastWeighted(listDestinations(service))}),
	/** sed: active connections only, and the new one. */
	expectedDelay: service => ({pick: () => leastOf(listDestinations(service), delay, weightOf)}),
	/** nq: the first one without an active connection, else as sed. */
	neverQueue: service => ({
		pick: () => {
			const list = listDestinations(service);
			return list.find(isIdle) ?? leastOf(list, delay, weightOf);
		},
	}),
} as const satisfies Record<string, Scheduler>;
