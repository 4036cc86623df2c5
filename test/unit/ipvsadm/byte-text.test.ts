import {expect, test} from 'vitest';
import {decodeBytes, encodeText} from '../../../source/ipvsadm/byte-text.ts';

test('text is text', () => {
	const text = 'ipvsadm é ✓ 😀 \u{fffd} \ufeff';
	expect(decodeBytes(Buffer.from(text))).toBe(text);
	expect(encodeText(text)).toEqual(Buffer.from(text));
});

test('bytes that are no UTF-8 come out as they went in, between characters that stay readable', () => {
	const bytes = Buffer.from('61ff62c3c3a9f09f98f09f9880eda080c080f8', 'hex');
	const text = decodeBytes(bytes);
	expect(text).toMatch(/^a.b.é.{3}😀/u);
	expect(encodeText(text)).toEqual(bytes);
});

test('every pair of bytes', () => {
	for (let first = 0; first < 256; first += 1) {
		const bytes = Buffer.from(
			Array.from({length: 256}, (_, second) => [first, second, 0x61]).flat(),
		);
		expect(encodeText(decodeBytes(bytes)).equals(bytes)).toBe(true);
	}
});
