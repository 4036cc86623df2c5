import {failureText} from '../../ipvsadm/kernel-error.ts';
import type {Client} from '../../client/client.ts';
import type {GuardOrder} from '../../operator/guard.ts';
import {jsonLine, type JournalSink} from '../../operator/journal.ts';
import {readLine} from '../../operator/lines.ts';

/**
Makes what a guard was left with, command by command: one that is refused, because somebody changed the same thing meanwhile, does not stop the others.
Everything goes to the log.

@param now - milliseconds since 1970
@returns how many commands were refused or could not be made
*/
export const revert = async (
	{what, inverse}: GuardOrder,
	{client, sink, now}: {readonly client: Client; readonly sink: JournalSink; readonly now: number},
): Promise<number> => {
	let refused = 0;
	let lines = '';
	for (const [index, line] of inverse.entries()) {
		const why = await makeLine(line, client);
		refused += why === undefined ? 0 : 1;
		lines += jsonLine({
			id: index + 1,
			at: now,
			actor: 'scheduled',
			what: `not confirmed in time, reverted by the guard: ${what}`,
			line,
			inverse: [],
			result: why === undefined ? {kind: 'done'} : {kind: 'refused', why},
			isUndone: false,
		});
	}
	sink.append(lines);
	return refused;
};

/** Undefined when it was done. */
const makeLine = async (line: string, client: Client): Promise<string | undefined> => {
	const change = readLine(line);
	if (typeof change === 'string') {
		return change;
	}
	const [result] = await client.change([change]);
	return result === undefined || result.ok ? undefined : failureText(result.failure, change.kind);
};
