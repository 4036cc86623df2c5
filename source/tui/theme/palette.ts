import type {Tone} from '../view/line.ts';

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

const terminal: Palette = {
	plain: {},
	dim: {dimColor: true},
	strong: {bold: true},
	good: {color: 'green'},
	warning: {color: 'yellow'},
	bad: {color: 'red', bold: true},
	accent: {color: 'cyan', bold: true},
	changed: {bold: true, underline: true},
	marked: {color: 'magenta', bold: true},
	selected: {inverse: true},
	graph: {color: 'cyan'},
	border: {dimColor: true},
	title: {inverse: true},
	'title-strong': {inverse: true, bold: true},
	'title-bad': {inverse: true, bold: true, color: 'red'},
	label: {inverse: true, bold: true},
	'label-bad': {bold: true, color: 'white', backgroundColor: 'red'},
};

const withoutColour = (look: Look): Look => {
	const {color: _color, backgroundColor, ...attributes} = look;
	return backgroundColor === undefined ? attributes : {...attributes, inverse: true};
};

export const paletteFor = (environment: Readonly<Record<string, string | undefined>>): Palette =>
	environment['NO_COLOR']
		? (Object.fromEntries(
				Object.entries(terminal).map(([tone, look]) => [tone, withoutColour(look)]),
			) as Palette)
		: terminal;
