import {changeLine} from '../ipvsadm/unparse.ts';
import type {Change} from '../model/change.ts';
import type {Destination} from '../model/destination.ts';
import type {Match} from '../model/service.ts';
import {itemText, type Item} from './item.ts';
import type {Actor, NewEntry} from './journal.ts';
import {isSameSettings, settingsChanges, type Settings} from './settings.ts';

/** That an item changed, for its highlight. */
export type Mark = {
	/** Clock time in milliseconds. */
	readonly at: number;
	readonly actor: Actor;
	readonly kind: 'added' | 'removed' | 'changed';
	/** `weight 100 > 0, upper threshold 0 > 500` */
	readonly says: string;
};

/** How an item of the table is set up in one reading and in the next; undefined is not there. */
export type Difference = {
	readonly item: Item;
	readonly match: Match;
	readonly before: Settings | undefined;
	readonly after: Settings | undefined;
	/** Servers that went with their service. */
	readonly servers: readonly Destination[];
	/** False when thresholds and tunnel were left out of one of the readings: then only weight and method count. */
	readonly isDetailed: boolean;
};

/** The line of the log for what somebody else did, with the commands that would do and undo it. */
export const foreignEntry = (
	difference: Difference,
	{at, actor}: Pick<NewEntry, 'at' | 'actor'>,
): NewEntry => {
	const {item, match, before, after, servers, isDetailed} = difference;
	const forth = isDetailed ? changeBetween({match, before, after}) : undefined;
	const back = isDetailed ? changeBetween({match, before: after, after: before}) : undefined;
	const returning = servers.map((destination): Change => ({
		kind: 'add-destination',
		match,
		destination,
	}));
	return {
		at,
		actor,
		what: `${itemText(item)}: ${markOf(difference).says}`,
		item,
		line: forth === undefined ? undefined : changeLine(forth),
		inverse: back === undefined ? [] : [back, ...returning].map(changeLine),
		result: {kind: 'seen'},
	};
};

export const markOf = ({
	before,
	after,
}: Pick<Difference, 'before' | 'after'>): Pick<Mark, 'kind' | 'says'> => {
	if (before === undefined) {
		return {kind: 'added', says: 'added'};
	}
	return after === undefined
		? {kind: 'removed', says: 'removed'}
		: {kind: 'changed', says: settingsChanges(before, after).join(', ')};
};

/** Whether what was seen is what was set. */
export const isSeenAs = (
	{after, isDetailed}: Pick<Difference, 'after' | 'isDetailed'>,
	set: Settings | undefined,
): boolean => {
	if (isDetailed || after?.kind !== 'destination' || set?.kind !== 'destination') {
		return isSameSettings(after, set);
	}
	return (
		after.destination.weight === set.destination.weight &&
		after.destination.method === set.destination.method
	);
};

const changeBetween = ({
	match,
	before,
	after,
}: Pick<Difference, 'match' | 'before' | 'after'>): Change | undefined => {
	switch (after?.kind) {
		case 'service':
			return {kind: before === undefined ? 'add-service' : 'edit-service', service: after.service};
		case 'destination': {
			const kind = before === undefined ? 'add-destination' : 'edit-destination';
			return {kind, match, destination: after.destination};
		}
		case undefined:
			break;
	}
	switch (before?.kind) {
		case 'service':
			return {kind: 'delete-service', match};
		case 'destination': {
			const {address, port} = before.destination;
			return {kind: 'delete-destination', match, address, port};
		}
		case undefined:
			return undefined;
	}
};
