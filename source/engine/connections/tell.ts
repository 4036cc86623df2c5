import type {ServiceEntry} from '../entries.ts';
import {pickDestination} from '../schedulers/pick.ts';
import type {Director} from '../state.ts';
import {connect, refused, targetOf} from './arrive.ts';
import {flag} from './columns.ts';
import type {Packet} from './packet.ts';
import {see} from './see.ts';

/**
Another director, whose backup this one is, tells of a connection that goes through it. It counts for the destination as all do, but
no packets are seen.

@returns the connection's row, or one of `refused`
*/
export const tell = (director: Director, service: ServiceEntry, packet: Packet): number => {
	const destination = pickDestination(director, service, packet);
	if (destination === undefined) {
		return refused.noDestination;
	}
	const {connections} = director;
	const target = targetOf(connections, packet);
	const row = connect(director, {packet, target}, {destination, keepsPort: false});
	connections.flags[row]! |= flag.sync;
	see(director, row, {direction: 'in', signal: packet.signal, packets: 1, bytes: packet.bytes});
	return row;
};
