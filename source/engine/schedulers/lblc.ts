import type {DestinationEntry, Moment} from '../entries.ts';
import {listDestinations} from '../table.ts';
import {isAvailable, isCrowded} from './crowded.ts';
import {leastWeighted} from './least.ts';
import type {Scheduler} from './scheduler.ts';
import {createTargetMemory, type Known} from './target-memory.ts';

type Place = Known & {readonly destination: DestinationEntry};

/**
lblc: an address that clients go to keeps its destination until that goes, gets weight 0, or is crowded while another has little to
do; then the choice is wlc's. The overload flag does not part them.

@source behaviour of kernel net/netfilter/ipvs/ip_vs_lblc.c
*/
export const localityLeast: Scheduler = (service, {time}) => {
	const memory = createTargetMemory<Place>(service, time, expiration);
	return {
		pick: (flow, moment) => {
			const list = listDestinations(service);
			const place = memory.recall(flow, moment);
			if (place !== undefined) {
				const {destination} = place;
				if (isAvailable(service, destination) && !isCrowded(destination, list)) {
					return destination;
				}
			}
			const destination = leastWeighted(list);
			if (destination === undefined || destination === place?.destination) {
				return destination;
			}
			if (place !== undefined) {
				memory.forget(place);
			}
			memory.remember({target: Array.from(flow.target), lastUse: moment.time, destination});
			return destination;
		},
		holds: deleted => memory.some(({destination}) => destination === deleted),
	};
};

/** Milliseconds. */
const expiration = ({sysctls}: Moment): number => sysctls.lblc_expiration * 1000;
