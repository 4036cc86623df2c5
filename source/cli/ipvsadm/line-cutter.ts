/** Longest line in bytes: a limit on the memory that input without line ends can take. */
export const longestLine = 1_048_576;

/** Where a line lies, without its end, which stands behind it: whoever reads need not look for it. */
export type Line = {bytes: Uint8Array; start: number; end: number};

export type LineCutter = {
	/** Gives the next chunk, once the lines of the one before are used up; of that one nothing is kept. */
	readonly take: (chunk: Uint8Array) => void;
	/** Moves `line` on to the next one that ends in the chunk; false when there is none, or it is too long. */
	readonly next: () => boolean;
	/** Moves `line` on to what the input ends with after its last line end, perhaps nothing. */
	readonly finish: () => void;
	readonly line: Readonly<Line>;
	/** True once a line was longer than `longestLine`; no more lines come then. */
	readonly isTooLong: () => boolean;
};

export const cutLines = (): LineCutter => {
	const line: Line = {bytes: nothing, start: 0, end: 0};
	let chunk: Uint8Array = nothing;
	let at = 0;
	/** The beginning of a line whose end has not come yet. */
	let pieces: Uint8Array[] = [];
	let kept = 0;
	let isTooLong = false;

	/** A copy, because whoever reads may fill the chunk again. */
	const keepRest = (): void => {
		if (at < chunk.length) {
			pieces.push(new Uint8Array(chunk.subarray(at)));
			kept += chunk.length - at;
		}
		chunk = nothing;
		at = 0;
	};

	const forget = (): void => {
		pieces = [];
		kept = 0;
		chunk = nothing;
		at = 0;
	};

	const setLine = (end: number): void => {
		if (kept === 0 && end < chunk.length) {
			line.bytes = chunk;
			line.start = at;
			line.end = end;
			return;
		}
		line.bytes = Buffer.concat([...pieces, chunk.subarray(at, end), lineEnd]);
		line.start = 0;
		line.end = line.bytes.length - 1;
		pieces = [];
		kept = 0;
	};

	return {
		line,
		take: next => {
			chunk = next;
			at = 0;
		},
		next: () => {
			const end = isTooLong ? -1 : chunk.indexOf(lineFeed, at);
			const length = kept + (end === -1 ? chunk.length : end) - at;
			isTooLong ||= length > longestLine;
			if (isTooLong) {
				forget();
				return false;
			}
			if (end === -1) {
				keepRest();
				return false;
			}
			setLine(end);
			at = end + 1;
			return true;
		},
		finish: () => setLine(chunk.length),
		isTooLong: () => isTooLong,
	};
};

const nothing: Uint8Array = new Uint8Array();
const lineFeed = 10;
const lineEnd = Uint8Array.of(lineFeed);
