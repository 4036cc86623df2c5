import type {Change} from '../../model/change.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import {success} from '../../model/failure.ts';
import {structureOf} from '../../sampler/structure.ts';
import {servicesOf} from '../affected.ts';
import type {Intent} from '../intent.ts';
import type {Situation} from '../situation.ts';
import type {Desk} from './desk.ts';

export type Wish = {
	/** Keys of the services to be read in full. */
	readonly services: ReadonlySet<string> | 'all';
	readonly withTimeouts: boolean;
	readonly withDaemons: boolean;
};

/** Reads what an intent depends on; a sentence when that was not possible. */
export const readFor = async (intent: Intent, desk: Desk): Promise<Situation | string> => {
	const {sample} = desk.sampler.get();
	const kinds = new Set<Change['kind']>(
		intent.kind === 'change' ? intent.changes.map(({kind}) => kind) : [],
	);
	const {displaced} = desk.store.get();
	return read(
		{
			services: sample === undefined ? 'all' : servicesOf(intent, {...sample, displaced}),
			withTimeouts: kinds.has('set-timeouts'),
			withDaemons: kinds.has('start-daemon') || kinds.has('stop-daemon'),
		},
		desk,
	);
};

/** The table as it is now: some services in full, the others as far as that is cheap. */
export const read = async (
	{services, withTimeouts, withDaemons}: Wish,
	{client, sampler, store, remembered}: Desk,
): Promise<Situation | string> => {
	const table = await client.table(services === 'all' ? 'dump' : key => services.has(key));
	const timeouts = withTimeouts ? await client.timeouts() : success(undefined);
	const daemons = withDaemons ? await client.daemons() : success(undefined);
	if (!table.ok) {
		return failureSentence(table.failure);
	}
	if (!timeouts.ok) {
		return failureSentence(timeouts.failure);
	}
	if (!daemons.ok) {
		return failureSentence(daemons.failure);
	}
	const {displaced, managers, care} = store.get();
	return {
		table: table.value,
		structure: structureOf(table.value, sampler.get().sample),
		timeouts: timeouts.value,
		daemons: daemons.value,
		remembered: remembered.get,
		displaced,
		managers,
		care,
	};
};
