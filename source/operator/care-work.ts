import {caredServer, type Care} from './care.ts';
import type {Difference} from './foreign.ts';
import {isServer} from './item.ts';

/** Whether something is as those who take care of it have just made it, as they say themselves. */
export const isOfCare = ({item, after}: Difference, care: Care, now: number): boolean => {
	const isLately = (at: number): boolean => now - at <= longestAgo;
	if (!isServer(item)) {
		const service = care.get(item.service);
		return service?.isInCare === true && after !== undefined && isLately(service.didAt ?? 0);
	}
	const did = caredServer(care, item)?.did;
	if (did === undefined || !isLately(did.at)) {
		return false;
	}
	return after?.kind === 'destination'
		? after.destination.weight === did.weight
		: after === undefined && did.weight < 0;
};

/** Milliseconds from what is done until it is seen in the table, where that is read seldom. */
const longestAgo = 30_000;
