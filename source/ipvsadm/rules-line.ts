import {piecesOf} from './byte-text.ts';

/**
Cuts one line of --restore into words: blank, tab and CR separate, nothing quotes or escapes, the word `ipvsadm` is dropped wherever it
stands, a NUL byte ends its word, and a word longer than 4096 bytes continues as the next one.
*/
export const wordsOf = (line: string): string[] => {
	const words: string[] = [];
	let start = 0;
	for (let index = 0; index <= line.length; index += 1) {
		if (index === line.length || isBlank(line.charCodeAt(index))) {
			if (index > start) {
				addWords(words, line.slice(start, index));
			}
			start = index + 1;
		}
	}
	return words;
};

/** A last line without a line end is lost when two blanks end it. */
export const isLostLastLine = (line: string): boolean =>
	line.length > 1 &&
	isBlank(line.charCodeAt(line.length - 1)) &&
	isBlank(line.charCodeAt(line.length - 2));

const addWords = (words: string[], text: string): void => {
	for (const piece of piecesOf(text, longestWord)) {
		const end = piece.indexOf('\0');
		const word = end === -1 ? piece : piece.slice(0, end);
		if (word !== 'ipvsadm') {
			words.push(word);
		}
	}
};

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 13;

/** In bytes. */
const longestWord = 4096;
