import {failureText} from '../../ipvsadm/kernel-error.ts';
import type {Change} from '../../model/change.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import type {Failure} from '../../model/failure.ts';
import type {Configuration} from '../../plan/configuration.ts';
import {foresight} from '../../plan/foresight.ts';
import {run} from '../../plan/run.ts';
import type {EntryResult} from '../journal.ts';
import {after, only} from '../make-plan.ts';
import type {Plan} from '../preview.ts';
import {isSameSettings, settingsIn} from '../settings.ts';
import {partOf} from '../situation.ts';
import {touchedItems} from '../undo.ts';
import {openFootprint, type Footprint} from '../footprint.ts';
import type {Desk} from './desk.ts';
import {read} from './read.ts';

/**
Sends the steps of a plan: `apart` goes on behind a refusal with what does not need what was refused, `chain` ends there. When an answer was lost
nothing more is sent, and the table is read to see what was done.

@returns one result a step
*/
export const send = async (
	{steps, mode, before}: Plan,
	desk: Desk,
	onProgress: (answered: number) => void,
): Promise<readonly EntryResult[]> => {
	const changes = steps.map(({change}) => change);
	const results: EntryResult[] = [];
	const batches = mode === 'chain' ? chained(changes, before) : apart(changes, before);
	let isLost = false;
	for (let batch = batches.next([]); batch.length > 0;) {
		const sent = batch;
		const {refused, unknown} = await run(
			sent.flatMap(index => changes[index] ?? []),
			{send: some => desk.client.change(some), foresee: () => 'sure'},
		);
		for (const index of sent) {
			results[index] = {kind: 'done'};
		}
		for (const {index, failure} of refused) {
			const at = sent[index] ?? 0;
			results[at] = {kind: 'refused', why: refusalText(failure, changes[at])};
		}
		for (const {index, failure} of unknown) {
			results[sent[index] ?? 0] = {kind: 'unknown', why: failureSentence(failure)};
		}
		onProgress((sent.at(-1) ?? 0) + 1);
		isLost = unknown.length > 0;
		batch = isLost ? [] : batches.next(refused.map(({index}) => sent[index] ?? 0));
	}
	const all = changes.map(
		(_, index): EntryResult =>
			results[index] ?? {kind: 'not sent', why: isLost ? afterLoss : afterRefusal[mode]},
	);
	return isLost ? settled({changes, results: all, before}, desk) : all;
};

/** The places of the changes to be sent next, after those of the last batch that were refused; none at the end. */
type Batches = {readonly next: (refused: readonly number[]) => readonly number[]};

/** Up to the first one that needs another of its batch: that is known to be done before it is sent. */
const apart = (changes: readonly Change[], before: Configuration): Batches => {
	/** Of what was refused, and of what was not sent because of that. */
	const failed = openFootprint(before);
	let at = 0;
	return {
		next: refused => {
			for (const index of refused) {
				note(failed, changes[index]);
			}
			const batch: number[] = [];
			const own = openFootprint(before);
			for (; at < changes.length && batch.length < largestBatch; at += 1) {
				const change = changes[at];
				if (change === undefined || failed.isNeededBy(change)) {
					note(failed, change);
				} else if (own.isNeededBy(change)) {
					break;
				} else {
					own.note(change);
					batch.push(at);
				}
			}
			return batch;
		},
	};
};

/** One by one; in long rows together up to the first one that may be refused, as far as that can be foreseen. */
const chained = (changes: readonly Change[], before: Configuration): Batches => {
	const foresee = changes.length > mostOneByOne ? foresight(before) : () => 'doubtful' as const;
	let at = 0;
	return {
		next: refused => {
			const batch: number[] = [];
			while (refused.length === 0 && at < changes.length && batch.length < largestBatch) {
				batch.push(at);
				at += 1;
				if (foresee(changes, at - 1) === 'doubtful') {
					break;
				}
			}
			return batch;
		},
	};
};

const note = ({note: take}: Footprint, change: Change | undefined): void => {
	if (change !== undefined) {
		take(change);
	}
};

const afterLoss = 'nothing more is sent when an answer was lost';
const afterRefusal = {
	apart: 'it needs what was refused',
	chain: 'the row ends at what was refused',
} as const;

const largestBatch = 1024;
/** More exchanges than this are felt. */
const mostOneByOne = 250;

type Unsettled = {
	readonly changes: readonly Change[];
	readonly results: readonly EntryResult[];
	readonly before: Configuration;
};

/** Looks into the table for what became of changes without an answer. */
const settled = async (
	{changes, results, before}: Unsettled,
	desk: Desk,
): Promise<readonly EntryResult[]> => {
	const services = new Set(
		changes.some(({kind}) => kind === 'flush')
			? before.services.keys()
			: touchedItems(before, after(before, changes)).map(({service}) => service),
	);
	const situation = await read({services, withTimeouts: false, withDaemons: false}, desk);
	if (typeof situation === 'string') {
		return results;
	}
	const now = partOf(situation, services);
	return results.map((result, index) => {
		const change = changes[index];
		if (result.kind !== 'unknown' || change === undefined) {
			return result;
		}
		const alone = after(before, [change]);
		const items = touchedItems(only(before, services), only(alone, services));
		const isSeen = (side: Configuration): boolean =>
			items.every(item => isSameSettings(settingsIn(now, item), settingsIn(side, item)));
		if (items.length > 0 && isSeen(alone)) {
			return {kind: 'done'};
		}
		return items.length > 0 && isSeen(before) ? {kind: 'not sent', why: afterLoss} : result;
	});
};

/** The kernel's refusals in ipvsadm's words, which people know; everything else says what to do. */
const refusalText = (failure: Failure, change: Change | undefined): string =>
	failure.kind === 'kernel' && change !== undefined
		? failureText(failure, change.kind)
		: failureSentence(failure);
