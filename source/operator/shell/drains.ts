import type {Connections} from '../../model/connections.ts';
import {destinationAt} from '../../model/table.ts';
import type {Sample} from '../../sampler/sample.ts';
import {destinationRowOf, structureOf} from '../../sampler/structure.ts';
import {remainsOf} from '../blockers.ts';
import {caredServer} from '../care.ts';
import {drainSeen, drainSeenAfter, isOpen, newDrain, type Drain, type WhenEmpty} from '../drain.ts';
import type {Firmness, Intent} from '../intent.ts';
import {itemKey, itemText, isServer, type ServerItem} from '../item.ts';
import type {DrainOptions, Performed} from '../operator.ts';
import type {Plan} from '../preview.ts';
import {propose} from '../propose.ts';
import {emptyLoad, leftOf, loadAt, viewOf, type Situation} from '../situation.ts';
import {notify, update, type Desk} from './desk.ts';
import {tellOf} from './drain-news.ts';
import {settleFirmSwitch} from './firm-switch.ts';
import {perform} from './perform.ts';
import {read, readFor} from './read.ts';

/** Follows drains of which the weights were set just now, or long ago. */
export const startDrains = async (
	plan: Plan,
	options: DrainOptions,
	desk: Desk,
): Promise<Performed> => {
	const {intent} = plan;
	const firmness =
		intent.kind === 'drain' || intent.kind === 'maintain' ? intent.firmness : 'gentle';
	const {performed, plan: carried} = await perform(
		{
			...options,
			actor: 'you',
			undoable: 'new',
			shown: plan,
			read: () => readFor(intent, desk),
			plan: situation => propose(intent, situation),
		},
		desk,
	);
	if (carried !== undefined && (performed.kind === 'done' || performed.kind === 'partly')) {
		const done = performed.items.flatMap(({step: {item}, result}) =>
			item !== undefined && isServer(item) && result.kind === 'done' ? [item] : [],
		);
		const already = carried.skipped.flatMap(({item}) => (isServer(item) ? [item] : []));
		await follow([...done, ...already], {...options, firmness}, desk);
	}
	return performed;
};

export type Following = {
	readonly firmness: Firmness;
	readonly whenEmpty: WhenEmpty;
	readonly giveUpAfter?: number | undefined;
};

/** Watches servers with weight 0 until they are empty. A sentence when the table cannot be read. */
export const follow = async (
	servers: readonly ServerItem[],
	{firmness, whenEmpty, giveUpAfter}: Following,
	desk: Desk,
): Promise<string | undefined> => {
	const services = new Set(servers.map(({service}) => service));
	const situation = await read({services, withTimeouts: false, withDaemons: false}, desk);
	if (typeof situation === 'string') {
		return situation;
	}
	const since = desk.clock.now();
	const fresh = servers.flatMap((item): Drain[] => {
		const view = viewOf(situation, item.service);
		const load = view?.loads.get(item.destination);
		return view === undefined || load === undefined
			? []
			: [
					newDrain({
						id: desk.nextId(),
						item,
						match: view.service.match,
						firmness,
						weight:
							desk.remembered.get(itemKey(item)) ?? caredServer(situation.care, item)?.fullWeight,
						since,
						giveUpAt: giveUpAfter === undefined ? undefined : since + giveUpAfter,
						whenEmpty,
						load,
					}),
				];
	});
	const keys = new Set(fresh.map(({item}) => itemKey(item)));
	const others = desk.store.get().drains.filter(({item}) => !keys.has(itemKey(item)));
	update(desk, {drains: [...others, ...fresh]});
	await settleFirmSwitch(desk);
	await finish(desk);
	return undefined;
};

/** Tells the drains what the table looks like now. */
export const observeDrains = async (sample: Sample, desk: Desk): Promise<void> => {
	reopen(sample, desk);
	const before = desk.store.get().drains;
	if (!before.some(isOpen)) {
		return;
	}
	const seen = new Map<number, Drain>();
	// A reading that began before the weight was set knows nothing of it.
	for (const drain of before.filter(({since}) => sample.takenAt >= since).filter(isOpen)) {
		const server = await lookUp(drain, sample, desk);
		if (server !== 'unknown') {
			seen.set(drain.id, drainSeen(drain, server, sample.takenAt));
		}
	}
	// Only what is still there: a person may have ended one meanwhile.
	const now = desk.store.get().drains;
	const after = now.map(drain => (before.includes(drain) ? (seen.get(drain.id) ?? drain) : drain));
	update(desk, {drains: after});
	for (const [index, drain] of after.entries()) {
		tellOf(now[index], drain, desk);
	}
	await settleFirmSwitch(desk);
	await finish(desk);
};

