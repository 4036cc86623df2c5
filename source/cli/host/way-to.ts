import type {Way} from '../../doctor/evidence.ts';
import {lookUp} from '../../host/look-up.ts';
import type {Reach} from '../../host/reach.ts';
import {namespacePath} from '../network-namespace.ts';
import type {Wanted} from '../route.ts';
import {thisMachine} from './reach.ts';

/** Says how this host would reach an address, without sending anything to it. */
export const openWayTo = ({
	networkNamespace: place,
}: Wanted): ((address: string) => Promise<Way | undefined>) => {
	const reach = place === undefined ? thisMachine : inside(namespacePath(place));
	return async address => lookUp(reach, address);
};

/** Its programs run in that network namespace. Who may not enter it learns nothing. */
const inside = (path: string): Reach => ({
	...thisMachine,
	run: async (program, words, input) =>
		thisMachine.run('nsenter', [`--net=${path}`, '--', program, ...words], input),
});
