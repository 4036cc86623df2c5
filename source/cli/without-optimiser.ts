import type {Result} from '../model/failure.ts';
import type {Transport} from '../transport/transport.ts';

/** Bytes of answers from which on it is worth the memory that node:v8 takes. */
const much = 128 * 1024;

/**
The same transport for a program that ends soon: when much comes in, V8's last compiler is switched off. It would take more time and more memory
than all the rest, for code that runs for some hundredths of a second; the compilers before it are quick and good enough.
*/
export const withoutOptimiser = (transport: Transport): Transport => {
	let bytes = 0;
	async function* counted(
		chunks: AsyncIterable<Result<Uint8Array>>,
	): AsyncGenerator<Result<Uint8Array>, void> {
		for await (const chunk of chunks) {
			const before = bytes;
			bytes += chunk.ok ? chunk.value.length : 0;
			if (before < much && bytes >= much) {
				const {setFlagsFromString} = await import('node:v8');
				setFlagsFromString('--no-opt');
			}
			yield chunk;
		}
	}
	return {
		...transport,
		exchange: (requests, options) => counted(transport.exchange(requests, options)),
		read: (path, options) => counted(transport.read(path, options)),
	};
};
