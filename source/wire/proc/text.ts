/**
Where a line of a kernel text file is being read, still as bytes; every read skips blanks before it. `end` is past its last byte, the line
feed not included.
*/
export type Cursor = {bytes: Uint8Array; at: number; end: number};

/**
Cuts chunks that break anywhere into lines. `feed` calls `visit` for every complete line, `finish` for a last one without a line feed.
The cursor, one for all, is at the start of the line and is valid only during the call. A line longer than a megabyte is cut there: no
kernel file has one.
*/
export const lineSplitter = (visit: (line: Cursor) => void) => {
	let rest: Uint8Array = new Uint8Array(0);
	const cursor: Cursor = {bytes: rest, at: 0, end: 0};
	const visitLine = (bytes: Uint8Array, start: number, end: number): void => {
		cursor.bytes = bytes;
		cursor.at = start;
		cursor.end = end;
		visit(cursor);
	};
	return {
		feed: (chunk: Uint8Array): void => {
			let start = 0;
			if (rest.length > 0) {
				// Only the line that the break goes through is put together: the chunk is large.
				const end = chunk.indexOf(lineFeed);
				start = end < 0 ? chunk.length : end + 1;
				rest = joined(rest, chunk.subarray(0, start));
				if (end < 0 && rest.length <= longestLine) {
					return;
				}
				visitLine(rest, 0, end < 0 ? longestLine : rest.length - 1);
			}
			for (let end = chunk.indexOf(lineFeed, start); end >= 0;) {
				visitLine(chunk, start, end);
				start = end + 1;
				end = chunk.indexOf(lineFeed, start);
			}
			if (chunk.length - start > longestLine) {
				visitLine(chunk, start, start + longestLine);
				start = chunk.length;
			}
			// A copy, also of a Buffer: the bytes of a chunk are gone when the next one comes.
			rest = new Uint8Array(chunk.subarray(start));
		},
		finish: (): void => {
			if (rest.length > 0) {
				visitLine(rest, 0, rest.length);
			}
			rest = new Uint8Array(0);
		},
	};
};

export const skipBlanks = (cursor: Cursor): void => {
	const {bytes, end} = cursor;
	let {at} = cursor;
	while (at < end && bytes[at] === blank) {
		at += 1;
	}
	cursor.at = at;
};

/** The next field as text; empty at the end of the line. */
export const word = (cursor: Cursor): string => {
	skipBlanks(cursor);
	let text = '';
	while (cursor.at < cursor.end && cursor.bytes[cursor.at] !== blank) {
		text += String.fromCharCode(cursor.bytes[cursor.at] ?? 0);
		cursor.at += 1;
	}
	return text;
};

/**
The next field as text, taken from `known` when it is there and added when it is not: a column of words has few different ones, and
a new text for every row would cost more than all the rest of the line.
*/
export const commonWord = (cursor: Cursor, known: string[]): string => {
	skipBlanks(cursor);
	// No iterator: it would be most of the garbage of a large file.
	for (let index = 0; index < known.length; index += 1) {
		const text = known[index] ?? '';
		if (isWordAt(cursor, text)) {
			cursor.at += text.length;
			return text;
		}
	}
	const text = word(cursor);
	if (known.length < mostKnown) {
		known.push(text);
	}
	return text;
};

const isWordAt = ({bytes, at, end}: Cursor, text: string): boolean => {
	const after = at + text.length;
	if (after > end || (after < end && bytes[after] !== blank)) {
		return false;
	}
	for (let index = 0; index < text.length; index += 1) {
		if (bytes[at + index] !== text.charCodeAt(index)) {
			return false;
		}
	}
	return true;
};

/** Looking through more would cost more than making the text. */
const mostKnown = 24;

/** The next field as a decimal number, NaN when it is none. A sign is allowed. */
export const decimal = (cursor: Cursor): number => {
	skipBlanks(cursor);
	const {bytes, end} = cursor;
	let {at} = cursor;
	const isNegative = bytes[at] === minus;
	at += isNegative ? 1 : 0;
	const start = at;
	let value = 0;
	while (at < end) {
		const digit = (bytes[at] ?? 0) - zero;
		if (digit < 0 || digit > 9) {
			break;
		}
		value = value * 10 + digit;
		at += 1;
	}
	cursor.at = at;
	return at === start ? Number.NaN : isNegative ? -value : value;
};

/** The next run of hexadecimal digits as a number, NaN when there is none. Exact to 2^53. */
export const hexadecimal = (cursor: Cursor): number => {
	skipBlanks(cursor);
	const {bytes, end} = cursor;
	let {at} = cursor;
	const start = at;
	let value = 0;
	while (at < end) {
		const digit = hexDigit(bytes[at] ?? 0);
		if (digit < 0) {
			break;
		}
		value = value * 16 + digit;
		at += 1;
	}
	cursor.at = at;
	return at === start ? Number.NaN : value;
};

/**
Eight groups of four hexadecimal digits, as the kernel prints IPv6 addresses, into 16 cells.

@returns false when the text at the cursor is something else
*/
export const fullIpv6 = (cursor: Cursor, to: Uint8Array, offset: number): boolean => {
	skipBlanks(cursor);
	for (let group = 0; group < 8; group += 1) {
		if (group > 0) {
			if (cursor.bytes[cursor.at] !== colon) {
				return false;
			}
			cursor.at += 1;
		}
		const start = cursor.at;
		const value = hexadecimal(cursor);
		if (Number.isNaN(value) || cursor.at - start > 4) {
			return false;
		}
		to[offset + group * 2] = value >> 8;
		to[offset + group * 2 + 1] = value & 0xff;
	}
	return true;
};

/** Writes an IPv4 address given as a number in network order. */
export const putIpv4 = (address: number, to: Uint8Array, offset: number): void => {
	to[offset] = address >>> 24;
	to[offset + 1] = (address >>> 16) & 0xff;
	to[offset + 2] = (address >>> 8) & 0xff;
	to[offset + 3] = address & 0xff;
};

/** Takes one given character; false when something else is there. */
export const take = (cursor: Cursor, code: number): boolean => {
	if (cursor.at >= cursor.end || cursor.bytes[cursor.at] !== code) {
		return false;
	}
	cursor.at += 1;
	return true;
};

export const startsWith = ({bytes, at, end}: Cursor, text: string): boolean => {
	if (end - at < text.length) {
		return false;
	}
	for (let index = 0; index < text.length; index += 1) {
		if (bytes[at + index] !== text.charCodeAt(index)) {
			return false;
		}
	}
	return true;
};

export const character = {colon: 58, bracketOpen: 91, bracketClose: 93} as const;

const lineFeed = 10;
const blank = 32;
const minus = 45;
const zero = 48;
const colon = character.colon;
const longestLine = 1 << 20;

const hexDigit = (code: number): number => {
	if (code >= 48 && code <= 57) {
		return code - 48;
	}
	if (code >= 97 && code <= 102) {
		return code - 87;
	}
	return code >= 65 && code <= 70 ? code - 55 : -1;
};

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
	const bytes = new Uint8Array(first.length + second.length);
	bytes.set(first);
	bytes.set(second, first.length);
	return bytes;
};
