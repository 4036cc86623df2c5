import type {DestinationEntry, Moment} from '../entries.ts';
import {listDestinations} from '../table.ts';
import {isAvailable, isCrowded} from './crowded.ts';
import {leastWeighted} from './least.ts';
import type {Scheduler} from './scheduler.ts';
import {createTargetMemory, type Known} from './target-memory.ts';
import {overhead} from './usable.ts';

/** The destinations of an address, the one that joined last first. */
type Group = Known & {members: readonly DestinationEntry[]; lastChange: number};

/**
lblcr: an address that clients go to has a group of destinations, of which the least loaded is taken. When that one is crowded, wlc's
choice joins; when the group has not changed for a day, the most loaded leaves.

@source behaviour of kernel net/netfilter/ipvs/ip_vs_lblcr.c
*/
export const localityReplicated: Scheduler = (service, {time}) => {
	const memory = createTargetMemory<Group>(service, time, expiration);
	return {
		pick: (flow, moment) => {
			const list = listDestinations(service);
			const group = memory.recall(flow, moment);
			const now = moment.time;
			if (group !== undefined) {
				const there = group.members.filter(member => isAvailable(service, member));
				const known = leastWeighted(there);
				if (group.members.length > 1 && now > group.lastChange + expiration(moment)) {
					const leaves = mostLoaded(group.members);
					if (leaves !== undefined) {
						group.members = group.members.filter(member => member !== leaves);
						group.lastChange = now;
					}
				}
				if (known !== undefined && !isCrowded(known, list)) {
					return known;
				}
			}
			const destination = leastWeighted(list);
			if (destination === undefined) {
				return undefined;
			}
			if (group === undefined) {
				memory.remember({
					target: Array.from(flow.target),
					lastUse: now,
					members: [destination],
					lastChange: now,
				});
			} else if (!group.members.includes(destination)) {
				group.members = [destination, ...group.members];
				group.lastChange = now;
			}
			return destination;
		},
		holds: deleted => memory.some(({members}) => members.includes(deleted)),
	};
};

/** For its weight, also among those that are in the service no more; those with weight 0 stay. */
const mostLoaded = (members: readonly DestinationEntry[]): DestinationEntry | undefined => {
	let most: DestinationEntry | undefined;
	for (const member of members) {
		const isHeavier =
			most === undefined || overhead(most) * member.weight < overhead(member) * most.weight;
		if (member.weight > 0 && isHeavier) {
			most = member;
		}
	}
	return most;
};

/** Milliseconds. */
const expiration = ({sysctls}: Moment): number => sysctls.lblcr_expiration * 1000;
