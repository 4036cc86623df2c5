import type {Line, Segment} from '../view/line.ts';
import {lineOf} from '../view/line.ts';
import {padEnd, widthOf} from '../view/text.ts';

/** Moves in a list of so many entries, around its ends. */
export const moveInList = (at: number, count: number, places: number): number =>
	count === 0 ? 0 : (((at + places) % count) + count) % count;

/** A line of a list to choose from, the chosen one inverse over its whole width. */
export const listLine = (pieces: readonly Segment[], isChosen: boolean, width: number): Line => {
	if (!isChosen) {
		return lineOf(pieces);
	}
	const text = pieces.map(piece => piece.text).join('');
	return lineOf([{text: padEnd(text, Math.max(widthOf(text), width)), tone: 'selected'}]);
};
