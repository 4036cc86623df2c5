import {type Result, failed, success} from '../../model/failure.ts';
import type {Binding, NativeSocket} from './binding.ts';
import {explainNativeFailure} from './native-failure.ts';

export type Connection = {
	/** The socket; opened when there is none. Not to be called again before the promise is settled. */
	readonly open: () => Promise<Result<NativeSocket>>;
	/** Gives up the socket; the next `open` makes a new one. Harmless while an exchange is still ending on it. */
	readonly discard: () => void;
};

/** The one socket of a kernel transport. */
export const createConnection = (
	load: () => Result<Binding>,
	networkNamespace: string,
): Connection => {
	let socket: NativeSocket | undefined;

	const open = async (): Promise<Result<NativeSocket>> => {
		if (socket !== undefined) {
			return success(socket);
		}
		const binding = load();
		if (!binding.ok) {
			return binding;
		}
		const opened = await binding.value.openSocket(networkNamespace);
		if ('failure' in opened) {
			return failed(explainNativeFailure(opened.failure, 0));
		}
		socket = opened.socket;
		return success(socket);
	};

	const discard = (): void => {
		socket?.close();
		socket = undefined;
	};

	return {open, discard};
};
