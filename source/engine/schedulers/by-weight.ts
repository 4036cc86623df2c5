import type {DestinationEntry, ServiceEntry} from '../entries.ts';
import {listDestinations} from '../table.ts';
import type {Scheduler} from './scheduler.ts';
import {isUsable} from './usable.ts';

/** fo: always the heaviest. @source behaviour of kernel net/netfilter/ipvs/ip_vs_fo.c */
export const failOver: Scheduler = service => ({pick: () => heaviest(service, isUsable)});

/** ovf: the heaviest that has not more active connections than its weight. @source behaviour of kernel net/netfilter/ipvs/ip_vs_ovf.c */
export const overflow: Scheduler = service => ({pick: () => heaviest(service, hasRoom)});

const hasRoom = (destination: DestinationEntry): boolean =>
	isUsable(destination) && destination.active <= destination.weight;

const heaviest = (
	service: ServiceEntry,
	isAccepted: (destination: DestinationEntry) => boolean,
): DestinationEntry | undefined => {
	let chosen: DestinationEntry | undefined;
	for (const destination of listDestinations(service)) {
		if (isAccepted(destination) && (chosen === undefined || destination.weight > chosen.weight)) {
			chosen = destination;
		}
	}
	return chosen;
};
