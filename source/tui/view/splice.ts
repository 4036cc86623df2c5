import {lineOf, type Line, type Segment} from './line.ts';
import {graphemes} from './graphemes.ts';
import {padEnd, widthOf} from './text.ts';

/** The line with another one laid over it from a column on; a wide character that is cut becomes a blank. */
export const laidOver = (below: Line, column: number, above: Line): Line => {
	const end = column + above.segments.reduce((sum, {text}) => sum + widthOf(text), 0);
	return lineOf([
		...padded(slice(below.segments, 0, column), column),
		...above.segments,
		...slice(below.segments, end, Number.POSITIVE_INFINITY),
	]);
};

/** The cells from one column up to another. */
const slice = (segments: readonly Segment[], from: number, to: number): readonly Segment[] => {
	const pieces: Segment[] = [];
	let column = 0;
	for (const {text, tone} of segments) {
		const end = column + widthOf(text);
		if (column >= from && end <= to) {
			pieces.push({text, tone});
		} else if (end > from && column < to) {
			pieces.push({text: cells(text, from - column, to - column), tone});
		}
		column = end;
	}
	return pieces;
};

const cells = (text: string, from: number, to: number): string => {
	let result = '';
	let column = 0;
	for (const {segment} of graphemes.segment(text)) {
		const end = column + widthOf(segment);
		if (column >= from && end <= to) {
			result += segment;
		} else if (end > from && column < to) {
			result += ' '.repeat(Math.min(end, to) - Math.max(column, from));
		}
		column = end;
	}
	return result;
};

const padded = (segments: readonly Segment[], width: number): readonly Segment[] => {
	const used = segments.reduce((sum, {text}) => sum + widthOf(text), 0);
	return [...segments, {text: padEnd('', width - used), tone: 'plain'}];
};
