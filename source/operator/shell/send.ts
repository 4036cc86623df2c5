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
import type {Desk} from './desk.ts';
import {read} from './read.ts';

/**
Sends the steps of a plan: `apart` goes on behind a refusal, `chain` ends there. When an answer was lost nothing more is sent, and the table is read to
see what was done.

@returns one result a step
*/
export const send = async (
	{steps, mode, before}: Plan,
	desk: Desk,
	onProgress: (answered: number) => void,
): Promise<readonly EntryResult[]> => {
	const changes = steps.map(({change}) => change);
	const results = changes.map((): EntryResult => ({kind: 'not sent'}));
	const foresee = mode === 'chain' ? foresight(before) : (): 'sure' => 'sure';
	let from = 0;
	let lost: readonly {readonly index: number; readonly failure: Failure}[] = [];
	while (from < changes.length && lost.length === 0) {
		const start = from;
		const outcome = await run(changes.slice(start), {
			send: batch => desk.client.change(batch),
			foresee,
			onProgress: answered => onProgress(start + answered),
		});
		for (let index = start; index < start + outcome.sent; index += 1) {
			results[index] = {kind: 'done'};
		}
		for (const {index, failure} of outcome.refused) {
			const change = changes[start + index];
			results[start + index] = {kind: 'refused', why: refusalText(failure, change)};
		}
		lost = outcome.unknown.map(({index, failure}) => ({index: start + index, failure}));
		from = start + outcome.sent;
		if (mode === 'chain' && outcome.refused.length > 0) {
			break;
		}
	}
	for (const {index, failure} of lost) {
		results[index] = {kind: 'unknown', why: failureSentence(failure)};
	}
	return lost.length === 0 ? results : settled({changes, results, before}, desk);
};

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
		return items.length > 0 && isSeen(before) ? {kind: 'not sent'} : result;
	});
};

/** The kernel's refusals in ipvsadm's words, which people know; everything else says what to do. */
const refusalText = (failure: Failure, change: Change | undefined): string =>
	failure.kind === 'kernel' && change !== undefined
		? failureText(failure, change.kind)
		: failureSentence(failure);
