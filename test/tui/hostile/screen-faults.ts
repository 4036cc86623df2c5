import type {TuiState} from '../../../source/tui/store/state.ts';
import {frameOf} from '../../../source/tui/view/frame.ts';
import {textOf} from '../../../source/tui/view/line.ts';
import {widthOf} from '../../../source/tui/view/text.ts';
import {tooSmall} from '../../../source/tui/view/too-small.ts';

/** What must never be sent to a terminal as text. */
const control = /\p{Cc}/u;

/** What is wrong with the screen, one sentence each: lines that are too wide, too many of them, or that hold control characters. */
export const screenFaults = (state: TuiState): readonly string[] => {
	const {columns, rows} = state.size;
	const small = tooSmall(state);
	if (small !== undefined) {
		return [...tooMany('the screen', small.length, rows), ...lineFaults(small, columns)];
	}
	const {title, notice, body, bodyRows, foot} = frameOf(state);
	const bodyLines = 'lines' in body ? body.lines.map(({line}) => textOf(line)) : [];
	return [
		...tooMany('the foot', 2 + bodyRows + foot.length, rows),
		...tooMany('the body', bodyLines.length, rows - 3),
		...lineFaults([title, notice, ...foot].map(textOf), columns),
		...lineFaults(bodyLines, columns),
	];
};

const tooMany = (what: string, lines: number, most: number): readonly string[] =>
	lines > most ? [`${what} has ${lines} lines where ${most} fit`] : [];

const lineFaults = (lines: readonly string[], columns: number): readonly string[] =>
	lines.flatMap(line => [
		...(widthOf(line) > columns ? [`${widthOf(line)} of ${columns} columns: ${line}`] : []),
		...(control.test(line) ? [`control characters: ${JSON.stringify(line)}`] : []),
	]);
