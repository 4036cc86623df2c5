import {fstatSync, readSync} from 'node:fs';
import {stopOptimising} from '../without-optimiser.ts';

const chunkSize = 64 * 1024;

/**
Standard input in chunks, as they arrive. A file is read by its descriptor, because loading process.stdin costs several milliseconds.
Of a pipe or terminal that must not be: nothing else could happen until something comes.
What cannot be read ends the input, as in ipvsadm.
*/
export async function* standardInput(): AsyncGenerator<Uint8Array> {
	if (!fstatSync(0).isFile()) {
		yield* process.stdin;
		return;
	}
	try {
		yield* fileInput(0);
	} catch {}
}

/**
A file in chunks, each good until the next but one is asked for: fresh memory for each would take longer than reading.

@param prepare - called once when the file is larger than a chunk, before the first one
*/
export function* fileInput(
	descriptor: number,
	prepare: () => void = stopOptimising,
): Generator<Uint8Array> {
	const buffers = [new Uint8Array(chunkSize), new Uint8Array(chunkSize)] as const;
	for (let count = 0; ; count += 1) {
		const buffer = buffers[count % 2 === 0 ? 0 : 1];
		const length = readSync(descriptor, buffer);
		if (length === 0) {
			return;
		}
		if (count === 0 && length === chunkSize) {
			prepare();
		}
		yield buffer.subarray(0, length);
	}
}
