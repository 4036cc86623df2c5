import {plainLine, textOf, lineOf, type Line} from '../../view/line.ts';
import {widthOf} from '../../view/text.ts';

/** Lines that belong together; the first of them matter most. */
export type Section = {
	readonly lines: readonly Line[];
	/** 1 matters most: on low screens the others give way. */
	readonly rank: number;
	/** What is counted when some are left out, such as `more steps`. */
	readonly more: string;
};

/** The sections in their order in at most so many lines: a line of each, by rank, then the rest of them by rank. What is left out is counted. */
export const inRoom = (
	sections: readonly Section[],
	{width, room}: {readonly width: number; readonly room: number},
): readonly Line[] => {
	const ranked = sections
		.filter(({lines}) => lines.length > 0)
		.toSorted((left, right) => left.rank - right.rank);
	const shown = new Map<Section, number>();
	let left = room;
	for (const section of ranked.slice(0, Math.max(0, room))) {
		shown.set(section, 1);
		left -= 1;
	}
	for (const section of ranked) {
		const count = Math.min(left, section.lines.length - 1);
		if (shown.has(section)) {
			shown.set(section, 1 + count);
			left -= count;
		}
	}
	return sections.flatMap(section => cutTo(section, shown.get(section) ?? 0, width));
};

const cutTo = ({lines, more}: Section, count: number, width: number): readonly Line[] => {
	const hidden = lines.length - count;
	if (hidden === 0 || count === 0) {
		return lines.slice(0, count);
	}
	const last = lines[count - 1] ?? plainLine('');
	const rest = `+${hidden}`;
	// One line that counts is worth more than one line more of the same.
	if (count > 2) {
		return [...lines.slice(0, count - 1), plainLine(`   +${hidden + 1} ${more}`, 'dim')];
	}
	const room = width - 1 - widthOf(textOf(last).trimEnd());
	const [said, short] = [`  ${rest} ${more}`, `  ${rest}`];
	return [
		...lines.slice(0, count - 1),
		room < short.length
			? lineOf([
					{text: ` ${rest} `, tone: 'accent'},
					{text: textOf(last).trimStart(), tone: last.segments[0]?.tone ?? 'plain'},
				])
			: lineOf([...last.segments, {text: room < said.length ? short : said, tone: 'dim'}]),
	];
};
