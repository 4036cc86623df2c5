/*
Arguments and rules are bytes, and ipvsadm repeats them in its messages as they are. As text, a byte that is not part of UTF-8 is a lone
surrogate, U+DC80 to U+DCFF: all else stays readable, and nothing is lost.
*/
const escaped = 0xdc00;
const firstEscape = 0xdc80;
const lastEscape = 0xdcff;

/** The text of bytes; `encodeText` gives the same bytes again. */
export const decodeBytes = (bytes: Uint8Array): string => {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	const text = buffer.toString();
	// The replacement character may also stand in the text itself; then this is only slower.
	return text.includes('\ufffd') ? decodeOdd(buffer) : text;
};

export const encodeText = (text: string): Buffer =>
	/[\udc80-\udcff]/.test(text) ? encodeOdd(text) : Buffer.from(text);

/** Of a text in ASCII. No Buffer: what handles both kinds of arrays is slower with each. */
export const asciiBytes = (text: string): Uint8Array =>
	Uint8Array.from(text, character => character.charCodeAt(0));

/** A text in pieces of so many bytes; a character may be cut in two. */
export const piecesOf = (text: string, size: number): readonly string[] => {
	if (text.length * bytesOfCharacter <= size) {
		return [text];
	}
	const bytes = encodeText(text);
	return Array.from({length: Math.ceil(bytes.length / size)}, (_, index) =>
		decodeBytes(bytes.subarray(index * size, (index + 1) * size)),
	);
};

export const firstBytes = (text: string, count: number): string => piecesOf(text, count)[0] ?? '';

/** Each unit of UTF-16 takes at most so many bytes. */
const bytesOfCharacter = 3;

const decodeOdd = (bytes: Buffer): string => {
	let text = '';
	for (let at = 0; at < bytes.length;) {
		const length = characterLength(bytes, at);
		text +=
			length === 0
				? String.fromCharCode(escaped + (bytes[at] ?? 0))
				: bytes.toString('utf8', at, at + length);
		at += Math.max(length, 1);
	}
	return text;
};

const strict = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

/** Bytes of the character that begins here; 0 when none does. */
const characterLength = (bytes: Buffer, at: number): number => {
	const first = bytes[at] ?? 0;
	const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	try {
		strict.decode(bytes.subarray(at, at + length));
		return at + length <= bytes.length ? length : 0;
	} catch {
		return 0;
	}
};

const encodeOdd = (text: string): Buffer =>
	Buffer.concat(
		Array.from(text, character => {
			const code = character.codePointAt(0) ?? 0;
			return code >= firstEscape && code <= lastEscape
				? Buffer.of(code - escaped)
				: Buffer.from(character);
		}),
	);
