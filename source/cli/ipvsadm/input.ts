import {fstatSync, readSync} from 'node:fs';

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
	for (;;) {
		const chunk = readChunk();
		if (chunk.length === 0) {
			return;
		}
		yield chunk;
	}
}

const readChunk = (): Uint8Array => {
	const bytes = Buffer.allocUnsafe(chunkSize);
	try {
		return bytes.subarray(0, readSync(0, bytes));
	} catch {
		return bytes.subarray(0, 0);
	}
};
