import {describe, expect, test} from 'vitest';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/tui/view/glyphs.ts';
import {graphLines, resampled, roundTop} from '../../../source/tui/view/graph.ts';
import {textOf} from '../../../source/tui/view/line.ts';

const seconds = (...numbers: readonly number[]): readonly number[] =>
	numbers.map(number => number * 1000);

describe('values of a time', () => {
	test('are means of what is in a cell', () => {
		const points = {times: seconds(0, 2, 4, 6), values: [1, 3, 10, 20]};
		expect(resampled(points, {from: 0, to: 8000}, 2)).toEqual([2, 15]);
	});

	test('reach as far as the next reading where cells are shorter than that', () => {
		const points = {times: seconds(0, 2, 4), values: [1, 2, 3]};
		expect(resampled(points, {from: 0, to: 4000}, 4)).toEqual([1, 1, 2, 3]);
	});

	test('are blank before the first reading and where nothing is known', () => {
		const points = {times: seconds(6, 8, 10), values: [5, Number.NaN, 7]};
		expect(resampled(points, {from: 0, to: 10_000}, 5)).toEqual([
			Number.NaN,
			Number.NaN,
			Number.NaN,
			5,
			7,
		]);
	});
});

test.each([
	[0, 1],
	[0.3, 0.3],
	[7, 8],
	[10, 10],
	[34, 40],
	[1120, 1500],
	[621_000, 800_000],
])('the scale for %d ends at %d', (most, top) => {
	expect(roundTop(most)).toBeCloseTo(top);
});

describe('a graph', () => {
	const start = new Date(2026, 0, 2, 14, 0, 0).getTime();
	const times = Array.from({length: 31}, (_, index) => start + index * 2000);
	const look = {from: start, to: start + 60_000, width: 36, height: 4, marks: [start + 20_000]};
	const values = times.map((_, index) => Math.min(index, 20));

	test('has a scale, bars, the time, and where something happened', () => {
		const lines = graphLines({times, values}, {...look, glyphs: asciiGlyphs}).map(textOf);
		expect(lines).toEqual([
			'   20|                .:||##########',
			'   15|           .:||###############',
			'   10|      .:||####################',
			'    5| .:||#########################',
			'     -14:00:00--^----14:00:30-------',
		]);
	});

	test('has eighths of a line where the locale has them', () => {
		const lines = graphLines({times, values}, {...look, glyphs: unicodeGlyphs}).map(textOf);
		expect(lines.at(-2)).toContain('▂▃▅▆█');
		expect(lines.every(line => line.length === 36)).toBe(true);
	});
});
