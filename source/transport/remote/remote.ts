import type {Duplex} from 'node:stream';
import {failed, success, type Result} from '../../model/failure.ts';
import {checkRequests} from '../kernel/requests.ts';
import type {ExchangeOptions, Transport} from '../transport.ts';
import {frameKind, type CallKind} from './frames.ts';
import {greet, type Link} from './link.ts';

export type RemoteTransport = Transport & {
	/** Connects, if there is no connection, and tells whether a director answers. Every call does it too. */
	readonly connect: () => Promise<Result<undefined>>;
};

/**
A way to a director in another process, which `serve` has put at the other end of a byte stream. A connection that was lost is made
again by the next call.

@param open - makes the byte stream
*/
export const openRemote = (open: () => Promise<Result<Duplex>>): RemoteTransport => {
	const closing = new AbortController();
	let link: Promise<Result<Link>> | undefined;

	const connected = async (): Promise<Result<Link>> => {
		const before = link;
		const present = await before;
		if (present?.ok === true && !present.value.isGone()) {
			return present;
		}
		// Whoever else has waited may have begun anew already.
		if (link === before || link === undefined) {
			link = open().then(opened => (opened.ok ? greet(opened.value) : opened));
		}
		return link;
	};

	async function* call(
		kind: CallKind,
		body: Uint8Array,
		{signal, timeout = 0}: ExchangeOptions,
	): AsyncGenerator<Result<Uint8Array>, void> {
		const either =
			signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
		if (either.aborted) {
			yield failed({kind: 'cancelled'});
			return;
		}
		const present = await connected();
		if (!present.ok) {
			yield present;
			return;
		}
		const silence = Math.min(Math.max(0, Math.ceil(timeout)), longestSilence);
		yield* present.value.call(kind, body, {signal: either, silence});
	}

	return {
		kind: 'remote',
		connect: async () => {
			const present = await connected();
			return present.ok ? success(undefined) : present;
		},
		exchange: (requests, options = {}) => {
			checkRequests(requests);
			return call(frameKind.exchange, requests, options);
		},
		read: (path, options = {}) => call(frameKind.read, Buffer.from(path), options),
		write: async (path, text, options = {}) => {
			for await (const item of call(frameKind.write, Buffer.from(`${path}\0${text}`), options)) {
				if (!item.ok) {
					return item;
				}
			}
			return success(undefined);
		},
		close: () => {
			closing.abort();
			void link?.then(present => present.ok && present.value.close());
			link = undefined;
		},
	};
};

/** What fits into the frame, and what a kernel could wait. */
const longestSilence = 2_147_483_647;
