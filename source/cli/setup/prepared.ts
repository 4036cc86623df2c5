import {seen, unseen, type Evidence} from '../../doctor/evidence.ts';
import type {Reach} from '../../host/reach.ts';
import {itemName} from '../../setup/item.ts';
import {look} from '../../setup/look.ts';
import {missingOf} from '../../setup/plan.ts';
import {stateFile, stateIn} from './state-file.ts';

/** What setup has made on a host, and what of it is missing; undefined where it has made nothing, or nobody may know. */
export const preparedOn = async (
	reach: Reach,
	evidence: Evidence,
): Promise<Evidence['prepared']> => {
	const state = await stateIn(reach, await stateFile(reach));
	if (state === undefined || typeof state === 'string') {
		return undefined;
	}
	const items = state.made.map(({item}) => item);
	const {services} = evidence;
	const present = await look(reach, items, {
		...evidence,
		services: services.isSeen ? services.value : [],
	});
	if (typeof present === 'string') {
		return unseen(present);
	}
	return seen({
		made: items.map(itemName),
		missing: missingOf(state.made, present).map(itemName),
	});
};
