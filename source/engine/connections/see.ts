import {protocols} from '../../model/service.ts';
import type {Director} from '../state.ts';
import {countAs, countPackets, destinationOf, isAvailable} from './accounting.ts';
import {flag} from './columns.ts';
import {expireSoon} from './expire.ts';
import type {Seen} from './packet.ts';
import {isActive, isEstablished, secondsIn, stateAfter} from './states.ts';
import {assure} from './templates.ts';
import {setDue, tickAfter} from './wheel.ts';

/**
Packets of a connection pass: its state and its time change, and they are counted.

@returns false when they are dropped, because their destination was deleted
@source kernel net/netfilter/ipvs/ip_vs_core.c, ip_vs_in_hook and handle_response
*/
export const see = (director: Director, row: number, seen: Seen): boolean => {
	const {connections} = director;
	const destination = destinationOf(connections, row);
	const {direction} = seen;
	const isThere = isAvailable(director, destination);
	if (!isThere && direction === 'in') {
		if (director.sysctls.expire_nodest_conn !== 0) {
			expireSoon(connections, row);
		}
		return false;
	}
	if (isThere && (connections.flags[row]! & flag.sync) === 0) {
		countPackets(director, destination, seen);
	}
	enter(director, row, seen);
	return true;
};

const enter = (director: Director, row: number, {direction, signal}: Seen): void => {
	const {connections} = director;
	const {protocol} = connections.targets.all[connections.target[row]!]!;
	const from = connections.state[row]!;
	const sees = connections.flags[row]! & flag.noOutput;
	if (sees !== 0 && direction === 'out') {
		connections.flags[row]! ^= flag.noOutput;
	}
	const view = sees !== 0 && direction === 'in' ? 'in-only' : direction;
	const to = stateAfter(protocol, from, {view, signal});
	if (to !== from) {
		connections.state[row] = to;
		countAs(connections, row, isActive(protocol, to));
		if (isEstablished(protocol, to)) {
			assure(connections, row);
		}
	}
	if (protocol === protocols.udp && direction === 'out') {
		assure(connections, row);
	}
	const seconds = secondsIn(director.timeouts, protocol, to);
	setDue(connections, row, tickAfter(director, seconds * 1000));
};
