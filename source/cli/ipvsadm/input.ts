import {fstatSync, read} from 'node:fs';

const chunkSize = 256 * 1024;

/**
Standard input in chunks, as they arrive. A file is read by its descriptor, because loading process.stdin costs several milliseconds.
Of a pipe or terminal that must not be: the read would wait on another thread, and the program could not end before it.
What cannot be read ends the input, as in ipvsadm.
*/
export async function* standardInput(): AsyncGenerator<Uint8Array> {
	if (!fstatSync(0).isFile()) {
		yield* process.stdin;
		return;
	}
	for (;;) {
		const chunk = await readChunk();
		if (chunk.length === 0) {
			return;
		}
		yield chunk;
	}
}

const readChunk = (): Promise<Uint8Array> =>
	new Promise(resolve => {
		const bytes = Buffer.allocUnsafe(chunkSize);
		read(0, bytes, 0, chunkSize, null, (error, length) => {
			resolve(bytes.subarray(0, error === null ? length : 0));
		});
	});
