import type {BodyLine} from '../screens/screen.ts';
import type {Glyphs} from './glyphs.ts';
import {lineOf, type Line} from './line.ts';
import {padEnd, widthOf} from './text.ts';

export type PaneRoom = {
	/** Cells of the lines at the left, and of the pane. */
	readonly left: number;
	readonly right: number;
	readonly glyphs: Glyphs;
};

/** Lines with a pane beside them. The inverse of the cursor's line ends where the lines end. */
export const withPane = (
	lines: readonly BodyLine[],
	pane: readonly Line[],
	{left, right, glyphs}: PaneRoom,
): readonly BodyLine[] =>
	lines.map(({line, isCursor, isStale}, index): BodyLine => {
		const text = line.segments.map(segment => segment.text).join('');
		const shown =
			isCursor === true
				? [{text: padEnd(text, left), tone: 'selected' as const}]
				: [...line.segments, {text: ' '.repeat(left - widthOf(text)), tone: 'plain' as const}];
		return {
			line: lineOf([
				...(isStale === true
					? shown.map(({text: old}) => ({text: old, tone: 'dim' as const}))
					: shown),
				{text: `${glyphs.bar} `, tone: 'border'},
				...(pane[index]?.segments ?? [{text: ' '.repeat(right), tone: 'plain' as const}]),
			]),
		};
	});
