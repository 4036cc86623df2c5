import {decodeBytes} from '../../ipvsadm/byte-text.ts';

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
	let pieces: Uint8Array[] = [];
	let length = 0;
	let isTooLong = false;

	/** A copy, because whoever reads may fill the chunk again. */
	const keep = (piece: Uint8Array): void => {
		if (piece.length > 0) {
			pieces.push(Uint8Array.from(piece));
			length += piece.length;
		}
	};
	const takeRest = (piece: Uint8Array): string => {
		const text = decodeBytes(pieces.length === 0 ? piece : Buffer.concat([...pieces, piece]));
		pieces = [];
		length = 0;
		return text;
	};

	return {
		cut: chunk => {
			if (isTooLong) {
				return [];
			}
			const end = chunk.lastIndexOf(lineFeed);
			const lines = end === -1 ? [] : takeRest(chunk.subarray(0, end)).split('\n');
			keep(end === -1 ? chunk : chunk.subarray(end + 1));
			const long = lines.findIndex(line => line.length > longestLine);
			isTooLong = long !== -1 || length > longestLine;
			if (isTooLong) {
				pieces = [];
			}
			return long === -1 ? lines : lines.slice(0, long);
		},
		rest: () => takeRest(new Uint8Array()),
		isTooLong: () => isTooLong,
	};
};

const lineFeed = 10;
