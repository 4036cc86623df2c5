import fc from 'fast-check';
import {expect, test} from 'vitest';
import {openNumberSet} from '../../../source/plan/number-set.ts';
import {seed} from '../../seed.ts';

/** Neighbours, numbers that fall on one place, and anything else. */
const number = fc.oneof(
	fc.integer({min: 2, max: 40}),
	fc.integer({min: 1, max: 20}).map(times => times * 4096 + 7),
	fc.integer({min: -2_147_483_648, max: -1}),
);

test('a set of numbers is a Set', () => {
	const step = fc.tuple(fc.constantFrom('add', 'add', 'delete'), number);
	fc.assert(
		fc.property(fc.array(step, {maxLength: 300}), steps => {
			const ours = openNumberSet();
			const set = new Set<number>();
			for (const [kind, value] of steps) {
				expect(ours.has(value)).toBe(set.has(value));
				if (kind === 'add') {
					expect(ours.add(value)).toBe(!set.has(value));
					set.add(value);
				} else {
					expect(ours.delete(value)).toBe(set.delete(value));
				}
			}
		}),
		{seed},
	);
});

test('it grows to any size, forgets what was deleted, and can be emptied', () => {
	const set = openNumberSet();
	for (let value = 2; value < 50_000; value += 1) {
		set.add(value * 7);
	}
	for (let value = 2; value < 50_000; value += 2) {
		set.delete(value * 7);
	}
	for (let value = 2; value < 50_000; value += 1) {
		expect(set.has(value * 7)).toBe(value % 2 === 1);
	}
	set.clear();
	expect(set.has(21)).toBe(false);
});
