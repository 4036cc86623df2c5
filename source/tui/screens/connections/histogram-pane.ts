import type {Arrangement} from '../../connections/arrange.ts';
import type {Part} from '../../connections/histogram.ts';
import {fitted} from '../../view/box.ts';
import type {Glyphs} from '../../view/glyphs.ts';
import {lineOf, type Line, type Segment} from '../../view/line.ts';
import {countText} from '../../view/number-text.ts';
import {bar} from '../../view/sparkline.ts';
import {padEnd, padStart} from '../../view/text.ts';

const nameWidth = 12;
const numberWidth = 9;

/** States, timers and origins of the rows that the filter lets through, as bars. */
export const histogramLines = (
	{histogram}: Arrangement,
	width: number,
	glyphs: Glyphs,
): readonly Line[] => {
	const sections = [
		['states', histogram.states],
		['expire in', histogram.expires],
		['origin', histogram.origins],
	] as const;
	const lines = sections.flatMap(([title, parts]): readonly (readonly Segment[])[] => {
		const most = Math.max(1, ...parts.map(({count}) => count));
		return parts.length === 0
			? []
			: [
					[{text: title, tone: 'dim'}],
					...parts.map(part => partLine(part, {most, width, glyphs})),
					[{text: ' ', tone: 'plain'}],
				];
	});
	return lines.map(segments => lineOf(fitted(segments, width, glyphs)));
};

type Scale = {readonly most: number; readonly width: number; readonly glyphs: Glyphs};

const partLine = ({name, count}: Part, {most, width, glyphs}: Scale): readonly Segment[] => [
	{text: `  ${padEnd(name, nameWidth)}`, tone: 'plain'},
	{
		text: padStart(countText(count, numberWidth), numberWidth),
		tone: count === 0 ? 'dim' : 'plain',
	},
	{
		text: ` ${bar(count / most, Math.max(1, width - nameWidth - numberWidth - 4), glyphs)}`,
		tone: count === 0 ? 'dim' : 'graph',
	},
];
