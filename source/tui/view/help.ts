import {keyLabels} from '../keys/binding.ts';
import {keySections} from '../keys/key-table.ts';
import type {Size} from '../store/state.ts';
import {columns} from './columns.ts';
import type {Glyphs} from './glyphs.ts';
import {forwardNames} from './names.ts';
import {serverStates, serviceStates} from './states.ts';

/** A line of the help: a term and what it means. A heading has no meaning; a long meaning goes on in lines without a term. */
export type HelpRow = {readonly term: string; readonly means: string};

export type HelpPage = {
	/** Side by side, as many as the screen is wide enough for. */
	readonly tables: readonly (readonly HelpRow[])[];
	readonly height: number;
	/** Width of the meanings. */
	readonly width: number;
	/** Between the columns, and before a heading. */
	readonly bar: string;
	readonly rule: string;
	readonly position: string;
	readonly scroll: {readonly page: number; readonly end: number};
};

/** Replaced by a rule when the page is made. */
const headingMark = '## ';

const heading = (term: string): readonly HelpRow[] => [
	{term: '', means: ''},
	{term: headingMark + term, means: ''},
];

const [treeSection = [], commonSection = [], ...otherSections] = keySections.map(
	({title, bindings}) => [
		...heading(title),
		...bindings.map(binding => ({term: keyLabels(binding), means: binding.says})),
	],
);

/** Everything on the screen, explained by the records that draw it. */
export const helpRows: readonly HelpRow[] = [
	...treeSection,
	...commonSection,
	...heading('Columns'),
	{
		term: 'SERVICE',
		means:
			'protocol, address and port, or FWM and the firewall mark; then the scheduler; p300: clients stick for 300 seconds; ops: every packet is scheduled',
	},
	...Object.values(columns).map(({title, says}) => ({term: title, means: says})),
	{term: 'PPS, IN, OUT', means: 'on narrow screens: PPS IN, b/s IN, b/s OUT'},
	...heading('Forwarding'),
	...Object.values(forwardNames).map(({word, says}) => ({term: word, means: says})),
	...heading('States'),
	...[
		...Object.values(serverStates).toReversed(),
		...Object.values(serviceStates).toReversed(),
	].map(({word, says}) => ({term: word, means: says})),
	...heading('Values'),
	{term: '1.2k 34M 5G', means: 'thousands, millions, billions'},
	{term: '-', means: 'not known: no counters, or they were just set to zero'},
	{term: 'n/a', means: 'does not pass this director: replies of DR and TUN'},
	{term: 'Total', means: 'sum over all services, also those that the filter hides'},
	...heading('Title bar'),
	{term: 'every 2 s', means: 'how often the table is read; less often when reading is costly'},
	{term: 'PAUSED', means: 'the numbers are this old; p goes on'},
	{term: 'STALE', means: 'the table could not be read for so long; it keeps trying'},
	...otherSections.flat(),
].slice(1);

export const termWidth = Math.max(...helpRows.map(({term}) => term.length));

/** Cells the table itself takes: a border and two blanks a column, and the last border. */
const frame = 7;
const widestMeaning = 58;
/** From this width on the help has two tables side by side. */
const twoTables = 130;
/** Lines of the screen around the table: title, heading and hints. */
const linesAround = 3;

export const helpPage = (
	{columns: width, rows}: Size,
	{top, glyphs}: {readonly top: number; readonly glyphs: Glyphs},
): HelpPage => {
	const count = width >= twoTables ? 2 : 1;
	const meaning = Math.min(widestMeaning, Math.floor(width / count) - termWidth - frame);
	const height = Math.max(1, rows - linesAround);
	const rule = `${glyphs.rule.repeat(headingMark.length - 1)} `;
	const lines = helpRows.flatMap(row =>
		wrapped({...row, term: row.term.replace(headingMark, rule)}, meaning),
	);
	const end = Math.max(0, lines.length - height * count);
	const first = Math.min(top, end);
	return {
		tables: Array.from({length: count}, (_, index) =>
			lines.slice(first + index * height, first + (index + 1) * height),
		),
		height,
		width: meaning,
		bar: glyphs.bar,
		rule,
		position: `${first + 1}-${Math.min(first + height * count, lines.length)} of ${lines.length}`,
		scroll: {page: height * count, end},
	};
};

const wrapped = ({term, means}: HelpRow, width: number): readonly HelpRow[] => {
	const lines: string[] = [''];
	for (const word of means.split(' ')) {
		const line = lines[lines.length - 1] ?? '';
		if (line === '') {
			lines[lines.length - 1] = word;
		} else if (line.length + 1 + word.length <= width) {
			lines[lines.length - 1] = `${line} ${word}`;
		} else {
			lines.push(word);
		}
	}
	return lines.map((line, index) => ({term: index === 0 ? term : '', means: line}));
};
