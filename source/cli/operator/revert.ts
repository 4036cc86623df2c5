import {failureText} from '../../ipvsadm/kernel-error.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import {itemOfChange} from '../../operator/affected.ts';
import type {Client} from '../../client/client.ts';
import type {GuardOrder} from '../../operator/guard.ts';
import {jsonLine, type JournalSink} from '../../operator/journal.ts';

/**
Makes what a guard was left with, change by change: one that is refused, because somebody changed the same thing meanwhile, does not stop the others.
Everything goes to the log.

@param now - milliseconds since 1970
@returns how many were refused or could not be made
*/
export const revert = async (
	{what, inverse}: GuardOrder,
	{client, sink, now}: {readonly client: Client; readonly sink: JournalSink; readonly now: number},
): Promise<number> => {
	let refused = 0;
	let lines = '';
	for (const [index, change] of inverse.entries()) {
		const [result] = await client.change([change]);
		const failure = result === undefined || result.ok ? undefined : result.failure;
		refused += failure === undefined ? 0 : 1;
		lines += jsonLine({
			id: index + 1,
			at: now,
			actor: 'scheduled',
			what: `not confirmed in time, reverted by the guard: ${what}`,
			item: itemOfChange(change),
			line: changeLine(change),
			inverse: [],
			result:
				failure === undefined
					? {kind: 'done'}
					: {kind: 'refused', why: failureText(failure, change.kind)},
			isUndone: false,
		});
	}
	sink.append(lines);
	return refused;
};
