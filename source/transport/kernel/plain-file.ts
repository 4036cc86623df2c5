import {promises} from 'node:fs';
import type {FileHandle} from 'node:fs/promises';
import type {NativeChunk, NativeFailure, NativeStream} from './binding.ts';

const bufferLength = 64 * 1024;
const nothing = new Uint8Array();

/** Reads a file through Node, where there is no addon: one visit to another thread for every 4 KiB of a file of /proc. */
export const openPlainFile = (path: string, limit: number): NativeStream => {
	const buffer = new Uint8Array(bufferLength);
	let file: Promise<FileHandle> | undefined;
	let received = 0;

	const readOnce = async (): Promise<NativeChunk> => {
		file ??= promises.open(path);
		const handle = await file;
		const {bytesRead} = await handle.read(buffer);
		received += bytesRead;
		return received > limit
			? endedBy({code: 'too-large', errno: 0, syscall: ''})
			: {bytes: buffer.slice(0, bytesRead), isLast: bytesRead === 0};
	};

	const close = async (): Promise<void> => {
		const closing = file;
		file = undefined;
		try {
			await (await closing)?.close();
		} catch {
			// It was not opened: `next` reports why.
		}
	};

	return {
		next: async () => {
			try {
				return await readOnce();
			} catch (error) {
				return endedBy(systemFailure(error as NodeJS.ErrnoException));
			}
		},
		cancel: () => {
			void close();
		},
	};
};

const endedBy = (failure: NativeFailure): NativeChunk => ({bytes: nothing, isLast: true, failure});

/** Node has errno as a negative number. */
const systemFailure = ({errno, syscall}: NodeJS.ErrnoException): NativeFailure => ({
	code: 'system',
	errno: Math.abs(errno ?? 0),
	syscall: syscall ?? 'read',
});
