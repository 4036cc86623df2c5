/**
Ink knows F1 to F12 and passes them on without their names. What terminals send for them becomes one character each before Ink sees it,
from the part of Unicode where no text is.
*/
const firstCharacter = 0xf0_01;

/** F1 to F12 as VT100 and as VT220 and xterm send them; the Linux console has its own F1 to F5. */
const sequences: readonly (readonly string[])[] = [
	['OP', '[11~', '[[A'],
	['OQ', '[12~', '[[B'],
	['OR', '[13~', '[[C'],
	['OS', '[14~', '[[D'],
	['[15~', '[[E'],
	['[17~'],
	['[18~'],
	['[19~'],
	['[20~'],
	['[21~'],
	['[23~'],
	['[24~'],
];

const characters: ReadonlyMap<string, string> = new Map(
	sequences.flatMap((ways, index) =>
		ways.map(way => [`\u001B${way}`, String.fromCharCode(firstCharacter + index)] as const),
	),
);

// oxlint-disable-next-line no-control-regex -- escape sequences begin with one
const pattern = /\u001B(?:O[PQRS]|\[\[[A-E]|\[(?:1[1-57-9]|2[0134])~)/g;

/** The text with one character for every function key. */
export const markFunctionKeys = (text: string): string =>
	text.replaceAll(pattern, sequence => characters.get(sequence) ?? sequence);

/** `f1` to `f12` for such a character. */
export const functionKey = (character: string): string | undefined => {
	const number = character.charCodeAt(0) - firstCharacter + 1;
	return character.length === 1 && number >= 1 && number <= sequences.length
		? `f${number}`
		: undefined;
};
