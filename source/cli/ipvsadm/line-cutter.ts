/** Longest line in characters: a limit on the memory that input without line ends can take. */
export const longestLine = 1_048_576;

export type LineCutter = {
	/** The lines that a chunk completes, without their ends. */
	readonly cut: (chunk: Uint8Array) => readonly string[];
	/** What the input ends with after its last line end. */
	readonly rest: () => string;
	/** True once a line was longer than `longestLine`; no more lines come then. */
	readonly isTooLong: () => boolean;
};

export const cutLines = (): LineCutter => {
	const decoder = new TextDecoder();
	let rest = '';
	let isTooLong = false;
	return {
		cut: chunk => {
			if (isTooLong) {
				return [];
			}
			const lines = decoder.decode(chunk, {stream: true}).split('\n');
			lines[0] = rest + lines[0];
			rest = lines.pop() ?? '';
			const long = lines.findIndex(line => line.length > longestLine);
			isTooLong = long !== -1 || rest.length > longestLine;
			if (isTooLong) {
				rest = '';
			}
			return long === -1 ? lines : lines.slice(0, long);
		},
		rest: () => rest + decoder.decode(),
		isTooLong: () => isTooLong,
	};
};
