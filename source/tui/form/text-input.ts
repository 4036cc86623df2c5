import {graphemes} from '../view/graphemes.ts';
import {widthOf} from '../view/text.ts';
import type {Glyphs} from '../view/glyphs.ts';
import type {Segment} from '../view/line.ts';

/** Text that is being typed. */
export type TextInput = {
	readonly text: string;
	/** Characters, as a person counts them, before the cursor. */
	readonly at: number;
};

/** Nobody types more into one line; a paste may be anything. */
const longest = 4000;

const charactersOf = (text: string): readonly string[] =>
	[...graphemes.segment(text)].map(({segment}) => segment);

/** With the cursor at the end. */
export const textInput = (text = ''): TextInput => ({text, at: charactersOf(text).length});

export const emptyInput: TextInput = textInput();

/** Line ends and control characters of a paste become single blanks. */
export const insertText = (input: TextInput, text: string): TextInput => {
	const {before, after} = parts(input);
	const head = (before.join('') + text.replaceAll(/[\p{Cc}\s]+/gu, ' ')).slice(0, longest);
	return {text: (head + after.join('')).slice(0, longest), at: charactersOf(head).length};
};

type Edit = {
	readonly keys: readonly string[];
	readonly name: string;
	readonly says: string;
	readonly does: (input: TextInput) => TextInput;
};

/** What keys do while text is typed, wherever that is. */
export const edits: readonly Edit[] = [
	{
		keys: ['backspace'],
		name: 'erase-character',
		says: 'erase the character before the cursor',
		does: input => {
			const {before, after} = parts(input);
			return inputOf(before.slice(0, -1), after);
		},
	},
	{
		keys: ['delete', '^d'],
		name: 'erase-next-character',
		says: 'erase the character at the cursor',
		does: input => {
			const {before, after} = parts(input);
			return inputOf(before, after.slice(1));
		},
	},
	{
		keys: ['^w'],
		name: 'erase-word',
		says: 'erase the word before the cursor',
		does: input => {
			const {before, after} = parts(input);
			return inputOf(charactersOf(before.join('').replace(/\S*\s*$/, '')), after);
		},
	},
	{
		keys: ['^u'],
		name: 'erase-line',
		says: 'erase everything before the cursor',
		does: input => inputOf([], parts(input).after),
	},
	{
		keys: ['^k'],
		name: 'erase-rest',
		says: 'erase everything after the cursor',
		does: input => inputOf(parts(input).before, []),
	},
	{
		keys: ['left', '^b'],
		name: 'cursor-left',
		says: 'a character to the left',
		does: input => ({...input, at: Math.max(0, input.at - 1)}),
	},
	{
		keys: ['right', '^f'],
		name: 'cursor-right',
		says: 'a character to the right',
		does: input => ({...input, at: Math.min(charactersOf(input.text).length, input.at + 1)}),
	},
	{
		keys: ['home', '^a'],
		name: 'cursor-start',
		says: 'to the beginning of the text',
		does: input => ({...input, at: 0}),
	},
	{
		keys: ['end', '^e'],
		name: 'cursor-end',
		says: 'to the end of the text',
		does: ({text}) => textInput(text),
	},
];

/** The text after a key; nothing when the key edits nothing. */
export const editText = (input: TextInput, key: string): TextInput | undefined =>
	edits.find(({keys}) => keys.includes(key))?.does(input);

/** The text a key types, when it types one. */
export const typedText = (key: string): string | undefined => {
	if (key === 'space') {
		return ' ';
	}
	return charactersOf(key).length === 1 ? key : undefined;
};

type Show = {
	readonly width: number;
	readonly glyphs: Glyphs;
	readonly isFocused: boolean;
	/** Whether the next character takes the place of all of it. */
	readonly isSelected?: boolean;
};

/**
The text in exactly `width` cells, the cell of the cursor inverse. A text that is longer shows the part around the cursor, with an
ellipsis where more of it is.
*/
export const inputSegments = (
	input: TextInput,
	{width, glyphs, isFocused, isSelected = false}: Show,
): readonly Segment[] => {
	const characters = charactersOf(input.text);
	const at = isFocused ? input.at : 0;
	// The cursor has a cell of its own behind the last character.
	const cells = [...characters, ...(isFocused ? [glyphs.caret] : [])];
	const start = firstShown(cells, at, width);
	const shown: string[] = [];
	let used = 0;
	for (const cell of cells.slice(start)) {
		if (used + widthOf(cell) > width) {
			break;
		}
		shown.push(cell);
		used += widthOf(cell);
	}
	if (start > 0) {
		used += 1 - widthOf(shown[0] ?? ' ');
		shown[0] = glyphs.ellipsis;
	}
	if (start + shown.length < cells.length && shown.length > at - start + 1) {
		used += 1 - widthOf(shown.at(-1) ?? ' ');
		shown[shown.length - 1] = glyphs.ellipsis;
	}
	const blanks = ' '.repeat(Math.max(0, width - used));
	const cursor = at - start;
	const isInside = isFocused && at < characters.length;
	if (isSelected && isFocused && !isInside) {
		return [
			{text: shown.slice(0, -1).join(''), tone: 'selected'},
			{text: (shown.at(-1) ?? '') + blanks, tone: 'strong'},
		];
	}
	return isInside
		? [
				{text: shown.slice(0, cursor).join(''), tone: 'strong'},
				{text: shown[cursor] ?? ' ', tone: 'selected'},
				{
					text: shown.slice(cursor + 1, -1).join('') + lastOf(shown, cursor, glyphs),
					tone: 'strong',
				},
				{text: blanks, tone: 'plain'},
			]
		: [{text: shown.join('') + blanks, tone: isFocused ? 'strong' : 'plain'}];
};

/** The caret stands only where the cursor is behind the text. */
const lastOf = (shown: readonly string[], cursor: number, {caret}: Glyphs): string => {
	const last = shown.length - 1 > cursor ? (shown.at(-1) ?? '') : '';
	return last === caret ? ' ' : last;
};

/** The first cell to show so that the one at the cursor fits. */
const firstShown = (cells: readonly string[], at: number, width: number): number => {
	let start = 0;
	let used = cells.slice(0, at + 1).reduce((sum, cell) => sum + widthOf(cell), 0);
	while (used > width && start < at) {
		used -= widthOf(cells[start] ?? '');
		start += 1;
	}
	return start;
};

const parts = ({text, at}: TextInput) => {
	const characters = charactersOf(text);
	return {before: characters.slice(0, at), after: characters.slice(at)};
};

const inputOf = (before: readonly string[], after: readonly string[]): TextInput => ({
	text: [...before, ...after].join(''),
	at: before.length,
});
