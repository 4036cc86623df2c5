import stringWidth from 'string-width';
import type {Glyphs} from './glyphs.ts';
import {graphemes} from './graphemes.ts';

/** ASCII, and the lines, bars, arrows and dots of our glyphs: one column each, whatever stands beside them, and none controls the terminal. */
export const isPlain = (text: string): boolean =>
	/^[\u0020-\u007e\u00b7\u00d7\u2026\u203a\u2190-\u2193\u2500-\u25ef]*$/.test(text);

/** Columns the text takes in a terminal. */
export const widthOf = (text: string): number => (isPlain(text) ? text.length : stringWidth(text));

/** Cuts at the end when the text is wider, with an ellipsis; wide characters are never cut in half. */
export const cut = (text: string, width: number, {ellipsis}: Glyphs): string => {
	if (widthOf(text) <= width) {
		return text;
	}
	return width <= 0 ? '' : head(text, width - 1) + ellipsis;
};

/** Cuts in the middle and keeps more of the end: the last words of an address and the port tell servers apart. */
export const cutMiddle = (text: string, width: number, {ellipsis}: Glyphs): string => {
	if (widthOf(text) <= width) {
		return text;
	}
	if (width <= 1) {
		return width === 1 ? ellipsis : '';
	}
	const start = Math.floor((width - 1) * 0.4);
	return head(text, start) + ellipsis + tail(text, width - 1 - start);
};

export const padEnd = (text: string, width: number): string =>
	text + ' '.repeat(Math.max(0, width - widthOf(text)));

export const padStart = (text: string, width: number): string =>
	' '.repeat(Math.max(0, width - widthOf(text))) + text;

const head = (text: string, width: number): string => {
	let result = '';
	let used = 0;
	for (const {segment} of graphemes.segment(text)) {
		used += widthOf(segment);
		if (used > width) {
			break;
		}
		result += segment;
	}
	return result;
};

const tail = (text: string, width: number): string => {
	let result = '';
	let used = 0;
	for (const segment of [...graphemes.segment(text)].map(piece => piece.segment).toReversed()) {
		used += widthOf(segment);
		if (used > width) {
			break;
		}
		result = segment + result;
	}
	return result;
};
