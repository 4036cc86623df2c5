import {expireAllOf} from './connections/expire.ts';
import {releaseRow, stopEstimation} from './statistics.ts';
import type {DestinationEntry} from './entries.ts';
import type {Director, Trash} from './state.ts';
import {trashKey, type ServiceIdentity} from './table.ts';

/** Milliseconds that a destination without connections stays. */
const period = 120_000;

/**
Deleted destinations wait here, because connections may still refer to them, and come back with their counters when they are added
again to the same service.

@source kernel net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_trash_get_dest, __ip_vs_del_dest and ip_vs_dest_trash_expire
*/
export const createTrash = (): Trash => ({entries: new Map(), due: Number.POSITIVE_INFINITY});

export const discard = (director: Director, destination: DestinationEntry): void => {
	const {trash, statistics, time} = director;
	stopEstimation(statistics, destination.statistics);
	if (director.sysctls.expire_nodest_conn !== 0 && isInUse(destination)) {
		expireAllOf(director.connections, destination);
	}
	if (trash.entries.size === 0) {
		trash.due = time + period / 2;
	}
	destination.idleSince = undefined;
	const key = trashKey(destination.service, destination.key);
	const same = trash.entries.get(key);
	if (same === undefined) {
		trash.entries.set(key, [destination]);
	} else {
		same.push(destination);
	}
};

/**
Takes a destination of a service back out, or says that there is none.

@param wanted - key of the destination
*/
export const revive = (
	{trash}: Director,
	service: ServiceIdentity,
	wanted: string,
): DestinationEntry | undefined => {
	if (trash.entries.size === 0) {
		return undefined;
	}
	const key = trashKey(service, wanted);
	const same = trash.entries.get(key);
	const destination = same?.pop();
	if (same?.length === 0) {
		trash.entries.delete(key);
	}
	return destination;
};

/** A look into the trash, every minute while something is in it: what was found idle two minutes ago goes. */
export const emptyTrash = (director: Director): void => {
	const {trash, statistics, time} = director;
	for (const [key, same] of trash.entries) {
		const kept = same.filter(destination => {
			if (isInUse(destination) || isHeld(destination)) {
				return true;
			}
			destination.idleSince ??= time;
			const isKept = time < destination.idleSince + period;
			if (!isKept) {
				director.connections.destinations[destination.statistics] = undefined;
				releaseRow(statistics, destination.statistics);
			}
			return isKept;
		});
		if (kept.length === 0) {
			trash.entries.delete(key);
		} else {
			trash.entries.set(key, kept);
		}
	}
	trash.due = trash.entries.size === 0 ? Number.POSITIVE_INFINITY : time + period / 2;
};

/** Whether a scheduler remembers it. A service that was deleted has none any more. */
const isHeld = (destination: DestinationEntry): boolean =>
	destination.service.scheduling?.holds?.(destination) === true;

/** Whether connections or templates lead to it. */
const isInUse = ({active, inactive, persistent}: DestinationEntry): boolean =>
	active + inactive + persistent > 0;
