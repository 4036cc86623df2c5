import {fstatSync} from 'node:fs';
import type {Session} from './session.ts';

/** Of C's buffer for standard output. */
const blockSize = 4096;

type Held = {
	readonly stdout: Session['stdout'];
	readonly stdoutBytes: NonNullable<Session['stdoutBytes']>;
	/** Prints what is left. */
	readonly end: () => void;
};

/**
Holds standard output back as the C library does where it is no terminal: it goes out in blocks, and the rest at the end. Lists between rules
come after the messages about later rules then, as one sees who has both in one pipe.
*/
export const holdOutput = (print: (bytes: Uint8Array) => void): Held => {
	let held: Buffer = Buffer.alloc(0);
	const stdoutBytes = (bytes: Uint8Array): void => {
		held = Buffer.concat([held, bytes]);
		// A block goes out when something comes that it has no room for.
		const full = held.length - 1 - ((held.length - 1) % blockSize);
		if (full > 0) {
			print(held.subarray(0, full));
			held = Buffer.from(held.subarray(full));
		}
	};
	return {
		stdout: text => stdoutBytes(Buffer.from(text)),
		stdoutBytes,
		end: () => print(held),
	};
};

export const isTerminal = (descriptor: number): boolean => {
	try {
		return fstatSync(descriptor).isCharacterDevice();
	} catch {
		return false;
	}
};
