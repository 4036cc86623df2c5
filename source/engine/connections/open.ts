import {familyNumber} from '../../model/address.ts';
import {claim} from './rows.ts';
import {flag, widen, type Connections} from './columns.ts';
import {enchain, type Tuple} from './lookup.ts';
import {place} from './wheel.ts';

/** A row for a connection or template that expires at a tick. It has no destination yet. */
export const open = (connections: Connections, tuple: Tuple, due: number): number => {
	const {client, clientPort, target, isTemplate} = tuple;
	if (connections.targets.all[target]!.family === familyNumber.ipv6) {
		widen(connections);
	}
	const row = claim(connections);
	connections.client[row] = client[0]!;
	if (connections.clientRest.length > 0) {
		connections.clientRest[row * 3] = client[1]!;
		connections.clientRest[row * 3 + 1] = client[2]!;
		connections.clientRest[row * 3 + 2] = client[3]!;
	}
	connections.clientPort[row] = clientPort;
	connections.target[row] = target;
	connections.flags[row] = isTemplate ? flag.template : 0;
	connections.due[row] = due;
	enchain(connections, row);
	place(connections, row, due);
	return row;
};
