import type {Change, ChangeKind} from '../model/change.ts';
import {changeKindAt, type Changes} from '../model/change-roll.ts';
import {failed, success, type Failure, type Result} from '../model/failure.ts';
import {command, errno} from '../wire/ids.ts';
import {askForAcknowledgement, messageFlag} from '../wire/netlink.ts';
import {writeBare} from '../wire/requests.ts';
import {changesWriter, type WriteChanges} from '../wire/roll-requests.ts';
import type {CallOptions, Client} from './client.ts';
import type {Conversation} from './conversation.ts';
import {refusal} from './failure.ts';

/** Changes of one exchange: bounds the memory of a large restore; far below what one answer queue can hold. */
const largestBatch = 1024;

/**
Sends changes in batches. Only the last request of a batch asks for an acknowledgement: the kernel works through a batch
in order, and tells about failures unasked.
*/
export const sendChanges = (
	conversation: Conversation,
	daemons: Client['daemons'],
): Client['change'] => {
	const writeChanges = changesWriter();

	return async (changes, options) => {
		const batches: (readonly Result<undefined>[])[] = [];
		for (let start = 0; start < changes.length; start += largestBatch) {
			const batch =
				changes.length <= largestBatch ? changes : changes.slice(start, start + largestBatch);
			const results = await sendBatch(batch, {conversation, writeChanges, options});
			for (let index = 0; index < batch.length; index += 1) {
				if (results[index]?.ok === true && changeKindAt(batch, index) === 'stop-daemon') {
					results[index] = await stopped(daemons, batch.at(index), options);
				}
			}
			batches.push(results);
		}
		return batches.length === 1 ? (batches[0] ?? []) : batches.flat();
	};
};

type Sending = {
	readonly conversation: Conversation;
	readonly writeChanges: WriteChanges;
	readonly options: CallOptions | undefined;
};

const sendBatch = async (batch: Changes, sending: Sending): Promise<Result<undefined>[]> => {
	const attempt = await tryBatch(batch, sending);
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
	const isNew = await sending.conversation.hasNewFamily(sending.options);
	if (!isNew.ok) {
		return attempt.map(() => isNew);
	}
	return isNew.value ? tryBatch(batch, sending) : attempt;
};

const tryBatch = async (
	batch: Changes,
	{conversation, writeChanges, options}: Sending,
): Promise<Result<undefined>[]> => {
	const answers = new Map<number, Result<undefined>>();
	let first = 0;
	let isAnswered = false;
	const sent = await conversation.exchange(
		(writer, familyId, sequence) => {
			first = sequence;
			const last = writeChanges(writer, batch, {familyId, sequence});
			// The kernel may never acknowledge the end of a backup daemon, so something else must close the batch.
			if (changeKindAt(batch, batch.length - 1) !== 'stop-daemon') {
				askForAcknowledgement(writer, last);
				return batch.length;
			}
			const flags = messageFlag.request | messageFlag.ack;
			writeBare(writer, command.getInfo, {familyId, sequence: sequence + batch.length, flags});
			return batch.length + 1;
		},
		{
			answer: (sequence, number) => {
				const index = sequence - first;
				isAnswered ||= index >= batch.length - 1;
				const kind = changeKindAt(batch, index);
				if (kind !== undefined) {
					answers.set(index, number === 0 ? done : failed(refusal(number, doingOf[kind])));
				}
			},
		},
		options,
	);
	const results = Array.from<Result<undefined>>({length: batch.length}).fill(
		unanswered(sent, isAnswered),
	);
	for (const [index, result] of answers) {
		results[index] = result;
	}
	return results;
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
	change: Change | undefined,
	options?: CallOptions,
): Promise<Result<undefined>> => {
	if (change?.kind !== 'stop-daemon') {
		return done;
	}
	const running = await daemons(options);
	if (!running.ok) {
		return running;
	}
	return running.value.some(daemon => daemon.role === change.role)
		? failed({kind: 'timeout', doing: doingOf[change.kind]})
		: done;
};

/** What the kernel refused, in words for a failure. */
const doingOf: Readonly<Record<ChangeKind, string>> = {
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
