import type {BodyLine} from '../screens/screen.ts';
import type {Size} from '../store/state.ts';
import type {Glyphs} from './glyphs.ts';
import {plainLine} from './line.ts';
import {cut, widthOf} from './text.ts';

/** A few words in the middle of an area that has nothing else to show. */
export const centred = (
	texts: readonly string[],
	{columns, rows}: Size,
	glyphs: Glyphs,
): readonly BodyLine[] => {
	const above = Math.max(0, Math.floor((rows - texts.length) / 2) - 1);
	return [
		...Array.from({length: above}, () => ({line: plainLine(' ')})),
		...texts.map((text, index) => {
			const shown = cut(text, columns - 2, glyphs);
			const indent = Math.max(0, Math.floor((columns - widthOf(shown)) / 2));
			return {line: plainLine(' '.repeat(indent) + shown, index === 0 ? 'strong' : 'dim')};
		}),
	];
};
