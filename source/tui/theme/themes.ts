import type {Tone} from '../view/line.ts';

/** A colour as it is meant, and the one of the sixteen that stands for it. */
export type Colour = readonly [hex: string, name: string];

/** How a tone looks, before it is known how many colours there are. */
export type Style = {
	readonly ink?: Colour;
	readonly paper?: Colour;
	readonly bold?: boolean;
	readonly dim?: boolean;
	readonly inverse?: boolean;
	readonly underline?: boolean;
};

export type Theme = {
	/** For the help and the list of themes. */
	readonly says: string;
	/** The grounds that its colours are made for; `own` leaves that to the terminal. */
	readonly ground: 'dark' | 'light' | 'any' | 'own';
	readonly tones: Readonly<Record<Tone, Style>>;
};

/** Bold, dim, inverse and underline alone: what every theme is built on. */
const shapes: Readonly<Record<Tone, Style>> = {
	plain: {},
	dim: {dim: true},
	strong: {bold: true},
	good: {},
	warning: {bold: true},
	bad: {bold: true},
	accent: {bold: true},
	changed: {underline: true},
	marked: {bold: true, underline: true},
	selected: {inverse: true},
	graph: {},
	border: {dim: true},
	title: {inverse: true},
	'title-strong': {inverse: true, bold: true},
	'title-bad': {inverse: true, bold: true},
	label: {inverse: true, bold: true},
	'label-good': {inverse: true, bold: true},
	'label-warning': {inverse: true, bold: true},
	'label-bad': {inverse: true, bold: true, underline: true},
};

type Hues = {
	readonly good: Colour;
	readonly warning: Colour;
	readonly bad: Colour;
	readonly accent: Colour;
	readonly marked: Colour;
	readonly graph: Colour;
	/** Text on, and ground of, the label of a machine that is not to be taken lightly. */
	readonly alarm: readonly [ink: Colour, paper: Colour];
};

/** The shapes with colours; grounds stay those of the terminal. */
const coloured = ({good, warning, bad, accent, marked, graph, alarm}: Hues): Theme['tones'] => ({
	...shapes,
	good: {ink: good},
	warning: {ink: warning},
	bad: {ink: bad, bold: true},
	accent: {ink: accent, bold: true},
	changed: {ink: accent},
	marked: {ink: marked, bold: true},
	graph: {ink: graph},
	'title-bad': {inverse: true, bold: true, ink: bad},
	'label-good': {bold: true, inverse: true, ink: good},
	'label-warning': {bold: true, inverse: true, ink: warning},
	'label-bad': {bold: true, ink: alarm[0], paper: alarm[1]},
});

const white: Colour = ['#ffffff', 'whiteBright'];
const black: Colour = ['#000000', 'black'];

/** Dim text of its own colour: the dim of many terminals is hard to read. */
const withGrounds = (
	tones: Theme['tones'],
	{
		faint,
		bar,
		barInk,
		row,
	}: {faint: Colour; bar: Colour; barInk: Colour; row: readonly [Colour, Colour]},
): Theme['tones'] => ({
	...tones,
	dim: {ink: faint},
	border: {ink: faint},
	title: {ink: barInk, paper: bar},
	'title-strong': {ink: barInk, paper: bar, bold: true},
	'title-bad': {...tones['label-bad']},
	label: {ink: barInk, paper: bar, bold: true, underline: true},
	selected: {ink: row[0], paper: row[1]},
});

export const themes = {
	terminal: {
		says: 'the sixteen colours of the terminal itself',
		ground: 'own',
		tones: coloured({
			good: ['#00aa00', 'green'],
			warning: ['#aa8800', 'yellow'],
			bad: ['#cc0000', 'red'],
			accent: ['#00aaaa', 'cyan'],
			marked: ['#aa00aa', 'magenta'],
			graph: ['#00aaaa', 'cyan'],
			alarm: [
				['#ffffff', 'whiteBright'],
				['#cc0000', 'red'],
			],
		}),
	},
	dark: {
		says: 'for dark grounds',
		ground: 'dark',
		tones: withGrounds(
			coloured({
				good: ['#8fce7a', 'green'],
				warning: ['#f0c674', 'yellow'],
				bad: ['#ff6b6b', 'redBright'],
				accent: ['#6cc7e8', 'cyan'],
				marked: ['#d7a6ff', 'magenta'],
				graph: ['#5aa9e6', 'blueBright'],
				alarm: [white, ['#c62828', 'red']],
			}),
			{
				faint: ['#949ba6', 'gray'],
				bar: ['#2b3a4a', 'blue'],
				barInk: ['#dfe6ee', 'white'],
				row: [
					['#ffffff', 'whiteBright'],
					['#35506b', 'blue'],
				],
			},
		),
	},
	light: {
		says: 'for light grounds',
		ground: 'light',
		tones: withGrounds(
			coloured({
				good: ['#1b7f2a', 'green'],
				// Yellow on white is read by nobody.
				warning: ['#8a5a00', 'magenta'],
				bad: ['#b3001b', 'red'],
				accent: ['#005f87', 'blue'],
				marked: ['#7a1fa2', 'blue'],
				graph: ['#0067a5', 'blue'],
				alarm: [white, ['#b3001b', 'red']],
			}),
			{
				faint: ['#66707a', 'gray'],
				bar: ['#d5dee8', 'white'],
				barInk: ['#15202b', 'black'],
				row: [
					['#0b1620', 'black'],
					['#bcd8ef', 'cyan'],
				],
			},
		),
	},
	'high-contrast': {
		says: 'for dark grounds, with the strongest contrast',
		ground: 'dark',
		tones: withGrounds(
			coloured({
				good: ['#00ff5f', 'greenBright'],
				warning: ['#ffff00', 'yellowBright'],
				bad: ['#ff5f5f', 'redBright'],
				accent: ['#00ffff', 'cyanBright'],
				marked: ['#ff87ff', 'magentaBright'],
				graph: ['#00ffff', 'cyanBright'],
				alarm: [black, ['#ff5f5f', 'redBright']],
			}),
			{
				faint: ['#e4e4e4', 'white'],
				bar: ['#ffffff', 'whiteBright'],
				barInk: black,
				row: [black, ['#ffff00', 'yellowBright']],
			},
		),
	},
	'colour-blind': {
		says: 'blue and orange for green and red, on any ground',
		ground: 'any',
		tones: withGrounds(
			coloured({
				good: ['#2f8fd8', 'blueBright'],
				warning: ['#b87a00', 'yellow'],
				bad: ['#d55e00', 'yellow'],
				accent: ['#c0609a', 'magenta'],
				marked: ['#a066c0', 'magenta'],
				graph: ['#2f8fd8', 'blueBright'],
				alarm: [black, ['#e69f00', 'yellow']],
			}),
			{
				faint: ['#808890', 'gray'],
				bar: ['#26415c', 'blue'],
				barInk: ['#eef3f8', 'white'],
				row: [
					['#ffffff', 'whiteBright'],
					['#3a5a78', 'blue'],
				],
			},
		),
	},
	monochrome: {
		says: 'no colour: bold, dim, inverse and underline',
		ground: 'own',
		tones: shapes,
	},
} as const satisfies Readonly<Record<string, Theme>>;

export type ThemeName = keyof typeof themes;

export const themeNames = Object.keys(themes) as readonly ThemeName[];

export const isThemeName = (name: string): name is ThemeName => Object.hasOwn(themes, name);
