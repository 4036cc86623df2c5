import type {Change} from '../model/change.ts';
import type {Destination} from '../model/destination.ts';
import type {Timeouts} from '../model/director.ts';
import type {Service} from '../model/service.ts';
import type {Configuration} from '../plan/configuration.ts';
import {difference} from '../plan/difference.ts';
import {isSameDaemon} from '../plan/same.ts';
import type {Repin} from './care-plan.ts';
import {itemText, type Item} from './item.ts';
import {only} from './make-plan.ts';
import {withItems, type Placed} from './put-back.ts';
import {isSameSettings, settingsChanges, settingsIn, type Settings} from './settings.ts';

/** Something that was done here in one go, one item or many. */
export type UndoStep = Sides & {
	readonly id: number;
	/** Clock time in milliseconds. */
	readonly at: number;
	readonly what: string;
	/** What of it cannot come back, such as counters that were set to zero. */
	readonly impossible: readonly string[];
	/** What of it was said to who takes care of servers. */
	readonly pins: readonly Repin[];
	/** The guard that reverts it by itself, while there is one. */
	readonly guard?: string | undefined;
};

/** The touched services as they were before and as they were left: all of their settings. */
export type Sides = {readonly before: Configuration; readonly after: Configuration};

/** What undoes a step in the present table. */
export type Reversal = {
	readonly changes: readonly Change[];
	/** What somebody else changed in it since, one sentence each. It stays theirs as far as it is not what we changed ourselves. */
	readonly differences: readonly string[];
};

/** The changes that make `before` out of `after`, made against what is there now. To redo, hand in the sides the other way round. */
export const reversal = ({before, after}: Sides, present: Configuration): Reversal => {
	const differences: string[] = [];
	const placed: Placed[] = [];
	for (const item of touchedItems(before, after)) {
		const sides = {
			before: settingsIn(before, item),
			after: settingsIn(after, item),
			now: settingsIn(present, item),
		};
		if (!isSameSettings(sides.now, sides.after)) {
			differences.push(differenceText(item, sides.after, sides.now));
		}
		placed.push({item, settings: merged(sides)});
	}
	differences.push(...strangers(before, after, present));
	const services = new Set(placed.map(({item}) => item.service));
	const here = only(present, services);
	const target = {
		...withItems(here, placed),
		timeouts: mergedTimeouts(before.timeouts, after.timeouts, present.timeouts),
		daemons: isSameDaemons(before, after) ? undefined : before.daemons,
	};
	if (target.daemons !== undefined && !isSameDaemons(after, present)) {
		differences.push('the synchronisation daemons are not as they were left');
	}
	return {changes: difference(here, target), differences};
};

/** Items that a step changed, added or removed; services before their servers. */
export const touchedItems = (before: Configuration, after: Configuration): readonly Item[] => {
	const items: Item[] = [];
	for (const service of new Set([...before.services.keys(), ...after.services.keys()])) {
		const earlier = before.services.get(service)?.destinations ?? new Map<string, Destination>();
		const later = after.services.get(service)?.destinations ?? new Map<string, Destination>();
		// The kernel lists the newest first: added in reverse they come in the same order again.
		const destinations = [...new Set([...earlier.keys(), ...later.keys()])].toReversed();
		const candidates: Item[] = [
			{service},
			...destinations.map(destination => ({service, destination})),
		];
		for (const item of candidates) {
			if (!isSameSettings(settingsIn(before, item), settingsIn(after, item))) {
				items.push(item);
			}
		}
	}
	return items;
};

/** `weight of …` differs: what an item is now, beside how we left it. */
export const differenceText = (
	item: Item,
	left: Settings | undefined,
	now: Settings | undefined,
): string => {
	const name = itemText(item);
	if (now === undefined) {
		return `${name} was removed meanwhile`;
	}
	return left === undefined
		? `${name} was added again meanwhile`
		: `${name} was changed meanwhile: ${settingsChanges(left, now).join(', ')}`;
};

type Three = {
	readonly before: Settings | undefined;
	readonly after: Settings | undefined;
	readonly now: Settings | undefined;
};

/** Only what we changed goes back; what others changed beside it stays. */
const merged = ({before, after, now}: Three): Settings | undefined => {
	if (before === undefined || after === undefined) {
		return before;
	}
	if (now === undefined) {
		// Somebody removed what we had only edited: nothing of ours is left to undo.
		return undefined;
	}
	if (before.kind === 'service' && after.kind === 'service' && now.kind === 'service') {
		return {
			kind: 'service',
			service: mergedFields<Service>(before.service, after.service, now.service),
		};
	}
	if (before.kind === 'destination' && after.kind === 'destination' && now.kind === 'destination') {
		const destination = mergedFields<Destination>(
			before.destination,
			after.destination,
			now.destination,
		);
		return {kind: 'destination', destination};
	}
	return before;
};

const mergedFields = <Fields extends object>(
	before: Fields,
	after: Fields,
	now: Fields,
): Fields => {
	const fields = {...now};
	for (const name of Object.keys(before) as (keyof Fields)[]) {
		if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) {
			fields[name] = before[name];
		}
	}
	return fields;
};

const mergedTimeouts = (
	before: Timeouts | undefined,
	after: Timeouts | undefined,
	now: Timeouts | undefined,
): Timeouts | undefined =>
	before === undefined || after === undefined || JSON.stringify(before) === JSON.stringify(after)
		? undefined
		: mergedFields(before, after, now ?? after);

/** Servers that somebody else put into a service that we added and that would go with it. */
const strangers = (
	before: Configuration,
	after: Configuration,
	present: Configuration,
): readonly string[] =>
	[...after.services.keys()].flatMap(service =>
		before.services.has(service)
			? []
			: [...(present.services.get(service)?.destinations.keys() ?? [])].flatMap(destination =>
					after.services.get(service)?.destinations.has(destination) === true
						? []
						: [`${itemText({service, destination})} was added meanwhile and would go too`],
				),
	);

export const isSameDaemons = (left: Configuration, right: Configuration): boolean => {
	const [some = [], others = []] = [left.daemons, right.daemons];
	return (
		some.length === others.length &&
		some.every(daemon => others.some(other => isSameDaemon(daemon, other)))
	);
};
