import {endpointText, matchKey} from '../model/service.ts';
import type {Address} from '../model/address.ts';
import type {Change} from '../model/change.ts';
import {destinationKey} from '../model/destination.ts';
import {addressAt} from '../model/table.ts';
import type {Intent} from './intent.ts';
import {itemOfKey, type Item, type ServerItem} from './item.ts';
import type {Situation} from './situation.ts';

/** The item that a change is about; undefined for what concerns the whole director. */
export const itemOfChange = (change: Change): Item | undefined => {
	switch (change.kind) {
		case 'add-service':
		case 'edit-service':
			return {service: matchKey(change.service.match)};
		case 'delete-service':
			return {service: matchKey(change.match)};
		case 'zero':
			return change.match === undefined ? undefined : {service: matchKey(change.match)};
		case 'add-destination':
		case 'edit-destination': {
			const {address, port} = change.destination;
			return {service: matchKey(change.match), destination: destinationKey(address, port)};
		}
		case 'delete-destination':
			return {
				service: matchKey(change.match),
				destination: endpointText(change.address, change.port),
			};
		default:
			return undefined;
	}
};

/** Keys of the services whose settings an intent needs to know in full; `all` of them for a flush. */
export const servicesOf = (
	intent: Intent,
	situation: Pick<Situation, 'table' | 'structure' | 'displaced'>,
): ReadonlySet<string> | 'all' => {
	switch (intent.kind) {
		case 'drain':
		case 'return':
			return new Set(intent.servers.map(({service}) => service));
		case 'weigh':
			return new Set(intent.weights.map(({service}) => service));
		case 'remove':
			return new Set(intent.items.map(({service}) => service));
		case 'maintain':
		case 'end-maintenance':
			return new Set(serversAt(situation, intent.address).map(({service}) => service));
		case 'put-back':
			return new Set(
				intent.items?.map(({service}) => service) ??
					[...situation.displaced.keys()].map(key => itemOfKey(key).service),
			);
		case 'change':
			return intent.changes.some(({kind}) => kind === 'flush')
				? 'all'
				: new Set(intent.changes.flatMap(change => itemOfChange(change)?.service ?? []));
	}
};

/** Every real server with this address, in whatever service and at whatever port. */
export const serversAt = (
	{table: {destinations}, structure}: Pick<Situation, 'table' | 'structure'>,
	wanted: Address,
): readonly ServerItem[] => {
	const servers: ServerItem[] = [];
	for (let row = 0; row < destinations.count; row += 1) {
		const {family, bytes} = addressAt(destinations, row);
		if (family === wanted.family && bytes.every((byte, index) => byte === wanted.bytes[index])) {
			servers.push({
				service: structure.serviceKeys[structure.serviceOf[row] ?? 0] ?? '',
				destination: structure.destinationKey(row),
			});
		}
	}
	return servers;
};
