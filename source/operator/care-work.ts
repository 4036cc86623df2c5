import {caredServer, type Care} from './care.ts';
import type {Difference} from './foreign.ts';
import {isServer} from './item.ts';

/**
Whether something is as those who take care of it have just made it, as they say themselves. They say what they do before they do it. What
one of their acts has done was seen once, in the first reading after it: what changes later is not of that act, whatever it becomes.

@param read - when the reading was taken that does not show it yet, in milliseconds since 1970
@param changed - when the reading was taken that showed the last change of it before; undefined when there was none
*/
export const isOfCare = (
	{item, after}: Difference,
	care: Care,
	{read, changed}: {readonly read: number; readonly changed: number | undefined},
): boolean => {
	const since = Math.max(read - longestOnItsWay, changed ?? 0);
	const isNew = (at: number): boolean => at >= since;
	if (!isServer(item)) {
		const service = care.get(item.service);
		return service?.isInCare === true && after !== undefined && isNew(service.didAt ?? 0);
	}
	const did = caredServer(care, item)?.did;
	if (did === undefined || !isNew(did.at)) {
		return false;
	}
	return after?.kind === 'destination'
		? after.destination.weight === did.weight
		: after === undefined && did.weight < 0;
};

/** Milliseconds from what is said until it is in the table. */
const longestOnItsWay = 5000;
