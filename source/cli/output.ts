import {writeSync} from 'node:fs';
import {encodeText} from '../ipvsadm/byte-text.ts';
import type {BrokenPipe} from './launched.ts';

/** Takes text, or text that is bytes already. */
export type Write = (text: string | Uint8Array) => void;

type Trouble = {
	/** Gets the code of what kept text from being written. */
	readonly lose?: (code: string) => void;
	readonly onBrokenPipe?: BrokenPipe;
};

/**
Writes text to a file descriptor at once. Loading process.stdout would cost a short command several milliseconds. Like ipvsadm, a full
disk is not an error, but whoever asks is told; a reader that went away ends the program, as SIGPIPE would, unless that is to fail like a full
disk.
*/
export const writerTo =
	(descriptor: 1 | 2, {lose = nothing, onBrokenPipe = 'ends'}: Trouble = {}): Write =>
	text => {
		const bytes = typeof text === 'string' ? bytesOf(text, descriptor) : text;
		let from = 0;
		while (from < bytes.length) {
			try {
				from += writeSync(descriptor, bytes, from);
			} catch (error) {
				const {code} = error as NodeJS.ErrnoException;
				if (code === 'EPIPE' && onBrokenPipe === 'ends') {
					endByBrokenPipe();
				}
				if (code !== 'EAGAIN') {
					lose(code ?? '');
					return;
				}
				// Somebody has set the terminal or pipe to non-blocking, and it is full: let the reader work.
				Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
			}
		}
	};

/** Only messages repeat what was given, which may be any bytes. */
const bytesOf = (text: string, descriptor: 1 | 2): Uint8Array =>
	descriptor === 2 ? encodeText(text) : Buffer.from(text);

/** Whoever waits for this process sees the signal, which Node ignores until a handler has come and gone. */
const endByBrokenPipe = (): never => {
	process.emit('exit', 128 + brokenPipe);
	process.on('SIGPIPE', nothing).off('SIGPIPE', nothing);
	process.kill(process.pid, 'SIGPIPE');
	return process.exit(128 + brokenPipe);
};

const nothing = (): void => {};
/** The number of SIGPIPE. */
const brokenPipe = 13;
