import {mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {orderText, readOrder, type GuardOrder} from '../../operator/guard.ts';
import {ownersFile, ownersFolder, stateFolder, type Environment} from '../state-folder.ts';

/**
Orders for guards as files, one each. Renaming decides who was first: who confirms takes the file away from the guard, and a guard that
begins to revert takes it away from who would confirm.
*/
export const guardPath = (environment: Environment, id: string): string =>
	join(guardFolder(environment), `${id}.json`);

const guardFolder = (environment: Environment): string => join(stateFolder(environment), 'guards');

/** A sentence when it cannot be written. A reader sees the old order or the new one, never a half. */
export const writeOrder = (path: string, order: GuardOrder): string | undefined => {
	try {
		mkdirSync(join(path, '..'), ownersFolder);
		writeFileSync(`${path}.new`, orderText(order), ownersFile);
		renameSync(`${path}.new`, path);
		return undefined;
	} catch (error) {
		return `no guard can be set up in ${path}: ${(error as NodeJS.ErrnoException).code}`;
	}
};

/** Undefined when there is none, or none that can be understood. */
export const orderIn = (path: string): GuardOrder | undefined => {
	try {
		return readOrder(readFileSync(path, 'utf8'));
	} catch {
		return undefined;
	}
};

/** All that guards wait for, whichever director it is about. */
export const ordersIn = (environment: Environment): readonly GuardOrder[] => {
	try {
		const folder = guardFolder(environment);
		return readdirSync(folder)
			.filter(name => name.endsWith('.json'))
			.flatMap(name => orderIn(join(folder, name)) ?? []);
	} catch {
		return [];
	}
};

/** Takes the order away; false when somebody else was faster. */
export const claim = (path: string, by: 'confirmed' | 'reverting'): boolean => {
	try {
		renameSync(path, claimedPath(path, by));
		return true;
	} catch {
		return false;
	}
};

export const claimedPath = (path: string, by: 'confirmed' | 'reverting'): string => `${path}.${by}`;

export const removeClaimed = (path: string, by: 'confirmed' | 'reverting'): void =>
	rmSync(claimedPath(path, by), {force: true});
