/**
Looks again and again until a look throws nothing, and gives what it found; at the end of the patience the last error is thrown. All tests
that wait do so by this: `vi.waitFor` and `expect.poll` give up after a second, which a busy machine needs to start a program.

Patience ends after so many looks rather than by a clock: on a machine with much to do they take as much longer as everything else.

@param seconds - only a guard against waiting for ever
@param interval - milliseconds between two looks
*/
export const eventually = async <Value>(
	look: () => Value | Promise<Value>,
	{seconds = 60, interval = 20}: {readonly seconds?: number; readonly interval?: number} = {},
): Promise<Value> => {
	for (let left = (seconds * 1000) / interval; ; left -= 1) {
		try {
			// oxlint-disable-next-line no-await-in-loop -- one look after the other
			return await look();
		} catch (error) {
			if (left <= 0) {
				throw error;
			}
		}
		// oxlint-disable-next-line no-await-in-loop -- the point is to wait between two looks
		await new Promise(resolve => {
			setTimeout(resolve, interval);
		});
	}
};
