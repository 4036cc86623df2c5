import {keyLabels} from '../../keys/binding.ts';
import type {KeySection} from '../../keys/sections.ts';
import type {GlossarySection} from '../../screens/screen.ts';
import type {Size} from '../../store/state.ts';
import type {Glyphs} from '../../view/glyphs.ts';
import {wrapped} from '../../view/wrap.ts';
import type {HelpState} from './state.ts';

/** A line of the help: a term and what it means. A heading has no meaning; a long meaning goes on in lines without a term. */
export type HelpRow = {readonly term: string; readonly means: string};

export type HelpPage = {
	/** Side by side, as many as the screen is wide enough for. */
	readonly tables: readonly (readonly HelpRow[])[];
	readonly height: number;
	/** Widths of the terms and of the meanings. */
	readonly termWidth: number;
	readonly width: number;
	/** Between the columns, and before a heading. */
	readonly bar: string;
	readonly rule: string;
	readonly position: string;
	readonly scroll: {readonly page: number; readonly end: number};
};

/** What is true on every screen. */
export const commonGlossary: readonly GlossarySection[] = [
	{
		title: 'Title bar',
		words: [
			{term: 'every 2 s', means: 'how often the table is read; less often when reading is costly'},
			{term: 'PAUSED', means: 'the numbers are this old; p goes on'},
			{term: 'STALE', means: 'the table could not be read for so long; it keeps trying'},
			{term: 'READ-ONLY', means: 'nothing can be changed from here'},
			{term: '3 draining', means: 'servers that this program is emptying'},
		],
	},
];

/** Everything there is to know here, explained by the records that draw it; with a search, what has it in it. */
export const helpRows = (
	sections: readonly KeySection[],
	glossary: readonly GlossarySection[],
	search: string,
): readonly (HelpRow & {readonly isHeading: boolean})[] => {
	const [first = [], ...others] = sections
		.map(({title, bindings}) => ({
			title,
			words: bindings.map(binding => ({
				term: keyLabels(binding) || 'by name, ^p',
				means: binding.says,
			})),
		}))
		.map(section => [section]);
	const wanted = search.trim().toLowerCase();
	return [...first, ...others.flat().slice(0, 2), ...glossary, ...others.flat().slice(2)]
		.map(({title, words}) => ({
			title,
			words: words.filter(({term, means}) =>
				`${title} ${term} ${means}`.toLowerCase().includes(wanted),
			),
		}))
		.filter(({words}) => words.length > 0)
		.flatMap(({title, words}) => [
			{term: '', means: '', isHeading: false},
			{term: title, means: '', isHeading: true},
			...words.map(word => ({...word, isHeading: false})),
		])
		.slice(1);
};

/** Cells the table itself takes: a border and two blanks a column, and the last border. */
const frame = 7;
const widestMeaning = 58;
const widestTerm = 16;
/** From this width on the help has two tables side by side. */
const twoTables = 130;

export type HelpContent = {
	readonly sections: readonly KeySection[];
	readonly glossary: readonly GlossarySection[];
};

export const helpPage = (
	{columns: width, rows}: Size,
	{own, content, glyphs}: {own: HelpState; content: HelpContent; glyphs: Glyphs},
): HelpPage => {
	const count = width >= twoTables ? 2 : 1;
	const meaning = Math.min(widestMeaning, Math.floor(width / count) - widestTerm - frame);
	// The table has a line of headings.
	const height = Math.max(1, rows - 1);
	const rule = `${glyphs.rule.repeat(2)} `;
	const lines = helpRows(content.sections, content.glossary, own.search.text).flatMap(row =>
		rowsOf(row.isHeading ? {term: rule + row.term, means: ''} : row, meaning),
	);
	const end = Math.max(0, lines.length - height * count);
	const first = Math.min(own.top, end);
	const last = Math.min(first + height * count, lines.length);
	return {
		tables: Array.from({length: count}, (_, index) =>
			lines.slice(first + index * height, first + (index + 1) * height),
		),
		height,
		termWidth: widestTerm,
		width: meaning,
		bar: glyphs.bar,
		rule,
		position: lines.length === 0 ? 'nothing found' : `${first + 1}-${last} of ${lines.length}`,
		scroll: {page: height * count, end},
	};
};

const rowsOf = ({term, means}: HelpRow, width: number): readonly HelpRow[] => {
	const meanings = wrapped(means, width);
	const terms = wrapped(term, widestTerm);
	return Array.from({length: Math.max(meanings.length, terms.length)}, (_, index) => ({
		term: terms[index] ?? '',
		means: meanings[index] ?? '',
	}));
};
