import {protocols, serviceFlag} from '../../model/service.ts';
import {daemonRole} from '../../wire/ids.ts';
import type {ServiceEntry} from '../entries.ts';
import type {Director} from '../state.ts';
import type {Sysctls} from '../sysctl.ts';
import {arriveAt, refused} from './arrive.ts';
import type {Packet} from './packet.ts';
import {isClosing, isEstablished} from './states.ts';

/**
Another director, whose backup this one is, gets a client's packet and may tell of it. The connection counts for its destination as all
do, and so does the template of a persistent service, but no packets are seen.

@returns the connection's row, or one of `refused`: nothing is heard while no backup runs, and one-packet connections are never told of
@source kernel net/netfilter/ipvs/ip_vs_sync.c, ip_vs_sync_conn; measured on 6.1
*/
export const tell = (director: Director, service: ServiceEntry, packet: Packet): number =>
	director.daemons.has(daemonRole.backup) && (service.flags & serviceFlag.onePacket) === 0
		? arriveAt(director, service, {packet, origin: 'sync'})
		: refused.untold;

/**
Whether a director tells its backup of a connection: while it is open when so many packets of its client have come, while it closes
whatever they were. With sync_persist_mode the templates of persistent services are all that is told.

@param packets - from the client
@source kernel ip_vs_sync_conn_needed; measured on 6.1
*/
export const isTold = ({connections, sysctls}: Director, row: number, packets: number): boolean => {
	if (sysctls.sync_persist_mode !== 0 && connections.link[row] !== -1) {
		return false;
	}
	const {protocol} = connections.targets.all[connections.target[row]!]!;
	const state = connections.state[row]!;
	return (
		isClosing(protocol, state) ||
		((protocol === protocols.udp || isEstablished(protocol, state)) &&
			packets >= leastPackets(sysctls))
	);
};

/** Of the two numbers of sync_threshold the second is a period: a first one of 0 is its end. */
const leastPackets = ({sync_threshold, sync_period, sync_refresh_period}: Sysctls): number => {
	if (sync_period === 0 && sync_refresh_period > 0) {
		return 0;
	}
	return sync_threshold || sync_period || Number.POSITIVE_INFINITY;
};
