import type {Way} from '../doctor/evidence.ts';
import {readNeighbours, readRoutes} from './parse/ip-json.ts';
import type {Reach} from './reach.ts';

/** The way to an address, as the kernel knows it now: nothing is sent. Undefined where it cannot be asked. */
export const lookUp = async (reach: Reach, address: string): Promise<Way | undefined> => {
	const ran = await reach.run('ip', ['-j', '-force', '-batch', '-'], `route get ${address}\n`);
	const route = ran.kind === 'ran' ? readRoutes([address], ran).get(address) : undefined;
	if (route?.kind !== 'unicast') {
		return route && {route, neighbour: undefined};
	}
	const hop = route.gateway ?? address;
	const neighbours = await reach.run('ip', ['-j', 'neigh', 'show', hop, 'dev', route.device]);
	return {
		route,
		neighbour: neighbours.kind === 'ran' ? readNeighbours(neighbours.stdout)?.get(hop) : undefined,
	};
};