/** What was over may go on, as after undo and redo. */
const reopen = (sample: Sample, desk: Desk): void => {
	const {drains, left} = desk.store.get();
	const seen = drains.map(drain => {
		const {item, phase} = drain;
		if (isOpen(drain) || !('at' in phase) || sample.takenAt <= phase.at) {
			return drain;
		}
		const row = destinationRowOf(sample, item.service, item.destination);
		const settings = left.get(itemKey(item));
		return drainSeenAfter(drain, row === undefined ? undefined : seenAt(row, sample), {
			at: sample.takenAt,
			isOurs: settings?.kind === 'destination' && settings.destination.weight === 0,
		});
	});
	if (seen.some((drain, index) => drain !== drains[index])) {
		update(desk, {drains: seen});
	}
};

/** Tells the drains who is left in the connection table. */
export const observeRows = (connections: Connections, desk: Desk): void => {
	const at = desk.clock.now();
	update(desk, {
		drains: desk.store.get().drains.map(drain => {
			const server = isOpen(drain) ? destinationOf(drain, desk) : undefined;
			if (server === undefined) {
				return drain;
			}
			const {blockers, lastTimer} = remainsOf(connections, drain.match, server);
			return {
				...drain,
				blockers,
				lastTimerAt: lastTimer === undefined ? undefined : at + lastTimer * 1000,
			};
		}),
	});
};

/** Removes what is empty and was to be removed then. */
const finish = async (desk: Desk): Promise<void> => {
	for (const drain of desk.store.get().drains) {
		if (drain.phase.kind === 'empty' && drain.whenEmpty === 'remove') {
			await removeEmpty(drain, desk);
		}
	}
};

const removeEmpty = async (drain: Drain, desk: Desk): Promise<void> => {
	const {item} = drain;
	const intent: Intent = {kind: 'remove', items: [item]};
	// Readings that come meanwhile shall not remove it again.
	replace({...drain, phase: {kind: 'removing', at: desk.clock.now()}}, desk);
	const {performed} = await perform(
		{
			actor: 'scheduled',
			undoable: 'new',
			read: () => readFor(intent, desk),
			plan: situation =>
				isEmpty(item, situation)
					? propose(intent, situation)
					: {kind: 'impossible', why: `${itemText(item)} is in use again`},
		},
		desk,
	);
	if (performed.kind === 'done') {
		replace({...drain, phase: {kind: 'gone', at: desk.clock.now()}}, desk);
		notify(desk, `${itemText(item)} was empty and is removed`, 'good');
		return;
	}
	// Once refused, a person has to look at it.
	const refused = performed.kind === 'partly' ? performed.items[0]?.result : undefined;
	const why =
		performed.kind === 'not possible'
			? performed.why
			: refused !== undefined && 'why' in refused
				? refused.why
				: 'it changed meanwhile';
	replace({...drain, whenEmpty: 'ask'}, desk);
	notify(desk, `${itemText(item)} is empty but was not removed: ${why}`, 'bad');
};

const isEmpty = ({service, destination}: ServerItem, situation: Situation): boolean => {
	const view = viewOf(situation, service);
	return (
		view?.destinations.get(destination)?.weight === 0 &&
		leftOf(view.loads.get(destination) ?? emptyLoad) === 0
	);
};

export const replace = (drain: Drain, desk: Desk): void =>
	update(desk, {
		drains: desk.store.get().drains.map(other => (other.id === drain.id ? drain : other)),
	});

type Seen = Parameters<typeof drainSeen>[1];

/** Where the sample has no templates of the service, it is read once more in full. */
const lookUp = async (
	{item, match}: Drain,
	sample: Sample,
	desk: Desk,
): Promise<Seen | 'unknown'> => {
	const found = destinationRowOf(sample, item.service, item.destination);
	if (found === undefined || sample.table.destinations.isDetailed[found] === 1) {
		return found === undefined ? undefined : seenAt(found, sample);
	}
	const full = await desk.client.service(match);
	if (!full.ok) {
		return 'unknown';
	}
	const detailed = {table: full.value, structure: structureOf(full.value)};
	const row = destinationRowOf(detailed, item.service, item.destination);
	return row === undefined ? undefined : seenAt(row, detailed);
};

const seenAt = (row: number, {table}: Pick<Sample, 'table'>): Seen => ({
	load: loadAt(table, row),
	weight: table.destinations.weight[row] ?? 0,
});

const destinationOf = ({item}: Drain, {sampler}: Desk) => {
	const {sample} = sampler.get();
	const row =
		sample === undefined ? undefined : destinationRowOf(sample, item.service, item.destination);
	return sample === undefined || row === undefined
		? undefined
		: destinationAt(sample.table.destinations, row);
};
