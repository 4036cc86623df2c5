import type {Way} from '../../../doctor/evidence.ts';
import {addressText} from '../../../model/address.ts';
import {forwarding, type Destination} from '../../../model/destination.ts';
import {sliceOf} from '../../store/slice.ts';
import type {TuiState} from '../../store/state.ts';
import type {Remark} from '../line-form/state.ts';

/** What was found out last of the way to an address. */
export const ways = sliceOf<{readonly address: string; readonly way: Way | undefined}>('ways', {
	address: '',
	way: undefined,
});

/** What a person should know of the way to a server, once that is known. */
export const wayRemarks = (
	{address, method}: Pick<Destination, 'address' | 'method'>,
	state: TuiState,
): readonly Remark[] => {
	const {address: of, way} = ways.of(state);
	return way === undefined || of !== addressText(address) ? [] : [remarkOn(way, method)];
};

const remarkOn = ({route, neighbour}: Way, method: number): Remark => {
	if (route.kind === 'none') {
		return {text: `no route to it from here: ${route.says}`, tone: 'warning'};
	}
	if (route.kind === 'local') {
		return {
			text: 'an address of this director itself: connections end here',
			tone: 'warning',
		};
	}
	const {device, gateway} = route;
	const isSilent = neighbour === 'FAILED' || neighbour === 'INCOMPLETE';
	if (gateway === undefined) {
		return isSilent
			? {text: `on link at ${device}, where nobody answers for it`, tone: 'warning'}
			: {
					text: `on link at ${device}${neighbour === undefined ? ', not heard of yet' : ', has answered there'}`,
					tone: 'dim',
				};
	}
	const by = `by way of the router ${gateway} at ${device}`;
	if (method === forwarding.directRouting) {
		return {text: `${by}: DR needs it on a link of this director`, tone: 'warning'};
	}
	return isSilent
		? {text: `${by}, which does not answer`, tone: 'warning'}
		: {text: by, tone: 'dim'};
};
