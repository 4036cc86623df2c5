import {describe, expect, test} from 'vitest';
import {countText, durationText, plural, rateText} from '../../../source/tui/view/number-text.ts';

describe('numbers that fit their column', () => {
	test.each([
		[0, 4, '0'],
		[9999, 4, '9999'],
		[10_000, 4, '10k'],
		[99_999, 5, '99999'],
		[123_456, 5, '123k'],
		[999_999, 5, '1.00M'],
		[12_880, 6, '12,880'],
		[1_234_567, 6, '1.23M'],
		[1_234_567, 9, '1,234,567'],
		[4_294_967_295, 4, '4.3G'],
	])('count %d in %i cells is %s', (value, width, text) => {
		expect(countText(value, width)).toBe(text);
	});

	test.each([
		[0, 4, '0'],
		[0.01, 4, '<0.1'],
		[0.5, 4, '0.5'],
		[3, 4, '3'],
		[3.04, 4, '3'],
		[9.94, 4, '9.9'],
		[9.96, 4, '10'],
		[999.4, 4, '999'],
		[999.6, 4, '1.0k'],
		[12_345, 4, '12k'],
		[812_000_000, 4, '812M'],
		[1_234, 7, '1.23k'],
		[99_960, 7, '100k'],
	])('rate %d in %i cells is %s', (value, width, text) => {
		expect(rateText(value, width)).toBe(text);
	});

	test('no value of any size is wider than its column', () => {
		for (let value = 0.001; value < 1e18; value *= 1.37) {
			for (const width of [4, 5, 6, 7, 9]) {
				expect(rateText(value, width).length).toBeLessThanOrEqual(width);
				expect(countText(Math.floor(value), width).length).toBeLessThanOrEqual(width);
			}
		}
	});
});

test.each([
	[0, '0 s'],
	[600, '0.6 s'],
	[2000, '2 s'],
	[34_400, '34 s'],
	[300_000, '5 min'],
	[10_800_000, '3 h'],
	[1_036_800_000, '12 d'],
])('%d ms is %s', (milliseconds, text) => {
	expect(durationText(milliseconds)).toBe(text);
});

test('counts of things', () => {
	expect(plural(1, 'service')).toBe('1 service');
	expect(plural(2000, 'service')).toBe('2,000 services');
});
