import type {IBufferCell} from '@xterm/headless';
import type {Terminal} from './terminal.ts';

const cell = {width: 8.43, height: 17} as const;
const margin = 12;
const font = 14;

/** A calm dark palette for the sixteen colours; a real terminal brings its own. */
const palette = [
	'#1c1f26',
	'#e06c75',
	'#98c379',
	'#e5c07b',
	'#61afef',
	'#c678dd',
	'#56b6c2',
	'#d4d8df',
	'#5c6370',
	'#ff7b86',
	'#b5e890',
	'#ffd68a',
	'#7cc5ff',
	'#e08cff',
	'#6fd3df',
	'#ffffff',
];
const foreground = '#d4d8df';
const background = '#1c1f26';

type Look = {
	readonly text: string;
	readonly ink: string;
	readonly paper: string;
	readonly isBold: boolean;
	readonly isDim: boolean;
};

/** The screen as it is, drawn cell by cell so that columns and borders stay where they are whatever font is there. */
export const screenSvg = ({xterm}: Terminal): string => {
	const width = xterm.cols * cell.width + margin * 2;
	const height = xterm.rows * cell.height + margin * 2;
	const lines = Array.from({length: xterm.rows}, (_, row) => lineSvg(runsOf(xterm, row), row));
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="${font}">
<rect width="100%" height="100%" rx="8" fill="${background}"/>
${lines.filter(line => line !== '').join('\n')}
</svg>
`;
};

type Run = Look & {readonly column: number; readonly length: number};

const runsOf = (xterm: Terminal['xterm'], row: number): readonly Run[] => {
	const {active} = xterm.buffer;
	const line = active.getLine(active.baseY + row);
	const runs: Run[] = [];
	for (let column = 0; column < xterm.cols; column += 1) {
		const look = lookOf(line?.getCell(column));
		const last = runs.at(-1);
		if (last !== undefined && isSame(last, look)) {
			runs[runs.length - 1] = {...last, text: last.text + look.text, length: last.length + 1};
		} else {
			runs.push({...look, column, length: 1});
		}
	}
	return runs;
};

const lookOf = (from: IBufferCell | undefined): Look => {
	const ink =
		from === undefined || from.isFgDefault()
			? foreground
			: colourOf(from.getFgColor(), from.isFgRGB());
	const paper =
		from === undefined || from.isBgDefault()
			? background
			: colourOf(from.getBgColor(), from.isBgRGB());
	const isInverse = from?.isInverse() !== undefined && from.isInverse() !== 0;
	return {
		text: from?.getChars() || ' ',
		ink: isInverse ? paper : ink,
		paper: isInverse ? ink : paper,
		isBold: (from?.isBold() ?? 0) !== 0,
		isDim: (from?.isDim() ?? 0) !== 0,
	};
};

const isSame = (a: Look, b: Look): boolean =>
	a.ink === b.ink && a.paper === b.paper && a.isBold === b.isBold && a.isDim === b.isDim;

/** The sixteen named colours and the six-level cube; the program uses the former. */
const colourOf = (value: number, isRgb: boolean): string => {
	if (isRgb) {
		return `#${value.toString(16).padStart(6, '0')}`;
	}
	return palette[value] ?? foreground;
};

const lineSvg = (runs: readonly Run[], row: number): string =>
	runs.map(run => runSvg(run, row)).join('');

const runSvg = ({text, column, length, ink, paper, isBold, isDim}: Run, row: number): string => {
	const x = margin + column * cell.width;
	const y = margin + row * cell.height;
	const box =
		paper === background
			? ''
			: `<rect x="${round(x)}" y="${round(y)}" width="${round(length * cell.width)}" height="${cell.height}" fill="${paper}" shape-rendering="crispEdges"${isDim ? ' opacity="0.6"' : ''}/>`;
	if (text.trim() === '') {
		return box;
	}
	const start = text.length - text.trimStart().length;
	const shown = text.trim();
	const style = `${isBold ? ' font-weight="bold"' : ''}${isDim ? ' opacity="0.6"' : ''}`;
	// One position a character: fonts differ in their widths by fractions that add up.
	const places = [...shown].map((_, index) => round(x + (start + index) * cell.width)).join(' ');
	return `${box}<text x="${places}" y="${round(y + cell.height * 0.76)}" fill="${ink}"${style} xml:space="preserve">${escaped(shown)}</text>`;
};

const round = (value: number): number => Math.round(value * 100) / 100;

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
