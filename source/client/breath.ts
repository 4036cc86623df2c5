/** Bytes of answers that are worked through in about four milliseconds. */
const much = 256 * 1024;

/** Lets everything else that waits have its turn. */
export const turn = (): Promise<void> =>
	new Promise(resolve => {
		setImmediate(resolve);
	});

/**
For long answers: tells the bytes of each piece, and waits a turn after many of them. Pieces that have come already would be worked through
without a pause otherwise, and no key be heard meanwhile.
*/
export const breathing = (): ((bytes: number) => Promise<void> | undefined) => {
	let since = 0;
	return bytes => {
		since += bytes;
		if (since < much) {
			return undefined;
		}
		since = 0;
		return turn();
	};
};
