import {protocols} from '../../../model/service.ts';
import type {Sample} from '../../../sampler/sample.ts';

/** Services whose connections a timeout is about, and their entries. */
export type Affected = {
	readonly services: readonly string[];
	readonly active: number;
	readonly inactive: number;
};

/** Services of a firewall mark take packets of any protocol: they count for each. */
export const affectedBy = (
	protocol: 'tcp' | 'udp',
	{table, structure}: Pick<Sample, 'table' | 'structure'>,
): Affected => {
	const {services, destinations, firstDestination} = table;
	const keys: string[] = [];
	let active = 0;
	let inactive = 0;
	for (let row = 0; row < services.count; row += 1) {
		if ((services.mark[row] ?? 0) === 0 && services.protocol[row] !== protocols[protocol]) {
			continue;
		}
		keys.push(structure.serviceKeys[row] ?? '');
		for (let at = firstDestination[row] ?? 0; at < (firstDestination[row + 1] ?? 0); at += 1) {
			active += destinations.active[at] ?? 0;
			inactive += destinations.inactive[at] ?? 0;
		}
	}
	return {services: keys, active, inactive};
};
