import type {Glyphs} from './glyphs.ts';
import {lineOf, type Line, type Segment} from './line.ts';
import {rateText} from './number-text.ts';
import {padEnd, padStart} from './text.ts';

export type Points = {
	/** Clock times in milliseconds, ascending, and the value at each; NaN where unknown. */
	readonly times: ArrayLike<number>;
	readonly values: ArrayLike<number>;
};

/** A span of time, clock times in milliseconds. */
export type Span = {readonly from: number; readonly to: number};

export type GraphLook = Span & {
	/** Cells, with the labels at the left. */
	readonly width: number;
	/** Lines, without the axis. */
	readonly height: number;
	readonly glyphs: Glyphs;
	/** Clock times at which something happened. */
	readonly marks: readonly number[];
};

/** Cells of the labels with the line that separates them. */
const labelWidth = 6;

/**
Values over time as bars, the newest at the right, with a line for the time below. Every cell shows the mean of what is in its part of
the time.
*/
export const graphLines = (points: Points, look: GraphLook): readonly Line[] => {
	const {width, height, glyphs} = look;
	const columns = Math.max(1, width - labelWidth);
	const values = resampled(points, look, columns);
	const top = roundTop(Math.max(0, ...values.filter(value => !Number.isNaN(value))));
	const every = labelledRows(top, height);
	const rows = barRows(values, {top, height, glyphs}).map((bars, row): Line => {
		const isLabelled = (height - row) % every === 0;
		const label = isLabelled ? rateText((top * (height - row)) / height, 4) : '';
		return lineOf([
			{text: `${padStart(label, labelWidth - 1)}${glyphs.bar}`, tone: 'dim'},
			{text: bars, tone: 'graph'},
		]);
	});
	return [...rows, axisLine(look, columns)];
};

/** Rows from one label to the next, so that labels are short numbers. */
const labelledRows = (top: number, height: number): number => {
	const parts = [4, 3, 2].find(
		count => height % count === 0 && Number((top / count).toPrecision(2)) === top / count,
	);
	return height / (parts ?? 1);
};

/** Values as bars of several lines, from the top. */
export const barRows = (
	values: readonly number[],
	{top, height, glyphs}: Omit<Row, 'row'>,
): readonly string[] =>
	Array.from({length: height}, (_, row) => barsOf(values, {top, height, row, glyphs}));

/** So many values, each the mean of its part of the time; a gap between two readings is filled with the earlier one. */
export const resampled = (
	{times, values}: Points,
	{from, to}: Span,
	columns: number,
): readonly number[] => {
	const step = (to - from) / columns;
	const patience = gapOf(times) * 1.5;
	let index = 0;
	let lastTime = Number.NEGATIVE_INFINITY;
	let lastValue = Number.NaN;
	return Array.from({length: columns}, (_, column) => {
		const end = column === columns - 1 ? to + 1 : from + step * (column + 1);
		let sum = 0;
		let count = 0;
		while (index < times.length && (times[index] ?? 0) < end) {
			const time = times[index] ?? 0;
			const value = values[index] ?? Number.NaN;
			lastTime = time;
			lastValue = value;
			if (time >= end - step - 1 && !Number.isNaN(value)) {
				sum += value;
				count += 1;
			}
			index += 1;
		}
		if (count > 0) {
			return sum / count;
		}
		return end - lastTime <= patience + step ? lastValue : Number.NaN;
	});
};

/** The usual time between two readings. */
const gapOf = (times: ArrayLike<number>): number => {
	const last = times.length - 1;
	return last < 1 ? 0 : ((times[last] ?? 0) - (times[0] ?? 0)) / last;
};

const steps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The next number that is easy to read; 1 for nothing at all. */
export const roundTop = (most: number): number => {
	if (most <= 0) {
		return 1;
	}
	const power = 10 ** Math.floor(Math.log10(most));
	return (steps.find(step => step * power >= most) ?? 10) * power;
};

type Row = {
	readonly top: number;
	readonly height: number;
	/** From the top. */
	readonly row: number;
	readonly glyphs: Pick<Glyphs, 'levels'>;
};

const barsOf = (values: readonly number[], {top, height, row, glyphs}: Row): string => {
	const {levels} = glyphs;
	return values
		.map(value => {
			// Whatever is there at all is seen in the lowest row.
			const part = (value / top) * height - (height - row - 1);
			const least = row === height - 1 && value > 0 ? 1 : 0;
			const level = Math.max(least, Math.min(levels.length, Math.round(part * levels.length)));
			return Number.isNaN(value) ? ' ' : (levels[level - 1] ?? ' ');
		})
		.join('');
};

const minute = 60_000;
const labelEvery = [minute / 2, minute, 2 * minute, 5 * minute];
const cellsALabel = 12;

/** The time, and where something happened. */
const axisLine = ({from, to, glyphs, marks}: GraphLook, columns: number): Line => {
	const step = (to - from) / columns;
	const every = labelEvery.find(time => time / step >= cellsALabel) ?? 5 * minute;
	const cells = Array.from({length: columns}, () => glyphs.rule);
	const marked = new Set(
		marks
			.filter(time => time >= from && time <= to)
			.map(time => Math.min(columns - 1, Math.floor((time - from) / step))),
	);
	for (let time = Math.ceil(from / every) * every; time <= to; time += every) {
		const label = clockText(time, every < minute);
		const at = Math.floor((time - from) / step);
		const isFree = [...label].every((_, cell) => !marked.has(at + cell));
		if (isFree && at + label.length <= columns) {
			cells.splice(at, label.length, ...label);
		}
	}
	return lineOf([
		{text: padEnd('', labelWidth - 1) + glyphs.rule, tone: 'dim'},
		...cells.map((cell, column): Segment =>
			marked.has(column) ? {text: glyphs.ascending, tone: 'warning'} : {text: cell, tone: 'dim'},
		),
	]);
};

const clockText = (time: number, hasSeconds: boolean): string => {
	const date = new Date(time);
	const parts = [date.getHours(), date.getMinutes(), ...(hasSeconds ? [date.getSeconds()] : [])];
	return parts.map(part => String(part).padStart(2, '0')).join(':');
};
