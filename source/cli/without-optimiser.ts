import type {Result} from '../model/failure.ts';
import type {Transport} from '../transport/transport.ts';

/**
Holds V8's compilers back in a program that ends soon. The last one would begin to work on what handles much, and is not repaid: its pages and
memory are most of what ten thousand rules cost, and a hundred thousand are done when it is. The one before it is quick and good enough, but
not for what is called a few hundred times, nor for long loops while they run: what they call is compiled by then.
*/
export const stopOptimising = (): void => {
	// Loaded in this way it costs nothing where it is not wanted.
	process.getBuiltinModule?.('node:v8').setFlagsFromString(flags);
};

/** V8 says on standard error what it does not know, so a newer one than has been tried gets the flag that has always been there. */
const flags =
	Number.parseInt(process.versions.v8, 10) <= 13
		? '--no-opt --no-use-osr --invocation-count-for-maglev=1500'
		: '--no-opt';

/** Bytes of answers from which on it is worth the memory that node:v8 takes. */
const much = 64 * 1024;

/** The same transport for a program that ends soon: it stops optimising when much comes in. */
export const withoutOptimiser = (transport: Transport): Transport => {
	let bytes = 0;
	async function* counted(
		chunks: AsyncIterable<Result<Uint8Array>>,
	): AsyncGenerator<Result<Uint8Array>, void> {
		for await (const chunk of chunks) {
			const before = bytes;
			bytes += chunk.ok ? chunk.value.length : 0;
			if (before < much && bytes >= much) {
				stopOptimising();
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
