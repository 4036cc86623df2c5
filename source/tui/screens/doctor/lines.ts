import type {Glyphs} from '../../view/glyphs.ts';
import {lineOf, plainLine, type Line} from '../../view/line.ts';
import {cut, cutMiddle, padEnd, widthOf} from '../../view/text.ts';
import {wrapped} from '../../view/wrap.ts';
import type {Item} from './items.ts';

/** A line of the list and the item that it belongs to. */
export type ItemLine = {readonly item: number; readonly line: Line; readonly isHead: boolean};

export type Widths = {readonly title: number; readonly subject: number; readonly evidence: number};

const wordWidth = 5;
/** Before the words: the cursor, and whether the item is open. */
const margin = 3;

/** Narrow screens do without the name of the check: subject and evidence say it too. */
export const widthsFor = (items: readonly Item[], columns: number): Widths => {
	const title = columns < 100 ? 0 : Math.min(24, widest(items.map(item => item.title)) + 2);
	const subject = Math.min(
		Math.max(16, Math.floor(columns * 0.3)),
		widest(items.map(item => item.subject)),
	);
	return {
		title,
		subject,
		evidence: Math.max(8, columns - margin - wordWidth - title - subject - 3),
	};
};

const widest = (cells: readonly string[]): number => Math.max(5, ...cells.map(widthOf));

export const headingLine = ({title, subject, evidence}: Widths): Line =>
	plainLine(
		`${' '.repeat(margin)}${padEnd('', wordWidth)} ${title === 0 ? '' : padEnd('CHECK', title)}${padEnd('ABOUT', subject)}  ${padEnd('WHAT WAS SEEN', evidence)}`,
		'dim',
	);

type Room = {
	readonly columns: number;
	readonly glyphs: Glyphs;
	readonly cursor: number;
	readonly open: ReadonlySet<number>;
};

/** All lines below the heading. */
export const itemLines = (items: readonly Item[], room: Room): readonly ItemLine[] => {
	const widths = widthsFor(items, room.columns);
	return items.flatMap((item, index) => [
		{item: index, isHead: true, line: headLine(item, index, {widths, ...room})},
		...(room.open.has(index)
			? explanation(item, room).map(line => ({item: index, isHead: false, line}))
			: []),
	]);
};

const headLine = (
	item: Item,
	index: number,
	{widths, glyphs, cursor, open}: Room & {readonly widths: Widths},
): Line => {
	const cell = (text: string, width: number, cutIn = cut): string =>
		padEnd(cutIn(printable(text, glyphs), width, glyphs), width);
	const mark = index === cursor ? glyphs.cursor : ' ';
	return lineOf([
		{text: `${mark}${open.has(index) ? glyphs.open : glyphs.folded} `, tone: 'plain'},
		{text: `${padEnd(item.word, wordWidth)} `, tone: item.tone},
		{text: widths.title === 0 ? '' : cell(item.title, widths.title), tone: 'plain'},
		{
			text: `${cell(shorter(item.subject, widths.subject), widths.subject, item.subject.includes(' ') ? cut : cutMiddle)}  `,
			tone: 'strong',
		},
		{text: cell(item.evidence, widths.evidence), tone: 'plain'},
	]);
};

/** Where there is no room for it, a setting goes without what all of them begin with. */
const shorter = (subject: string, width: number): string =>
	widthOf(subject) <= width ? subject : subject.replace(/^net\.ipv[46]\.(?:vs\.|conf\.)?/, '');

/** What was seen in full, why it matters, and what can be done. */
const explanation = ({evidence, why, fix}: Item, {columns, glyphs}: Room): readonly Line[] => {
	const indent = margin + wordWidth + 1;
	const label = 6;
	const width = Math.max(10, columns - indent - label - 1);
	const block = (name: string, texts: readonly string[], tone: 'plain' | 'accent') =>
		texts
			.flatMap(text => wrapped(printable(text, glyphs), width))
			.map((text, index) =>
				lineOf([
					{text: ' '.repeat(indent), tone: 'plain'},
					{text: padEnd(index === 0 ? name : '', label), tone: 'dim'},
					{text: padEnd(cut(text, width, glyphs), width + 1), tone},
				]),
			);
	return [
		...block('seen', [evidence], 'plain'),
		...block('why', [why], 'plain'),
		...block('do', fix, 'accent'),
	];
};

/** Rules and names come from elsewhere; nothing of them may do something to a terminal. */
const printable = (text: string, {ellipsis}: Glyphs): string =>
	text.replaceAll(/\p{Cc}/gu, '?').replaceAll('…', ellipsis);
