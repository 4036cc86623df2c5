import type {ServerItem} from './item.ts';

/** What a person has said about a server; `auto` leaves it to the checks. */
export type CareMark = 'up' | 'down' | 'auto';

/** A server that `ipvs-tui care` checks, as it says itself. */
export type CaredServer = {
	/** `sorry` takes over when there are too few others; `retired` is not in the file any more. */
	readonly role: 'server' | 'sorry' | 'retired';
	readonly health: 'unknown' | 'up' | 'down';
	/** Milliseconds since 1970: since when the checks say so. */
	readonly since: number;
	readonly mark: CareMark;
	/** Somebody else has drained it: it stays so until it gets a weight. */
	readonly isHeld: boolean;
	/** The weight that it has when it is well. */
	readonly fullWeight: number;
	/** What was done to it last: the weight that it was given (negative: it was taken away), and when, in milliseconds since 1970. */
	readonly did?: {readonly at: number; readonly weight: number} | undefined;
	/** Why it fails, and what else is to be said; empty when there is nothing. */
	readonly note: string;
};

export type CaredService = {
	readonly pid: number;
	/** False when that process has ended: this is how it left everything. */
	readonly isInCare: boolean;
	/** Milliseconds since 1970 of what it said last, when it has ended. */
	readonly leftAt: number | undefined;
	/** When it was put into the table or changed there last, in milliseconds since 1970. */
	readonly didAt?: number | undefined;
	/** By the key of the server. */
	readonly servers: ReadonlyMap<string, CaredServer>;
};

/** Services that are or were in care, by key. */
export type Care = ReadonlyMap<string, CaredService>;

/** How those who take care are heard and told. */
export type CarePort = {
	/** The same value until something is another one; cheap enough for every reading of the table. */
	readonly read: () => Care;
	/** Says something about servers of a service, by key; a sentence when it cannot be written down. */
	readonly pin: (service: string, said: ReadonlyMap<string, CareMark>) => string | undefined;
};

export const noCare: Care = new Map();

/** Services that somebody takes care of now. */
export const inCare = (care: Care): number =>
	care.values().reduce((count, {isInCare}) => count + (isInCare ? 1 : 0), 0);

/** Whether somebody takes care of anything now. */
export const isAnyInCare = (care: Care): boolean => care.values().some(({isInCare}) => isInCare);

/** A server that somebody takes care of now. */
export const caredServer = (
	care: Care,
	{service, destination}: ServerItem,
): CaredServer | undefined => {
	const cared = care.get(service);
	return cared?.isInCare === true ? cared.servers.get(destination) : undefined;
};
