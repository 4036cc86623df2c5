import type {Change} from '../model/change.ts';
import {failed, success, type Failure, type Result} from '../model/failure.ts';
import {command, errno} from '../wire/ids.ts';
import {messageFlag} from '../wire/netlink.ts';
import {writeBare, writeChange} from '../wire/requests.ts';
import type {CallOptions, Client} from './client.ts';
import type {Conversation} from './conversation.ts';
import {refusal} from './failure.ts';

/** Changes of one exchange: bounds the memory of a large restore; far below what one answer queue can hold. */
const largestBatch = 1024;

/**
Sends changes in batches. Only the last request of a batch asks for an acknowledgement: the kernel works through a batch
in order, and tells about failures unasked.
*/
export const sendChanges =
	(conversation: Conversation, daemons: Client['daemons']): Client['change'] =>
	async (changes, options) => {
		const results: Result<undefined>[] = [];
		for (let start = 0; start < changes.length; start += largestBatch) {
			const batch =
				changes.length <= largestBatch ? changes : changes.slice(start, start + largestBatch);
			const batchResults = await sendBatch(conversation, batch, options);
			for (let index = 0; index < batch.length; index += 1) {
				const change = batch[index];
				const result = batchResults[index] as Result<undefined>;
				results.push(
					result.ok && change?.kind === 'stop-daemon'
						? await stopped(daemons, change, options)
						: result,
				);
			}
		}
		return results;
	};

const sendBatch = async (
	conversation: Conversation,
	batch: readonly Change[],
	options?: CallOptions,
): Promise<readonly Result<undefined>[]> => {
	const attempt = await tryBatch(conversation, batch, options);
	const first = attempt[0];
	if (
		first === undefined ||
		first.ok ||
		first.failure.kind !== 'kernel' ||
		first.failure.errno !== errno.ENOENT
	) {
		return attempt;
	}
	// A stale family id makes every request of the batch fail this way, unexecuted.
	const isNew = await conversation.hasNewFamily(options);
	if (!isNew.ok) {
		return batch.map(() => isNew);
	}
	return isNew.value ? tryBatch(conversation, batch, options) : attempt;
};

const tryBatch = async (
	conversation: Conversation,
	batch: readonly Change[],
	options?: CallOptions,
): Promise<readonly Result<undefined>[]> => {
	const results: (Result<undefined> | undefined)[] = Array.from({length: batch.length});
	let first = 0;
	let isAnswered = false;
	const sent = await conversation.exchange(
		(writer, familyId, sequence) => {
			first = sequence;
			// The kernel may never acknowledge the end of a backup daemon, so something else must close the batch.
			const needsBarrier = batch.at(-1)?.kind === 'stop-daemon';
			// One object for all of them: a restore makes so many that their number shows.
			const addressing = {familyId, sequence, flags: messageFlag.request as number};
			for (let index = 0; index < batch.length; index += 1) {
				const isLast = index === batch.length - 1 && !needsBarrier;
				addressing.sequence = sequence + index;
				addressing.flags = isLast ? messageFlag.request | messageFlag.ack : messageFlag.request;
				writeChange(writer, batch[index] as Change, addressing);
			}
			if (needsBarrier) {
				const flags = messageFlag.request | messageFlag.ack;
				writeBare(writer, command.getInfo, {familyId, sequence: sequence + batch.length, flags});
			}
			return batch.length + (needsBarrier ? 1 : 0);
		},
		{
			answer: (sequence, number) => {
				const index = sequence - first;
				isAnswered ||= index >= batch.length - 1;
				const change = batch[index];
				if (change !== undefined) {
					results[index] = number === 0 ? done : failed(refusal(number, doing(change)));
				}
			},
		},
		options,
	);
	return results.map(result => result ?? unanswered(sent, isAnswered));
};

const done = success(undefined);

/** Silence means success once the end of the batch was acknowledged; otherwise nobody knows. */
const unanswered = (sent: Result<undefined>, isAnswered: boolean): Result<undefined> => {
	if (!sent.ok) {
		return sent;
	}
	const failure: Failure = {kind: 'lost-replies', doing: 'change the IPVS table'};
	return isAnswered ? done : failed(failure);
};

const stopped = async (
	daemons: Client['daemons'],
	change: Change & {kind: 'stop-daemon'},
	options?: CallOptions,
): Promise<Result<undefined>> => {
	const running = await daemons(options);
	if (!running.ok) {
		return running;
	}
	return running.value.some(daemon => daemon.role === change.role)
		? failed({kind: 'timeout', doing: doing(change)})
		: done;
};

/** What the kernel refused, in words for a failure. */
const doing = (change: Change): string => doingOf[change.kind];

const doingOf: Readonly<Record<Change['kind'], string>> = {
	'add-service': 'add the virtual service',
	'edit-service': 'edit the virtual service',
	'delete-service': 'delete the virtual service',
	'add-destination': 'add the real server',
	'edit-destination': 'edit the real server',
	'delete-destination': 'delete the real server',
	zero: 'zero the counters',
	flush: 'clear the table',
	'set-timeouts': 'set the connection timeouts',
	'start-daemon': 'start the synchronisation daemon',
	'stop-daemon': 'stop the synchronisation daemon',
};
