import type {Tone} from '../view/line.ts';
import type {Depth} from './depth.ts';
import {themes, type Colour, type Style, type ThemeName} from './themes.ts';

/** How a piece of text looks: what Ink's Text takes. */
export type Look = {
	readonly color?: string;
	readonly backgroundColor?: string;
	readonly bold?: boolean;
	readonly dimColor?: boolean;
	readonly inverse?: boolean;
	readonly underline?: boolean;
};

/** A look for every tone. */
export type Palette = Readonly<Record<Tone, Look>>;

/** A theme in the colours there are. The terminal's own theme never leaves its sixteen. */
export const themePalette = (name: ThemeName, depth: Depth): Palette => {
	// Without colours the shapes have to tell apart what colours did.
	const {tones} = themes[depth === 'none' ? 'monochrome' : name];
	const colours = name === 'terminal' && depth !== 'none' ? '16' : depth;
	return Object.fromEntries(
		Object.entries(tones).map(([tone, style]) => [tone, lookOf(style, colours)]),
	) as Palette;
};

const lookOf = ({ink, paper, bold, dim, inverse, underline}: Style, depth: Depth): Look => ({
	...(ink === undefined ? {} : {color: colourText(ink, depth)}),
	...(paper === undefined ? {} : {backgroundColor: colourText(paper, depth)}),
	...(bold === true ? {bold} : {}),
	...(dim === true ? {dimColor: dim} : {}),
	...(inverse === true ? {inverse} : {}),
	...(underline === true ? {underline} : {}),
});

const colourText = ([hex, name]: Colour, depth: Depth): string => {
	switch (depth) {
		case 'true':
			return hex;
		case '256':
			return `ansi256(${cubeNumber(hex)})`;
		case '16':
		case 'none':
			return name;
	}
};

/** Steps of the 6x6x6 cube of the 256 colours, and where its greys begin (xterm). */
const steps = [0, 95, 135, 175, 215, 255];

/** The nearest colour of the cube, or of its greys where that is nearer. */
const cubeNumber = (hex: string): number => {
	const parts = [1, 3, 5].map(start => Number.parseInt(hex.slice(start, start + 2), 16));
	const nearest = parts.map(part =>
		steps.reduce(
			(best, step, index) =>
				Math.abs(step - part) < Math.abs((steps[best] ?? 0) - part) ? index : best,
			0,
		),
	);
	const grey = Math.max(0, Math.min(23, Math.round((average(parts) - 8) / 10)));
	const cubeDistance = distance(
		parts,
		nearest.map(index => steps[index] ?? 0),
	);
	const greyDistance = distance(parts, [8 + grey * 10, 8 + grey * 10, 8 + grey * 10]);
	const [red = 0, green = 0, blue = 0] = nearest;
	return greyDistance < cubeDistance ? 232 + grey : 16 + 36 * red + 6 * green + blue;
};

const average = (numbers: readonly number[]): number =>
	numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

const distance = (a: readonly number[], b: readonly number[]): number =>
	a.reduce((sum, part, index) => sum + (part - (b[index] ?? 0)) ** 2, 0);
