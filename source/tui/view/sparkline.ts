import type {Glyphs} from './glyphs.ts';

/** Values as bars in so many cells, the newest at the right; unknown ones are blank. The highest bar is the largest value. */
export const sparkline = (
	values: readonly number[],
	width: number,
	{levels}: Pick<Glyphs, 'levels'>,
): string => {
	const shown = values.slice(-width);
	const most = Math.max(0, ...shown.filter(value => !Number.isNaN(value)));
	const bars = shown.map(value => {
		if (Number.isNaN(value)) {
			return ' ';
		}
		const level = most === 0 ? 0 : Math.round((value / most) * (levels.length - 1));
		return levels[level] ?? ' ';
	});
	return bars.join('').padStart(width);
};

/** A bar of so many cells, filled up to a part between 0 and 1. */
export const bar = (part: number, width: number, {fill}: Pick<Glyphs, 'fill'>): string => {
	const {full, halves, empty} = fill;
	const cells = Math.max(0, Math.min(1, part)) * width;
	const whole = Math.floor(cells);
	const rest = Math.floor((cells - whole) * (halves.length + 1));
	const half = whole < width ? (halves[rest - 1] ?? '') : '';
	return (full.repeat(whole) + half).padEnd(width, empty);
};
