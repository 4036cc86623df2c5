import {type Result, failed} from '../../model/failure.ts';
import type {ExchangeOptions, Transport} from '../transport.ts';
import {type Binding, loadBinding} from './binding.ts';
import {trackCalls} from './calls.ts';
import {createConnection} from './connection.ts';
import {follow} from './follow.ts';
import {openPlainFile} from './plain-file.ts';
import {checkRequests} from './requests.ts';
import {createTurns} from './turns.ts';

export type KernelOptions = {
	/**
	The network namespace whose IPVS is meant: a name as `ip netns` lists it, or a path such as /proc/1/ns/net.
	The program's own when not given.
	*/
	readonly networkNamespace?: string | undefined;
	/** Most bytes that one call may answer with; 256 MiB when not given. */
	readonly byteLimit?: number | undefined;
	/** Where the native addon comes from; this package's own when not given. */
	readonly load?: (() => Result<Binding>) | undefined;
};

export const defaultTimeout = 10_000;
export const defaultByteLimit = 256 * 1024 * 1024;
/** poll(2) counts milliseconds in 31 bits: 24 days. */
const longestTimeout = 2_147_483_647;

/**
A way to the IPVS of this machine's kernel. Nothing is opened, and the addon not loaded, before the first use.

Do not wait for one exchange while reading another one: the second is served when the first has handed out its last chunk
or its reader has gone. The requests must stay unchanged until the first chunk is there.
*/
export const openKernel = ({
	networkNamespace = '',
	byteLimit = defaultByteLimit,
	load = loadBinding,
}: KernelOptions = {}): Transport => {
	const place = pathOf(networkNamespace);
	const calls = trackCalls();
	const takeTurn = createTurns();
	const connection = createConnection(load, place);

	async function* exchange(
		requests: Uint8Array,
		{signal, timeout = defaultTimeout}: ExchangeOptions,
	): AsyncGenerator<Result<Uint8Array>, void> {
		const call = calls.start(signal);
		const leave = await takeTurn(call.signal);
		if (leave === undefined) {
			call.end();
			yield failed({kind: 'cancelled'});
			return;
		}
		const opened = await connection.open();
		if (!opened.ok) {
			leave();
			call.end();
			yield opened;
			return;
		}
		yield* follow(opened.value.exchange(requests, silenceOf(timeout), byteLimit), {
			signal: call.signal,
			limit: byteLimit,
			onEnd: isWhole => {
				// A dump may still be running on it, and answers may still come.
				if (!isWhole) {
					connection.discard();
				}
				leave();
				call.end();
			},
		});
	}

	async function* read(
		path: string,
		{signal}: ExchangeOptions,
	): AsyncGenerator<Result<Uint8Array>, void> {
		const binding = load();
		if (!binding.ok && place !== '') {
			yield binding;
			return;
		}
		const call = calls.start(signal);
		const file = binding.ok
			? binding.value.readFile(path, place, byteLimit)
			: openPlainFile(path, byteLimit);
		yield* follow(file, {signal: call.signal, limit: byteLimit, onEnd: call.end});
	}

	return {
		kind: 'kernel',
		exchange: (requests, options = {}) => {
			checkRequests(requests);
			return exchange(requests, options);
		},
		read: (path, options = {}) => read(path, options),
		close: () => {
			calls.cancelAll();
			connection.discard();
		},
	};
};

export const silenceOf = (timeout: number): number =>
	Math.min(Math.max(0, Math.ceil(timeout)), longestTimeout);

export const pathOf = (networkNamespace: string): string =>
	networkNamespace === '' || networkNamespace.includes('/')
		? networkNamespace
		: `/var/run/netns/${networkNamespace}`;
