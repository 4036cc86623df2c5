import {counter} from '../model/table.ts';
import {states, type Connections} from './connections.ts';
import type {DestinationEntry, ServiceEntry} from './entries.ts';
import type {Director} from './state.ts';
import {addTo} from './statistics.ts';

/** Puts a connection into a state and keeps the destination's numbers of active and inactive ones. */
export const enter = ({connections}: Director, row: number, to: {readonly state: number}): void => {
	const destination = connections.destination[row];
	const from = states[connections.state[row]!];
	const next = states[to.state];
	connections.state[row] = to.state;
	if (destination === undefined || from === undefined || next === undefined) {
		return;
	}
	if (from.isActive !== next.isActive) {
		destination.active += next.isActive ? 1 : -1;
		destination.inactive += next.isActive ? -1 : 1;
	}
};

/** A new connection begins as an inactive one. @source kernel net/netfilter/ipvs/ip_vs_conn.c, ip_vs_bind_dest */
export const bind = ({connections}: Director, row: number, destination: DestinationEntry): void => {
	connections.destination[row] = destination;
	destination.inactive += 1;
	const {active, inactive, upperThreshold} = destination;
	if (upperThreshold !== 0 && active + inactive >= upperThreshold) {
		destination.isOverloaded = true;
	}
};

/** @source ip_vs_unbind_dest: without a lower threshold it is three quarters of the upper one */
export const unbind = (connections: Connections, row: number): void => {
	const destination = connections.destination[row];
	if (destination === undefined) {
		return;
	}
	if (states[connections.state[row]!]?.isActive === true) {
		destination.active -= 1;
	} else {
		destination.inactive -= 1;
	}
	const {active, inactive, upperThreshold, lowerThreshold} = destination;
	const total = active + inactive;
	if (lowerThreshold === 0 ? total * 4 < upperThreshold * 3 : total < lowerThreshold) {
		destination.isOverloaded = false;
	} else if (upperThreshold === 0) {
		destination.isOverloaded = false;
	}
};

export type Amounts = {
	readonly connections: number;
	readonly inPackets: number;
	readonly outPackets: number;
	readonly inBytes: number;
	readonly outBytes: number;
};

/** Counts on the destination, its service and the totals. Deleted destinations get no packets. */
export const count = (
	{statistics, totals}: Director,
	{service, destination}: {service: ServiceEntry; destination: DestinationEntry},
	amounts: Amounts,
): void => {
	if (statistics.isEstimated[destination.statistics] === 0) {
		return;
	}
	for (const row of [destination.statistics, service.statistics, totals]) {
		addTo(statistics, row, {which: counter.connections, amount: amounts.connections});
		addTo(statistics, row, {which: counter.inPackets, amount: amounts.inPackets});
		addTo(statistics, row, {which: counter.outPackets, amount: amounts.outPackets});
		addTo(statistics, row, {which: counter.inBytes, amount: amounts.inBytes});
		addTo(statistics, row, {which: counter.outBytes, amount: amounts.outBytes});
	}
};
