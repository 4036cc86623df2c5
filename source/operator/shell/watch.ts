import {differencesBetween} from '../differences.ts';
import {displacedAfter} from '../displaced.ts';
import {foreignEntry, markOf, type Difference, type Mark} from '../foreign.ts';
import {itemKey} from '../item.ts';
import {isOfCare} from '../care-work.ts';
import type {Actor, NewEntry} from '../journal.ts';
import {managersOf} from '../manager.ts';
import type {Failure} from '../../model/failure.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import type {Sample} from '../../sampler/sample.ts';
import type {Access} from '../state.ts';
import {log, update, type Desk} from './desk.ts';

/** What others changed between two readings goes to the log and the highlights; our own changes are there already. */
export const noteForeign = (earlier: Sample, later: Sample, desk: Desk): void => {
	const differences = differencesBetween(earlier, later);
	if (differences.length === 0) {
		return;
	}
	const foreign = differences.filter(difference => !desk.own.isOurs(difference));
	const at = later.takenAt;
	const state = desk.store.get();
	const actorOf = (difference: Difference): Actor =>
		isOfCare(difference, state.care, {
			read: earlier.takenAt,
			changed: state.marks.get(itemKey(difference.item))?.at,
		})
			? 'care'
			: 'someone else';
	const marks = new Map(state.marks);
	for (const difference of foreign) {
		const actor = actorOf(difference);
		marks.set(itemKey(difference.item), {at, actor, ...markOf(difference)} satisfies Mark);
	}
	const ofOthers = new Set(foreign.filter(difference => actorOf(difference) === 'someone else'));
	const leftSince = (key: string) => {
		const mark = state.marks.get(key);
		const isOurs = mark?.actor === 'you' || mark?.actor === 'scheduled';
		return isOurs && mark.at >= earlier.takenAt ? {settings: state.left.get(key)} : undefined;
	};
	// The public text does not tell all that would have to be put back.
	const displaced =
		earlier.limitation === undefined
			? displacedAfter(state.displaced, {
					differences,
					isForeign: difference => ofOthers.has(difference),
					leftSince,
				})
			: state.displaced;
	update(desk, foreign.length === 0 ? {displaced} : {marks, displaced});
	log(desk, entriesOf(foreign, at, actorOf));
};

/** Whether the kernel lets this program write shows in how the table could be read. */
export const accessIn = (sample: Sample | undefined, wanted: Access): Access =>
	sample?.limitation === undefined
		? wanted
		: {kind: 'read-only', why: whyReadOnly(sample.limitation), canUnlock: false};

const whyReadOnly = (failure: Failure): string =>
	failure.kind === 'no-permission'
		? 'read-only: changing the table needs CAP_NET_ADMIN; run with sudo'
		: failureSentence(failure);

export const findManagers = async (desk: Desk): Promise<void> => {
	const managers = managersOf(await desk.processes());
	if (JSON.stringify(managers) !== JSON.stringify(desk.store.get().managers)) {
		update(desk, {managers});
	}
};

const entriesOf = (
	foreign: readonly Difference[],
	at: number,
	actorOf: (difference: Difference) => Actor,
): readonly NewEntry[] => {
	const entries = foreign
		.slice(0, mostEntries)
		.map(difference => foreignEntry(difference, {at, actor: actorOf(difference)}));
	const more = foreign.length - entries.length;
	return more === 0
		? entries
		: [
				...entries,
				{
					at,
					actor: 'someone else',
					what: `and ${more} more changes at the same time`,
					inverse: [],
					result: {kind: 'seen'},
				},
			];
};

/** Of one reading; a whole table that was replaced would bury everything else. */
const mostEntries = 100;
