import type {Box} from '../overlays/overlay.ts';
import type {BodyLine} from '../screens/screen.ts';
import type {Size} from '../store/state.ts';
import type {Glyphs} from './glyphs.ts';
import {lineOf, plainLine, type Line, type Segment} from './line.ts';
import {laidOver} from './splice.ts';
import {cut, padEnd, widthOf} from './text.ts';

/**
The body with a box over its middle, never wider or higher than the body, and not over the row of the cursor where there is room beside it: that is
what the box is about. On a low screen the lines of the box scroll to its focus.

@param cursor - the line of the cursor in the body, where it has one
*/
export const withBox = (
	body: readonly BodyLine[],
	box: Box,
	{
		area,
		glyphs,
		cursor = -1,
	}: {readonly area: Size; readonly glyphs: Glyphs; readonly cursor?: number},
): readonly BodyLine[] => {
	const width = Math.max(1, Math.min(box.width, area.columns - 2));
	const lines = boxLines(box, {width, height: area.rows, glyphs});
	const top = topOf(lines.length, area.rows, cursor);
	const left = Math.max(0, Math.floor((area.columns - width - 2) / 2));
	return Array.from({length: area.rows}, (_, row) => {
		const below = body[row] ?? {line: plainLine(' ')};
		const above = lines[row - top];
		// What is below is there to be recognised, not to be read: without tones it steps back.
		const line = dimmed(below.line);
		return {line: above === undefined ? line : laidOver(line, left, above)};
	});
};

/** The first line of the box. */
const topOf = (height: number, rows: number, cursor: number): number => {
	const usual = Math.max(0, Math.floor((rows - height) / 3));
	if (cursor < usual || cursor >= usual + height) {
		return usual;
	}
	if (cursor + 1 + height <= rows) {
		return cursor + 1;
	}
	return cursor >= height ? cursor - height : usual;
};

const dimmed = ({segments}: Line): Line =>
	plainLine(segments.map(({text}) => text).join(''), 'dim');

type Room = {readonly width: number; readonly height: number; readonly glyphs: Glyphs};

/** The lines of the box with its frame. */
export const boxLines = (
	{title, lines, focus = 0, foot = []}: Box,
	{width, height, glyphs}: Room,
): readonly Line[] => {
	const {corners, rule, bar, ellipsis} = glyphs;
	const [topLeft, topRight, bottomLeft, bottomRight] = corners;
	const room = Math.max(1, height - 2 - foot.length);
	const top = Math.max(0, Math.min(focus - Math.floor(room / 2), lines.length - room));
	const shown = lines.slice(top, top + room);
	// An ellipsis says that there is more above or below.
	const more = (isMore: boolean): string => (isMore ? ` ${ellipsis} ` : '');
	const above = more(top > 0);
	const name = cut(` ${title} `, width - 2 - widthOf(above), glyphs);
	const below = more(top + room < lines.length);
	return [
		lineOf([
			{text: topLeft + rule, tone: 'border'},
			{text: name, tone: 'accent'},
			{
				text:
					rule.repeat(Math.max(0, width - 1 - widthOf(name) - widthOf(above))) + above + topRight,
				tone: 'border',
			},
		]),
		...[...shown, ...foot].map(line =>
			lineOf([
				{text: bar, tone: 'border'},
				...fitted(line.segments, width, glyphs),
				{text: bar, tone: 'border'},
			]),
		),
		lineOf([
			{
				text: bottomLeft + rule.repeat(Math.max(0, width - widthOf(below))) + below + bottomRight,
				tone: 'border',
			},
		]),
	];
};

/** The segments in exactly so many cells. */
export const fitted = (
	segments: readonly Segment[],
	width: number,
	glyphs: Glyphs,
): readonly Segment[] => {
	const result: Segment[] = [];
	let used = 0;
	for (const {text, tone} of segments) {
		const piece = cut(text, width - used, glyphs);
		result.push({text: piece, tone});
		used += widthOf(piece);
		if (piece !== text) {
			break;
		}
	}
	return [...result, {text: padEnd('', width - used), tone: 'plain'}];
};
