import type {Look} from './palette.ts';

/** The text with the codes that give it a look, in the order in which Ink nests them (ECMA-48, SGR). */
export const styled = (
	text: string,
	{color, backgroundColor, bold, dimColor, inverse, underline}: Look,
): string => {
	if (text === '') {
		return '';
	}
	let result = text;
	const wrap = (on: string | number, off: number): void => {
		result = `\u001B[${on}m${result}\u001B[${off}m`;
	};
	if (dimColor === true) {
		wrap(2, 22);
	}
	if (color !== undefined) {
		wrap(colourCode(color, 0), 39);
	}
	if (backgroundColor !== undefined) {
		wrap(colourCode(backgroundColor, 10), 49);
	}
	if (bold === true) {
		wrap(1, 22);
	}
	if (underline === true) {
		wrap(4, 24);
	}
	if (inverse === true) {
		wrap(7, 27);
	}
	return result;
};

/** @param ground - 10 for the colour behind the text, else 0 */
const colourCode = (colour: string, ground: 0 | 10): string | number => {
	if (colour.startsWith('#')) {
		const parts = [1, 3, 5].map(start => Number.parseInt(colour.slice(start, start + 2), 16));
		return `${38 + ground};2;${parts.join(';')}`;
	}
	return colour.startsWith('ansi256')
		? `${38 + ground};5;${colour.slice('ansi256('.length, -1)}`
		: (named[colour] ?? 39) + ground;
};

/** Codes of the sixteen colours, for the text. */
const named: Readonly<Record<string, number>> = Object.fromEntries(
	['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'].flatMap(
		(name, number) => [
			[name, 30 + number],
			[name === 'black' ? 'gray' : `${name}Bright`, 90 + number],
		],
	),
);
