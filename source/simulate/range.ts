import type {Range} from './result.ts';

/** Over nothing it is 0. */
export const rangeOf = (values: readonly number[]): Range =>
	values.length === 0
		? exactly(0)
		: {
				low: Math.min(...values),
				expected: values.reduce((total, value) => total + value, 0) / values.length,
				high: Math.max(...values),
			};

export const exactly = (value: number): Range => ({low: value, expected: value, high: value});

export const times = ({low, expected, high}: Range, factor: number): Range => ({
	low: low * factor,
	expected: expected * factor,
	high: high * factor,
});
