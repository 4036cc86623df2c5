import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {asciiGlyphs, glyphsFor, unicodeGlyphs} from '../../../source/tui/view/glyphs.ts';
import {cut, cutMiddle, isPlain, padEnd, padStart, widthOf} from '../../../source/tui/view/text.ts';

test('text is cut at its end, and never through a wide character', () => {
	expect(cut('director', 8, unicodeGlyphs)).toBe('director');
	expect(cut('director', 5, unicodeGlyphs)).toBe('dire…');
	expect(cut('director', 5, asciiGlyphs)).toBe('dire~');
	expect(cut('負荷分散', 6, unicodeGlyphs)).toBe('負荷…');
	expect(cut('x', 0, unicodeGlyphs)).toBe('');
});

test('an address is cut in its middle and keeps its port', () => {
	const address = '[2001:db8:1234:5678::a8]:8080';
	const short = cutMiddle(address, 20, unicodeGlyphs);
	expect(widthOf(short)).toBe(20);
	expect(short.startsWith('[2001:d')).toBe(true);
	expect(short.endsWith(':8080')).toBe(true);
	expect(cutMiddle(address, 40, unicodeGlyphs)).toBe(address);
	expect(cutMiddle(address, 1, unicodeGlyphs)).toBe('…');
});

test('padding counts columns, not characters', () => {
	expect(padEnd('負荷', 6)).toBe('負荷  ');
	expect(padStart('負荷', 6)).toBe('  負荷');
});

test.each([
	[{LANG: 'en_US.UTF-8'}, unicodeGlyphs],
	[{LANG: 'C.utf8'}, unicodeGlyphs],
	[{LANG: 'en_US.UTF-8', LC_ALL: 'C'}, asciiGlyphs],
	[{LANG: ''}, asciiGlyphs],
	[{}, asciiGlyphs],
])('the locale %o decides about glyphs', (environment, glyphs) => {
	expect(glyphsFor(environment)).toBe(glyphs);
});

test('every glyph is one column wide', () => {
	const all = [unicodeGlyphs, asciiGlyphs].flatMap(({fill, ...glyphs}) => [
		...Object.values(glyphs).flat(),
		fill.full,
		fill.empty,
		...fill.halves,
	]);
	for (const glyph of all) {
		expect(widthOf(glyph)).toBe(1);
	}
});

test('a text that is not measured takes one column for each character, and controls nothing', () => {
	const all = Array.from({length: 0xffff}, (_, code) => String.fromCharCode(code));
	const plain = all.filter(isPlain);
	expect(plain).toEqual(expect.arrayContaining(['a', '~', '›', '▾', '…', '━', '╸', '●', '→']));
	expect(plain.filter(character => stringWidth(character) !== 1)).toEqual([]);
	expect(stringWidth(plain.join(''))).toBe(plain.length);
	expect(isPlain('▶\uFE0F')).toBe(false);
	expect(all.filter(character => /\p{Control}/u.test(character)).some(isPlain)).toBe(false);
});
