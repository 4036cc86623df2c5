import type {Client} from '../../client/client.ts';
import {failureText} from '../../ipvsadm/kernel-error.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import type {Change} from '../../model/change.ts';
import {otherChanges, type Changes} from '../../model/change-roll.ts';
import {success, type Failure, type Result} from '../../model/failure.ts';
import {configurationOf, type Configuration} from '../../plan/configuration.ts';
import {foresight} from '../../plan/foresight.ts';
import {run, type Outcome} from '../../plan/run.ts';
import {showProgress} from './progress.ts';
import type {WordCall} from './word.ts';

/** Reads the director: all of it that `changes` could change, or only as much as tells which of them may be refused. */
export const readConfiguration = async (
	client: Client,
	detail: 'text' | 'dump',
	changes: Changes,
): Promise<Result<Configuration>> => {
	const table = await client.table(detail);
	if (!table.ok) {
		return table;
	}
	const kinds = new Set(Array.from(otherChanges(changes), ({kind}) => kind));
	const timeouts = kinds.has('set-timeouts') ? await client.timeouts() : success(undefined);
	if (!timeouts.ok) {
		return timeouts;
	}
	const daemons =
		kinds.has('start-daemon') || kinds.has('stop-daemon')
			? await client.daemons()
			: success(undefined);
	return daemons.ok
		? success(configurationOf(table.value, {timeouts: timeouts.value, daemons: daemons.value}))
		: daemons;
};

/** Makes changes in order until the kernel refuses one, with a progress bar where somebody waits for it. */
export const carryOut = async (
	changes: Changes,
	before: Configuration,
	{client, call}: {readonly client: Client; readonly call: WordCall},
): Promise<Outcome> => {
	const progress = showProgress(changes.length, call);
	const outcome = await run(changes, {
		send: batch => client.change(batch),
		foresee: foresight(before),
		onProgress: progress.show,
	});
	progress.end();
	return outcome;
};

/** A change that was refused and why. */
export const refusalText = (change: Change, failure: Failure): string =>
	`${changeLine(change)}: ${failureText(failure, change.kind)}`;

/** `1 change`, `3 changes`. */
export const counted = (count: number, word: string): string =>
	`${count} ${word}${count === 1 ? '' : 's'}`;
