import type {DestinationEntry} from '../entries.ts';
import type {Director} from '../state.ts';
import {unbind} from './accounting.ts';
import {isTemplate, tick, type Connections} from './columns.ts';
import {unchain} from './lookup.ts';
import {release} from './rows.ts';
import {displace, replace, setDue, tickAfter} from './wheel.ts';

/** Milliseconds that a template stays on when its time is over but it has connections. It waits no longer from then on. */
const afterwards = 60_000;

/**
The time of a row is over: it goes, unless it is a template with connections.

@source kernel net/netfilter/ipvs/ip_vs_conn.c, ip_vs_conn_expire
*/
export const expire = (director: Director, row: number): void => {
	const {connections} = director;
	if (isTemplate(connections, row) && connections.link[row]! > 0) {
		const due = tickAfter(director, afterwards);
		connections.ends[row] = afterwards / tick;
		connections.due[row] = due;
		replace(connections, row, due);
		return;
	}
	expireNow(connections, row);
};

/** At the next tick the row expires. Until then it is there, but a new one of the same client is found first. */
export const expireSoon = (connections: Connections, row: number): void => {
	connections.ends[row] = 0;
	setDue(connections, row, connections.now + 1);
};

/** A row goes at once, whatever its time. */
export const expireNow = (connections: Connections, row: number): void => {
	const template = connections.link[row]!;
	if (template !== -1 && !isTemplate(connections, row)) {
		connections.link[template]! -= 1;
	}
	displace(connections, row);
	unchain(connections, row);
	unbind(connections, row);
	release(connections, row);
};

/** All that lead to a destination go at once. @source ip_vs_expire_nodest_conn_flush */
export const expireAllOf = (connections: Connections, destination: DestinationEntry): void => {
	for (let row = 0; row < connections.count; row += 1) {
		if (connections.target[row] !== -1 && connections.destination[row] === destination.statistics) {
			expireNow(connections, row);
		}
	}
};
