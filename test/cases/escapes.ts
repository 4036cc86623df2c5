/** One line of a body: what an editor would not show, or would remove, is written out. */
export const escapeLine = (line: string): string =>
	escapeOdd(line).replace(/ +$/, blanks => '·'.repeat(blanks.length));

export const unescapeLine = (text: string): string =>
	unescapeOdd(text.replace(/·+$/, dots => ' '.repeat(dots.length)));

/** A text as the lines of a body; `\c` marks that the last one has no line end. */
export const bodyOf = (text: string): readonly string[] => {
	const lines = text.split('\n').map(escapeLine);
	const last = lines.pop() ?? '';
	return text.endsWith('\n') ? lines : [...lines, `${last}\\c`];
};

export const textOf = (body: readonly string[]): string =>
	body
		.map(line =>
			line.endsWith('\\c') ? unescapeLine(line.slice(0, -2)) : `${unescapeLine(line)}\n`,
		)
		.join('');

/** Words as on a command line: odd ones in single quotes. */
export const quoteWords = (words: readonly string[]): string =>
	words
		.map(word =>
			/^[\w@%+=:,./[\]*!#~^-]+$/.test(word) ? word : `'${escapeOdd(word).replaceAll("'", "\\'")}'`,
		)
		.join(' ');

export const unquoteWords = (text: string): readonly string[] =>
	Array.from(text.matchAll(/'((?:[^'\\]|\\.)*)'|(\S+)/g), ([, quoted, bare]) =>
		quoted === undefined ? (bare ?? '') : unescapeOdd(quoted),
	);

const escapeOdd = (text: string): string =>
	text.replaceAll(
		/[\\\p{Cc}\udc80-\udcff]/gu,
		character =>
			names[character] ?? `\\x${(character.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')}`,
	);

const unescapeOdd = (text: string): string =>
	text.replaceAll(/\\(?:x([\da-f]{2})|(.))/g, (_, hex: string | undefined, letter: string) =>
		hex === undefined ? (letters[letter] ?? letter) : byteText(Number.parseInt(hex, 16)),
	);

/** As `source/ipvsadm/byte-text.ts` has bytes that are not part of UTF-8. */
const byteText = (byte: number): string => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);

const names: Readonly<Record<string, string>> = {
	'\\': '\\\\',
	'\t': '\\t',
	'\r': '\\r',
	'\n': '\\n',
};
const letters: Readonly<Record<string, string>> = {t: '\t', r: '\r', n: '\n'};
