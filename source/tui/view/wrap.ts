import {graphemes} from './graphemes.ts';
import {widthOf} from './text.ts';

/** The text in lines of at most so many cells, broken between words; a word that is wider alone is broken inside. */
export const wrapped = (text: string, width: number): readonly string[] => {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ').flatMap(whole => pieces(whole, width))) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (line !== '' && widthOf(longer) > width) {
			lines.push(line);
			line = word;
		} else {
			line = longer;
		}
	}
	return [...lines, line];
};

const pieces = (word: string, width: number): readonly string[] => {
	if (widthOf(word) <= width) {
		return [word];
	}
	const parts: string[] = [''];
	for (const {segment} of graphemes.segment(word)) {
		const last = parts.at(-1) ?? '';
		if (widthOf(last + segment) > width && last !== '') {
			parts.push(segment);
		} else {
			parts[parts.length - 1] = last + segment;
		}
	}
	return parts;
};
