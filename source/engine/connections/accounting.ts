import {counter} from '../../model/table.ts';
import type {DestinationEntry} from '../entries.ts';
import type {Director} from '../state.ts';
import {addPackets, addTo, type Amount} from '../statistics.ts';
import {flag, isTemplate, type Connections} from './columns.ts';

export const destinationOf = (connections: Connections, row: number): DestinationEntry =>
	connections.destinations[connections.destination[row]!]!;

/** Whether a destination is in its service and not in the trash, where nothing is counted. */
export const isAvailable = ({statistics}: Director, destination: DestinationEntry): boolean =>
	statistics.isEstimated[destination.statistics] === 1;

/** A new connection begins as an inactive one. @source kernel net/netfilter/ipvs/ip_vs_conn.c, ip_vs_bind_dest */
export const bind = (
	connections: Connections,
	row: number,
	destination: DestinationEntry,
): void => {
	connections.destinations[destination.statistics] = destination;
	connections.destination[row] = destination.statistics;
	if (isTemplate(connections, row)) {
		destination.persistent += 1;
	} else {
		connections.flags[row]! |= flag.inactive;
		destination.inactive += 1;
	}
	const {active, inactive, upperThreshold} = destination;
	if (upperThreshold !== 0 && active + inactive >= upperThreshold) {
		destination.isOverloaded = true;
	}
};

/** @source ip_vs_unbind_dest: without a lower threshold it is three quarters of the upper one */
export const unbind = (connections: Connections, row: number): void => {
	const destination = destinationOf(connections, row);
	if (isTemplate(connections, row)) {
		destination.persistent -= 1;
	} else if ((connections.flags[row]! & flag.inactive) === 0) {
		destination.active -= 1;
	} else {
		destination.inactive -= 1;
	}
	const {active, inactive, upperThreshold, lowerThreshold} = destination;
	const total = active + inactive;
	const hasRoom =
		lowerThreshold === 0
			? upperThreshold === 0 || total * 4 < upperThreshold * 3
			: total < lowerThreshold;
	if (hasRoom) {
		destination.isOverloaded = false;
	}
};

/** Keeps a destination's numbers of active and inactive connections when one of them changes sides. */
export const countAs = (connections: Connections, row: number, isActive: boolean): void => {
	const wasActive = (connections.flags[row]! & flag.inactive) === 0;
	if (wasActive !== isActive) {
		const destination = destinationOf(connections, row);
		destination.active += isActive ? 1 : -1;
		destination.inactive += isActive ? -1 : 1;
		connections.flags[row]! ^= flag.inactive;
	}
};

/** Counts on the destination, its service and the totals. */
export const countConnection = (
	{statistics, totals}: Director,
	{statistics: own, service}: DestinationEntry,
): void => {
	addTo(statistics, own, {which: counter.connections, amount: 1});
	addTo(statistics, service.statistics, {which: counter.connections, amount: 1});
	addTo(statistics, totals, {which: counter.connections, amount: 1});
};

export const countPackets = (
	{statistics, totals}: Director,
	{statistics: own, service}: DestinationEntry,
	amount: Amount,
): void => {
	addPackets(statistics, own, amount);
	addPackets(statistics, service.statistics, amount);
	addPackets(statistics, totals, amount);
};
