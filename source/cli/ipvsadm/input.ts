import {read} from 'node:fs';

const chunkSize = 256 * 1024;

/**
Standard input in chunks, as they arrive. Read by file descriptor: loading process.stdin would cost a command that reads nothing.
What cannot be read ends the input, as in ipvsadm.
*/
export async function* standardInput(): AsyncGenerator<Uint8Array> {
	for (;;) {
		const chunk = await readChunk();
		if (chunk === 'again') {
			// Somebody has set the terminal or pipe to non-blocking; only the event loop can wait for it then.
			yield* process.stdin;
			return;
		}
		if (chunk.length === 0) {
			return;
		}
		yield chunk;
	}
}

const readChunk = (): Promise<Uint8Array | 'again'> =>
	new Promise(resolve => {
		const bytes = Buffer.allocUnsafe(chunkSize);
		read(0, bytes, 0, chunkSize, null, (error, length) => {
			if (error === null) {
				resolve(bytes.subarray(0, length));
			} else {
				resolve(error.code === 'EAGAIN' ? 'again' : bytes.subarray(0, 0));
			}
		});
	});
