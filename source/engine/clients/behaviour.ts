import type {Address} from '../../model/address.ts';
import {familyNumber} from '../../model/address.ts';
import {addressKey} from '../address.ts';
import type {DestinationEntry} from '../entries.ts';
import type {ServerBehaviour} from '../population.ts';

/** By address and port, or by address alone for all other ports. What is not in it is well. */
export type Behaviours = Map<string, ServerBehaviour>;

export const setBehaviour = (
	behaviours: Behaviours,
	{address, port}: {readonly address: Address; readonly port: number | undefined},
	behaviour: ServerBehaviour,
): void => {
	const key = `${addressKey(familyNumber[address.family], address.bytes)} ${port ?? ''}`;
	if (behaviour.kind === 'ok' && port === undefined) {
		behaviours.delete(key);
	} else {
		behaviours.set(key, behaviour);
	}
};

export const behaviourOf = (
	behaviours: Behaviours,
	{key, port}: DestinationEntry,
): ServerBehaviour => {
	if (behaviours.size === 0) {
		return well;
	}
	// A destination's key ends with its port.
	const address = key.slice(0, key.length - String(port).length);
	return behaviours.get(key) ?? behaviours.get(address) ?? well;
};

const well: ServerBehaviour = {kind: 'ok'};
