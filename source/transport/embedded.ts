import {setImmediate} from 'node:timers/promises';
import type {Engine} from '../engine/engine.ts';
import {sysctlAt} from '../engine/sysctl.ts';
import {createSocket, type EngineSocket} from '../engine/socket.ts';
import {failed, success, type Result} from '../model/failure.ts';
import {viewOf} from '../wire/bytes.ts';
import {errno} from '../wire/ids.ts';
import {eachMessage, messageFlag} from '../wire/netlink.ts';
import {checkRequests} from './kernel/requests.ts';
import {createTurns} from './kernel/turns.ts';
import type {ExchangeOptions, Transport} from './transport.ts';

/**
A way to an engine in this process, with the same errors, the same order and the same limits as to the kernel. The engine answers
at once; long answers let the rest of the program go on between their pieces.
*/
export const openEmbedded = (engine: Engine): Transport => {
	const closing = new AbortController();
	const takeTurn = createTurns();
	let socket = openSocket(engine);

	async function* exchange(
		requests: Uint8Array,
		signal: AbortSignal,
	): AsyncGenerator<Result<Uint8Array>, void> {
		const leave = await takeTurn(signal);
		if (leave === undefined) {
			yield failed({kind: 'cancelled'});
			return;
		}
		let isWhole = false;
		try {
			for (const part of partsOf(requests)) {
				socket.send(part);
				for (const datagrams of breathing(socket)) {
					yield* datagrams.map(success);
					// oxlint-disable-next-line no-await-in-loop -- the point is to wait between them
					await setImmediate();
					if (signal.aborted) {
						yield failed({kind: 'cancelled'});
						return;
					}
				}
			}
			isWhole = true;
		} finally {
			// A dump may still be in progress on the old one.
			if (!isWhole) {
				socket = openSocket(engine);
			}
			leave();
		}
	}

	async function* read(
		path: string,
		signal: AbortSignal,
	): AsyncGenerator<Result<Uint8Array>, void> {
		const pieces = engine.read(path);
		if (pieces === undefined) {
			yield failed({kind: 'system', syscall: 'open', code: 'ENOENT', errno: 2});
			return;
		}
		for (const chunk of chunksOf(pieces)) {
			if (signal.aborted) {
				yield failed({kind: 'cancelled'});
				return;
			}
			yield success(chunk);
			// oxlint-disable-next-line no-await-in-loop -- the point is to wait between the chunks
			await setImmediate();
		}
	}

	const signalFor = ({signal}: ExchangeOptions): AbortSignal =>
		signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);

	return {
		kind: 'embedded',
		exchange: (requests, options = {}) => {
			checkRequests(requests);
			return exchange(requests, signalFor(options));
		},
		read: (path, options = {}) => read(path, signalFor(options)),
		write: async (path, text) => {
			const number = engine.writeSysctl(sysctlAt(path) ?? '', text);
			const code = number === errno.EINVAL ? 'EINVAL' : 'ENOENT';
			return number === 0
				? success(undefined)
				: failed({kind: 'system', syscall: 'write', code, errno: number});
		},
		close: () => closing.abort(),
	};
};

/** As the native addon opens its sockets. */
const openSocket = (engine: Engine): EngineSocket =>
	createSocket(engine, {port: 1, isCapped: true});

const datagramsAtOnce = 8;

/** The datagrams that are there in handfuls, the last one maybe empty. Between them a dump waits. */
function* breathing(socket: EngineSocket): Iterable<readonly Uint8Array[]> {
	let isMore = true;
	while (isMore) {
		const datagrams: Uint8Array[] = [];
		while (isMore && datagrams.length < datagramsAtOnce) {
			const datagram = socket.receive();
			isMore = datagram !== undefined;
			datagrams.push(...(datagram === undefined ? [] : [datagram]));
		}
		yield datagrams;
	}
}

const largestPart = 64 * 1024;

/** Dumps alone, because a socket has one at a time; everything else together up to a size that takes a few milliseconds. */
const partsOf = (requests: Uint8Array): readonly Uint8Array[] => {
	const parts: Uint8Array[] = [];
	let start = 0;
	const cut = (end: number): void => {
		if (end > start) {
			parts.push(requests.subarray(start, end));
			start = end;
		}
	};
	eachMessage(viewOf(requests), ({flags}, from, to) => {
		const isDump = (flags & messageFlag.dump) === messageFlag.dump;
		if (isDump || to - start > largestPart) {
			cut(from);
		}
		if (isDump) {
			cut(to);
		}
	});
	cut(requests.length);
	return parts;
};

const chunkLength = 64 * 1024;
const encoder = new TextEncoder();

function* chunksOf(pieces: Iterable<string>): Iterable<Uint8Array> {
	let text = '';
	for (const piece of pieces) {
		text += piece;
		if (text.length >= chunkLength) {
			yield encoder.encode(text);
			text = '';
		}
	}
	if (text !== '') {
		yield encoder.encode(text);
	}
}
