import {lstatSync, unlinkSync} from 'node:fs';
import {connect, createServer, type Server, type Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {failed, success, type Result} from '../../model/failure.ts';
import type {Transport} from '../transport.ts';
import {serve} from './serve.ts';

/** Connects to a socket that somebody listens on. */
export const connectTo = async (path: string): Promise<Result<Duplex>> => {
	const {promise, resolve} = Promise.withResolvers<Result<Duplex>>();
	try {
		const socket: Socket = connect({
			path,
			onread: {
				// One piece of memory for all that is read: who listens copies what it needs. Megabytes come every two seconds.
				buffer: Buffer.allocUnsafeSlow(pieceLength),
				callback: (length, memory) => socket.emit('data', Buffer.from(memory.buffer, 0, length)),
			},
		});
		socket.once('connect', () => resolve(success(socket)));
		socket.once('error', error => resolve(failed(systemFailure('connect', error))));
	} catch (error) {
		// A path that is too long is thrown.
		resolve(failed(systemFailure('connect', error as NodeJS.ErrnoException)));
	}
	return promise;
};

/** Bytes. */
const pieceLength = 64 * 1024;

export type Listening = {
	/** Lets everybody go and removes the socket. */
	readonly close: () => void;
};

/**
Serves directors on a unix socket, which only its owner may connect to, until it is closed or the process exits.
A socket that nobody listens on any more is replaced. One that is in use is EADDRINUSE, everything else that is there EEXIST; both stay.

@param open - a transport for each caller
*/
export const listen = async (path: string, open: () => Transport): Promise<Result<Listening>> => {
	const problem = await makeRoom(path);
	if (problem !== undefined) {
		return problem;
	}
	const leave = new Set<() => void>();
	const server = createServer(socket => {
		const end = serve(socket, open());
		leave.add(end);
		socket.once('close', () => leave.delete(end));
	});
	const bound = await bind(server, path);
	if (!bound.ok) {
		return bound;
	}
	const remove = (): void => {
		if (identity(path) === bound.value) {
			unlinkSync(path);
		}
	};
	process.once('exit', remove);
	return success({
		close: () => {
			process.off('exit', remove);
			for (const end of leave) {
				end();
			}
			// Closing removes whatever has this path by now.
			if (identity(path) === bound.value) {
				server.close();
			} else {
				server.unref();
			}
		},
	});
};

/** Removes a socket that is dead. The failure says what else is there. */
export const makeRoom = async (path: string): Promise<Result<never> | undefined> => {
	const isSocket = lstatSync(path, {throwIfNoEntry: false})?.isSocket();
	if (isSocket === undefined) {
		return undefined;
	}
	if (!isSocket) {
		return failed({kind: 'system', syscall: 'bind', code: 'EEXIST', errno: 17});
	}
	const answer = await connectTo(path);
	if (answer.ok) {
		answer.value.destroy();
	}
	const isDead =
		!answer.ok && answer.failure.kind === 'system' && answer.failure.code === 'ECONNREFUSED';
	if (!isDead) {
		return failed({kind: 'system', syscall: 'bind', code: 'EADDRINUSE', errno: 98});
	}
	unlinkSync(path);
	return undefined;
};

const ownerOnly = 0o177;

/** @returns what tells the new socket from others under the same path */
const bind = async (server: Server, path: string): Promise<Result<string | undefined>> => {
	const {promise, resolve} = Promise.withResolvers<Result<string | undefined>>();
	server.on('error', error => resolve(failed(systemFailure('bind', error))));
	server.once('listening', () => resolve(success(identity(path))));
	// The socket is made before `listen` returns, so nobody else's files get this mask.
	const mask = process.umask(ownerOnly);
	try {
		server.listen(path);
	} catch (error) {
		resolve(failed(systemFailure('bind', error as NodeJS.ErrnoException)));
	} finally {
		process.umask(mask);
	}
	return promise;
};

const identity = (path: string): string | undefined => {
	const found = lstatSync(path, {throwIfNoEntry: false});
	return found === undefined ? undefined : `${found.dev} ${found.ino}`;
};

const systemFailure = (syscall: string, {code = 'EIO', errno = -5}: NodeJS.ErrnoException) =>
	({kind: 'system', syscall, code, errno: Math.abs(errno)}) as const;
