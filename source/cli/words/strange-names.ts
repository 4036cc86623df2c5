import {gatherModules} from '../../host/gather.ts';
import type {Change} from '../../model/change.ts';
import {otherChanges, type ChangeRoll} from '../../model/change-roll.ts';
import {persistenceEngineNames, schedulerNames} from '../../model/scheduler-names.ts';
import {thisMachine} from '../host/reach.ts';
import type {WordCall} from './word.ts';

/**
Tells of a change with a scheduler or a persistence engine that neither Linux has nor a module of this machine, loaded or not, is named
after; undefined when there is no such change.
*/
export const strangeNamesIn = async (
	rules: ChangeRoll,
	{reach = thisMachine}: Pick<WordCall, 'reach'>,
): Promise<((change: Change) => string | undefined) | undefined> => {
	const wanted = [
		...rules.schedulers.map(schedulerModule),
		...Array.from(otherChanges(rules))
			.flatMap(namesOf)
			.map(([module]) => module),
	];
	const unknown = wanted.filter(module => !known.has(module));
	const modules = unknown.length === 0 ? undefined : await gatherModules(reach);
	const isHere = (module: string): boolean =>
		modules?.isSeen === true &&
		(modules.value.present.has(module) ||
			(modules.value.available.isSeen && modules.value.available.value.has(module)));
	const strange = new Set(unknown.filter(module => !isHere(module)));
	if (strange.size === 0) {
		return undefined;
	}
	return change => {
		const [module, name] = namesOf(change).find(([named]) => strange.has(named)) ?? [];
		return module === undefined
			? undefined
			: `Linux has no ${module.startsWith(engineModule('')) ? 'persistence engine' : 'scheduler'} ${name}, and this machine has no module for one`;
	};
};

const namesOf = (change: Change): readonly (readonly [module: string, name: string])[] => {
	if (change.kind !== 'add-service' && change.kind !== 'edit-service') {
		return [];
	}
	const {scheduler, persistenceEngine} = change.service;
	return [
		[schedulerModule(scheduler), scheduler],
		...(persistenceEngine === ''
			? []
			: [[engineModule(persistenceEngine), persistenceEngine] as const]),
	];
};

const schedulerModule = (name: string): string => `ip_vs_${name}`;
const engineModule = (name: string): string => `ip_vs_pe_${name}`;

const known: ReadonlySet<string> = new Set([
	...[...schedulerNames, 'none'].map(schedulerModule),
	...persistenceEngineNames.map(engineModule),
]);
