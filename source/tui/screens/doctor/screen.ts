import type {Size, TuiState} from '../../store/state.ts';
import {centred} from '../../view/centred.ts';
import {timeText} from '../../view/number-text.ts';
import type {Segment} from '../../view/line.ts';
import type {BodyLine, Screen} from '../screen.ts';
import {
	examineAgain,
	itemsNow,
	linesNow,
	listHeight,
	moveToLine,
	settleDoctor,
	watchWishes,
} from './actions.ts';
import {doctorKeys} from './keys.ts';
import {headingLine, widthsFor} from './lines.ts';
import {doctor} from './state.ts';

const view = (state: TuiState, area: Size): readonly BodyLine[] => {
	const own = doctor.of(state);
	if (own.report === undefined) {
		const text = own.problem ?? 'looking at modules, settings, addresses, routes and real servers';
		return centred([text], area, state.glyphs);
	}
	const shown = linesNow(own, state).slice(own.top, own.top + listHeight(state));
	return [
		{line: headingLine(widthsFor(itemsNow(own, state), area.columns))},
		...shown.map(({line, item, isHead}) => ({line, isCursor: isHead && item === own.cursor})),
	];
};

/** `1 fail, 2 warn, 3 not seen, 14 ok   examined at 14:02:07`. */
const crumb = (state: TuiState): Segment => {
	const {report, isRunning, examinedAt} = doctor.of(state);
	if (report === undefined) {
		return {text: isRunning ? 'examining this director and its host' : ' ', tone: 'dim'};
	}
	const {fail, warn, unknown, ok} = report.counts;
	const counts = `${fail} fail, ${warn} warn, ${unknown} not seen, ${ok} ok`;
	const when = isRunning ? 'examining again' : `examined at ${timeText(examinedAt)}, ^r again`;
	return {text: `Doctor: ${counts}   ${when}`, tone: fail > 0 ? 'bad' : 'plain'};
};

/** What is wrong with this director and its host, and how to mend it. */
export const doctorScreen: Screen = {
	key: '4',
	also: ['!'],
	name: 'doctor',
	title: 'Doctor',
	bindings: doctorKeys,
	hints: () => ({
		names: ['explain', 'copy-fix', 'refresh', 'examine-arp', 'explain-all', 'step-back'],
		last: 'help',
	}),
	crumb,
	settle: settleDoctor,
	clicked: row => moveToLine(row - 1),
	refresh: examineAgain({arp: false, probe: true}),
	watch: watchWishes,
	glossary: [
		{
			title: 'Results',
			words: [
				{term: 'FAIL', means: 'does not work, or will not'},
				{term: 'WARN', means: 'works, but not as one would expect'},
				{term: 'n/a', means: 'could not be seen from here; often root is needed'},
				{term: 'there', means: 'to be run on the real servers; nothing is done from here'},
			],
		},
	],
	view,
};
