/** The few characters outside ASCII, each one column wide, and what stands in for them. */
export type Glyphs = {
	readonly cursor: string;
	readonly open: string;
	readonly folded: string;
	readonly descending: string;
	readonly ascending: string;
	readonly ellipsis: string;
	readonly caret: string;
	readonly rule: string;
	readonly bar: string;
	/** Top left, top right, bottom left, bottom right of a box. */
	readonly corners: readonly [string, string, string, string];
	/** Heights of a bar in a cell, the lowest first. */
	readonly levels: readonly string[];
	/** Parts of a bar that lies. */
	readonly fill: {
		readonly full: string;
		/** Cells that are filled in part, the emptiest first. */
		readonly halves: readonly string[];
		readonly empty: string;
	};
	/** Before a row that is marked, and for a row that is gone. */
	readonly mark: string;
	readonly gone: string;
	/** Between a server and its service. */
	readonly of: string;
	/** Between a client and its server. */
	readonly to: string;
};

export const unicodeGlyphs: Glyphs = {
	cursor: '›',
	open: '▾',
	folded: '▸',
	descending: '▾',
	ascending: '▴',
	ellipsis: '…',
	caret: '▏',
	rule: '─',
	bar: '│',
	corners: ['╭', '╮', '╰', '╯'],
	levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	fill: {full: '━', halves: ['╸'], empty: '·'},
	mark: '●',
	gone: '×',
	of: '←',
	to: '→',
};

export const asciiGlyphs: Glyphs = {
	cursor: '>',
	open: '-',
	folded: '+',
	descending: 'v',
	ascending: '^',
	ellipsis: '~',
	caret: '_',
	rule: '-',
	bar: '|',
	corners: ['+', '+', '+', '+'],
	levels: ['.', '.', ':', ':', '|', '|', '#', '#'],
	fill: {full: '#', halves: [], empty: '.'},
	mark: '*',
	gone: 'x',
	of: '<',
	to: '>',
};

/** By locale: a terminal that was not told to speak UTF-8 gets ASCII. */
export const glyphsFor = (environment: Readonly<Record<string, string | undefined>>): Glyphs => {
	const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || '';
	return /utf-?8/i.test(locale) ? unicodeGlyphs : asciiGlyphs;
};
