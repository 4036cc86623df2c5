import {closeSync, openSync, readSync} from 'node:fs';
import {failed, success, type Result} from '../../model/failure.ts';
import type {ExchangeOptions, Transport} from '../transport.ts';
import {loadBinding, type NativeFilled, type NativeSocket} from './binding.ts';
import {defaultByteLimit, defaultTimeout, pathOf, silenceOf, type KernelOptions} from './kernel.ts';
import {explainNativeFailure} from './native-failure.ts';
import {checkRequests} from './requests.ts';

/** Little memory that is used again and again is quicker than much that is touched once. */
const memoryLength = 128 * 1024;

type Filled = {readonly isLast: boolean; readonly length: number; readonly failure?: Result<never>};

/**
The same way to the kernel as `openKernel`, for a program that does one thing and waits for it: it works on the thread that calls, so none
has to be started or waited for. A signal ends the program meanwhile, as it ends any other.
*/
export const openKernelHere = ({
	networkNamespace = '',
	byteLimit = defaultByteLimit,
	load = loadBinding,
}: KernelOptions = {}): Transport => {
	const place = pathOf(networkNamespace);
	/** Not while an exchange is on it: a second one at the same time gets one of its own. */
	let idle: NativeSocket | undefined;
	let spare: Uint8Array | undefined;

	const takeSocket = (): Result<NativeSocket> => {
		const taken = idle;
		idle = undefined;
		if (taken !== undefined) {
			return success(taken);
		}
		const binding = load();
		if (!binding.ok) {
			return binding;
		}
		const opened = binding.value.openSocketHere(place);
		return 'failure' in opened
			? failed(explainNativeFailure(opened.failure, 0))
			: success(opened.socket);
	};

	const explained = ({isLast, length, failure}: NativeFilled): Filled => ({
		isLast,
		length,
		...(failure === undefined ? {} : {failure: failed(explainNativeFailure(failure, byteLimit))}),
	});

	/** Hands out what `fill` puts into the memory until that is the last; true when nothing was left or failed. */
	async function* handOut(
		fill: (memory: Uint8Array) => Filled,
		signal: AbortSignal | undefined,
	): AsyncGenerator<Result<Uint8Array>, boolean> {
		const memory = spare ?? new Uint8Array(memoryLength);
		spare = undefined;
		for (;;) {
			if (signal?.aborted === true) {
				yield failed({kind: 'cancelled'});
				return false;
			}
			const {isLast, length, failure} = fill(memory);
			if (length > 0) {
				yield success(memory.subarray(0, length));
			}
			if (failure !== undefined) {
				yield failure;
				return false;
			}
			if (isLast) {
				spare = memory;
				return true;
			}
		}
	}

	async function* exchange(
		requests: Uint8Array,
		{signal, timeout = defaultTimeout}: ExchangeOptions,
	): AsyncGenerator<Result<Uint8Array>, void> {
		const taken = takeSocket();
		if (!taken.ok) {
			yield taken;
			return;
		}
		const socket = taken.value;
		const stream = socket.exchange(requests, silenceOf(timeout), byteLimit);
		let isWhole = false;
		try {
			isWhole = yield* handOut(memory => explained(stream.nextHere(memory)), signal);
		} finally {
			stream.cancel();
			// A dump may still be running on it, and answers may still come.
			if (isWhole && idle === undefined) {
				idle = socket;
			} else {
				socket.close();
			}
		}
	}

	async function* read(
		path: string,
		{signal}: ExchangeOptions,
	): AsyncGenerator<Result<Uint8Array>, void> {
		const binding = load();
		if (!binding.ok) {
			// Reading a file takes no addon, entering a network namespace does.
			yield* place === '' ? handOut(fileReader(path), signal) : [binding];
			return;
		}
		const stream = binding.value.readFile(path, place, byteLimit);
		try {
			yield* handOut(memory => explained(stream.nextHere(memory)), signal);
		} finally {
			stream.cancel();
		}
	}

	return {
		kind: 'kernel',
		exchange: (requests, options = {}) => {
			checkRequests(requests);
			return exchange(requests, options);
		},
		read: (path, options = {}) => read(path, options),
		close: () => {
			idle?.close();
			idle = undefined;
		},
	};
};

/** Reads a file through Node. */
const fileReader = (path: string): ((memory: Uint8Array) => Filled) => {
	let descriptor: number | undefined;
	return memory => {
		try {
			descriptor ??= openSync(path, 'r');
			const length = readSync(descriptor, memory);
			if (length === 0) {
				closeSync(descriptor);
			}
			return {isLast: length === 0, length};
		} catch (error) {
			const {errno = 0, syscall = 'read'} = error as NodeJS.ErrnoException;
			const failure = explainNativeFailure({code: 'system', errno: Math.abs(errno), syscall}, 0);
			return {isLast: true, length: 0, failure: failed(failure)};
		}
	};
};
