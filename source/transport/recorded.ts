import {failed, success, type Failure, type Result} from '../model/failure.ts';
import {littleEndian, viewOf} from '../wire/bytes.ts';
import {eachMessage, messageType} from '../wire/netlink.ts';
import type {Transport} from './transport.ts';

/**
One line of a recording, as JSON: an exchange with its bytes in hexadecimal, or a file with its text. A failure is what ended it.
*/
type Entry =
	| {readonly request: string; readonly replies: readonly string[]; readonly failure?: Failure}
	| {readonly read: string; readonly text: string; readonly failure?: Failure};

/**
Replays what `recording` has written. An exchange is found by its bytes; its sequence numbers may differ, and the answers get the
new ones. What was asked several times is answered in the recorded order, and by the last answer from then on.
*/
export const openRecorded = (text: string): Transport => {
	const entries = new Map<string, Entry[]>();
	for (const line of text.split('\n').filter(one => one.trim() !== '')) {
		const entry = JSON.parse(line) as Entry;
		const key = keyOf(entry);
		entries.set(key, [...(entries.get(key) ?? []), entry]);
	}
	const take = (key: string): Entry | undefined => {
		const same = entries.get(key);
		return same !== undefined && same.length > 1 ? same.shift() : same?.[0];
	};

	async function* exchange(requests: Uint8Array): AsyncGenerator<Result<Uint8Array>, void> {
		const entry = take(withoutSequences(requests));
		if (entry === undefined || !('request' in entry)) {
			yield failed({kind: 'unsupported', why: 'the recording has no such request'});
			return;
		}
		const renumber = renumbering(bytesOf(entry.request), requests);
		for (const reply of entry.replies) {
			yield success(renumber(bytesOf(reply)));
		}
		yield* ending(entry);
	}

	async function* read(path: string): AsyncGenerator<Result<Uint8Array>, void> {
		const entry = take(path);
		if (entry === undefined || !('read' in entry)) {
			yield failed({kind: 'system', syscall: 'open', code: 'ENOENT', errno: 2});
			return;
		}
		yield success(new TextEncoder().encode(entry.text));
		yield* ending(entry);
	}

	return {kind: 'recorded', exchange, read, close: () => {}};
};

/** The same transport, and everything that goes through it is written down, a line at a time. */
export const recording = (transport: Transport, write: (line: string) => void): Transport => {
	const put = (entry: Entry): void => write(`${JSON.stringify(entry)}\n`);
	return {
		kind: transport.kind,
		async *exchange(requests, options) {
			const request = Buffer.from(requests).toString('hex');
			const replies: string[] = [];
			for await (const reply of transport.exchange(requests, options)) {
				if (!reply.ok) {
					put({request, replies, failure: reply.failure});
					yield reply;
					return;
				}
				replies.push(Buffer.from(reply.value).toString('hex'));
				yield reply;
			}
			put({request, replies});
		},
		async *read(path, options) {
			const chunks: Uint8Array[] = [];
			for await (const chunk of transport.read(path, options)) {
				if (!chunk.ok) {
					put({read: path, text: Buffer.concat(chunks).toString(), failure: chunk.failure});
					yield chunk;
					return;
				}
				chunks.push(chunk.value.slice());
				yield chunk;
			}
			put({read: path, text: Buffer.concat(chunks).toString()});
		},
		close: transport.close,
	};
};

const keyOf = (entry: Entry): string =>
	'read' in entry ? entry.read : withoutSequences(bytesOf(entry.request));

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

const withoutSequences = (requests: Uint8Array): string => {
	const copy = requests.slice();
	const view = viewOf(copy);
	eachMessage(view, (_, start) => view.setUint32(start + sequenceOffset, 0));
	return Buffer.from(copy).toString('hex');
};

/** Where struct nlmsghdr has its sequence number. */
const sequenceOffset = 8;
/** Where an acknowledgement repeats the sequence number of its request. */
const repeatedSequenceOffset = 16 + 4 + sequenceOffset;

const renumbering = (
	recorded: Uint8Array,
	present: Uint8Array,
): ((reply: Uint8Array) => Uint8Array) => {
	const numbers = new Map<number, number>();
	const view = viewOf(present);
	eachMessage(viewOf(recorded), ({sequence}, start) => {
		numbers.set(sequence, view.getUint32(start + sequenceOffset, littleEndian));
	});
	const replace = (reply: DataView, offset: number): void => {
		const number = numbers.get(reply.getUint32(offset, littleEndian));
		if (number !== undefined) {
			reply.setUint32(offset, number, littleEndian);
		}
	};
	return bytes => {
		const reply = viewOf(bytes);
		eachMessage(reply, ({type}, start, end) => {
			replace(reply, start + sequenceOffset);
			if (type === messageType.error && end - start >= repeatedSequenceOffset + 4) {
				replace(reply, start + repeatedSequenceOffset);
			}
		});
		return bytes;
	};
};

function* ending({failure}: Entry): Iterable<Result<Uint8Array>> {
	if (failure !== undefined) {
		yield failed(failure);
	}
}
