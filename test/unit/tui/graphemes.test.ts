import fc from 'fast-check';
import {expect, test} from 'vitest';
import {quickSegmenter} from '../../../source/tui/view/graphemes.ts';
import {seed} from '../../seed.ts';

const ranges: readonly (readonly [number, number])[] = [
	[0x1b, 0x1b],
	[0x20, 0x7e],
	[0xb7, 0xb7],
	[0xd7, 0xd7],
	[0x2026, 0x2026],
	[0x203a, 0x203a],
	[0x2190, 0x2193],
	[0x2500, 0x25ef],
];
const simple = ranges.flatMap(([first, last]) =>
	Array.from({length: last - first + 1}, (_, index) => String.fromCodePoint(first + index)),
);
const joining = [
	'e\u0301',
	'\u25b6\ufe0f',
	'\u{1f468}\u200d\u{1f469}',
	'\u0600',
	'\r\n',
	'\ud83d',
	'世',
];

const text = fc
	.array(fc.oneof({weight: 9, arbitrary: fc.constantFrom(...simple)}, fc.constantFrom(...joining)))
	.map(pieces => pieces.join(''));

test('text is taken apart as Intl.Segmenter does it, and the character at a place is found', () => {
	const thorough = new Intl.Segmenter();
	const quick = quickSegmenter();
	const areEqual = (whole: string): void => {
		expect([...quick.segment(whole)]).toEqual([...thorough.segment(whole)]);
		for (const index of [0, whole.length >> 1, whole.length - 1, whole.length]) {
			expect(quick.segment(whole).containing(index)).toEqual(
				thorough.segment(whole).containing(index),
			);
		}
	};
	areEqual(simple.join('') + simple.toReversed().join(''));
	fc.assert(fc.property(text, areEqual), {seed});
});
