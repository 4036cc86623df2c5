import {destinationKey, type Destination} from '../model/destination.ts';
import {isSeenAs, markOf, type Difference, type Mark} from './foreign.ts';
import {isAmong, isServer, itemKey, itemOfKey, type Item} from './item.ts';
import {withOwnAddress, type Settings} from './settings.ts';

/** How an item was before somebody else changed it, and is not any more. */
export type Displaced = {
	/** As it was left here, or else as it was seen; undefined was not there. */
	readonly settings: Settings | undefined;
	/** What became of it since. */
	readonly kind: Mark['kind'];
	/** False where thresholds and tunnel of a server had not been read: only its weight and method are known. */
	readonly isDetailed: boolean;
};

/** By `itemKey`. */
export type DisplacedItems = ReadonlyMap<string, Displaced>;

type Seen = {
	/** Everything that differs between two readings. */
	readonly differences: readonly Difference[];
	readonly isForeign: (difference: Difference) => boolean;
	/** What was set here since the earlier of them, which that does not show yet. */
	readonly leftSince: (key: string) => {readonly settings: Settings | undefined} | undefined;
};

/** What others changed so far, after one more reading. What is as it was again, whoever did that, is not part of it. */
export const displacedAfter = (
	before: DisplacedItems,
	{differences, isForeign, leftSince}: Seen,
): DisplacedItems => {
	const displaced = new Map(before);
	const note = (difference: Difference, wasForeign: boolean): void => {
		const key = itemKey(difference.item);
		const left = leftSince(key);
		const first =
			displaced.get(key) ??
			(left === undefined
				? {settings: detached(difference.before), isDetailed: difference.isDetailed}
				: {settings: left.settings, isDetailed: true});
		if (isSeenAs(difference, first.settings)) {
			displaced.delete(key);
		} else if (wasForeign || displaced.has(key)) {
			const {kind} = markOf({before: first.settings, after: difference.after});
			displaced.set(key, {...first, kind});
		}
	};
	for (const difference of differences) {
		const wasForeign = isForeign(difference);
		note(difference, wasForeign);
		// The kernel lists the newest first: added in reverse they come in the same order again.
		for (const destination of difference.servers.toReversed()) {
			const item = {
				...difference.item,
				destination: destinationKey(destination.address, destination.port),
			};
			const settings = {kind: 'destination', destination} as const;
			note({...difference, item, before: settings, servers: []}, wasForeign);
		}
	}
	return displaced.size > mostDisplaced ? before : displaced;
};

/** What was changed by others, each service that they added or removed as one with its servers. */
export const displacedItems = (displaced: DisplacedItems): readonly Item[] =>
	[...displaced.keys()].map(itemOfKey).filter(item => {
		const service = isServer(item) ? displaced.get(item.service) : undefined;
		return service === undefined || service.kind === 'changed';
	});

/** What of it some items stand for: a service also for its servers. */
export const displacedAmong = (
	displaced: DisplacedItems,
	chosen: readonly Item[],
): readonly Item[] => displacedItems(displaced).filter(item => isAmong(item, chosen));

/** With addresses of its own: those of a reading are parts of its table, which would be kept alive as a whole. */
const detached = (settings: Settings | undefined): Settings | undefined => {
	switch (settings?.kind) {
		case 'service': {
			const {service} = settings;
			const {match} = service;
			return match.kind === 'mark'
				? settings
				: {kind: 'service', service: {...service, match: withOwnAddress(match)}};
		}
		case 'destination':
			return {kind: 'destination', destination: withOwnAddress<Destination>(settings.destination)};
		case undefined:
			return undefined;
	}
};

/** More is another table, for which a rules file is the way back. */
const mostDisplaced = 2000;
