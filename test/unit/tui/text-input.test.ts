import {describe, expect, test} from 'vitest';
import {
	editText,
	inputSegments,
	insertText,
	textInput,
	type TextInput,
} from '../../../source/tui/form/text-input.ts';
import {unicodeGlyphs as glyphs} from '../../../source/tui/view/glyphs.ts';
import {widthOf} from '../../../source/tui/view/text.ts';

/** Presses keys one after another; the cursor is shown as a bar. */
const after = (text: string, ...keys: readonly string[]): string => {
	const input = keys.reduce<TextInput>(
		(present, key) => editText(present, key) ?? insertText(present, key),
		textInput(text),
	);
	const characters = [...new Intl.Segmenter().segment(input.text)].map(({segment}) => segment);
	return [...characters.slice(0, input.at), '|', ...characters.slice(input.at)].join('');
};

test.each([
	['10.0.0.1', ['2'], '10.0.0.12|'],
	['ab', ['left', 'x'], 'ax|b'],
	['ab', ['^a', 'x'], 'x|ab'],
	['ab', ['^a', '^e', 'x'], 'abx|'],
	['ab cd', ['^w'], 'ab |'],
	['ab cd', ['left', '^u'], '|d'],
	['ab cd', ['^a', 'right', '^k'], 'a|'],
	['ab', ['home', 'delete'], '|b'],
	['ab', ['left', 'backspace'], '|b'],
	['ab', ['left', 'left', 'left', 'right'], 'a|b'],
	['負荷', ['left', 'backspace'], '|荷'],
	['e\u0301x', ['left', 'backspace'], '|x'],
])('%j after %j is %j', (text, keys, expected) => {
	expect(after(text, ...keys)).toBe(expected);
});

test('a paste of several lines becomes one line', () => {
	expect(insertText(textInput('a '), '10.0.0.1\r\n10.0.0.2\u0007').text).toBe(
		'a 10.0.0.1 10.0.0.2 ',
	);
});

/** What is in the cells; the one of the cursor in angle brackets. */
const shown = (input: TextInput, width: number, isFocused = true): string => {
	const segments = inputSegments(input, {width, glyphs, isFocused});
	const text = segments.map(segment => segment.text).join('');
	expect(widthOf(text), text).toBe(width);
	return segments
		.map(segment => (segment.tone === 'selected' ? `<${segment.text}>` : segment.text))
		.join('');
};

describe('on the screen', () => {
	test.each([
		[textInput('abc'), 6, 'abc▏  '],
		[{text: 'abc', at: 1}, 6, 'a<b>c   '],
		[textInput('abcdefgh'), 6, '…efgh▏'],
		[{text: 'abcdefgh', at: 0}, 6, '<a>bcde…'],
		[{text: 'abcdefgh', at: 7}, 6, '…defg<h>'],
		[textInput('負荷分散'), 6, '…散▏  '],
	])('%o in %i cells is %j', (input, width, expected) => {
		expect(shown(input, width)).toBe(expected);
	});

	test('without the keys it begins at its beginning', () => {
		expect(shown(textInput('abcdefgh'), 5, false)).toBe('abcd…');
	});
});
