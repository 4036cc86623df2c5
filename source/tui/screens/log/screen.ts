import type {Actor} from '../../../operator/journal.ts';
import type {Segment} from '../../view/line.ts';
import {cannotChange} from '../../operator/may-change.ts';
import {displacedOf} from '../../operator/put-back-key.ts';
import {readOnlyLead} from '../../operator/row-hints.ts';
import type {TuiState} from '../../store/state.ts';
import {centred} from '../../view/centred.ts';
import {plainLine} from '../../view/line.ts';
import {plural} from '../../view/number-text.ts';
import {windowFor} from '../../view/window.ts';
import type {BodyLine, Screen} from '../screen.ts';
import {itemsOfEntry, logKeys} from './keys.ts';
import {commandLines, entryLine, headingLine} from './lines.ts';
import {chosenEntry, entriesOf, footHeight, indexOfCursor, listHeight, log} from './state.ts';

const view: Extract<Screen, {view: unknown}>['view'] = (state, {columns, rows}) => {
	const {glyphs, size} = state;
	const entries = entriesOf(state);
	const height = listHeight(size);
	if (entries.length === 0) {
		return centred(emptyText(state), {columns, rows}, glyphs);
	}
	const at = indexOfCursor(state);
	const {top} = log.of(state);
	const shown = entries.slice(top, top + height).map((entry, index): BodyLine => ({
		line: entryLine(entry, {columns, glyphs, isCursor: top + index === at}),
		isCursor: top + index === at,
	}));
	const entry = chosenEntry(state);
	const foot =
		entry === undefined || footHeight(size) === 0 ? [] : commandLines(entry, glyphs, columns);
	return [
		{line: headingLine(columns)},
		...shown,
		...Array.from({length: height - shown.length}, () => ({line: plainLine(' ')})),
		...foot.map(line => ({line})),
	];
};

const emptyText = (state: TuiState): readonly string[] =>
	log.of(state).filter === ''
		? ['nothing was changed since the start', 'what you and others change is listed here']
		: ['no line has these words', 'Esc shows all'];

const crumb = (state: TuiState): Segment => {
	const journal = state.operator?.journal;
	if (journal?.trouble !== undefined) {
		return {text: journal.trouble, tone: 'bad'};
	}
	const entries = journal?.entries ?? [];
	const by = (actor: Actor): number => entries.filter(entry => entry.actor === actor).length;
	const parts = [
		`${by('you')} by you`,
		`${by('someone else')} by others`,
		...(by('care') === 0 ? [] : [`${by('care')} by care`]),
		`${by('scheduled')} by timers`,
	];
	return {text: `Log: ${plural(entries.length, 'change')}: ${parts.join(', ')}`, tone: 'plain'};
};

const putBackHints = (state: TuiState): readonly string[] =>
	displacedOf(state, itemsOfEntry(state)).length === 0 ? [] : ['put-back'];

export const logScreen: Screen = {
	key: '7',
	also: ['@'],
	name: 'log',
	title: 'Log',
	bindings: logKeys,
	hints: state => ({
		...readOnlyLead(state),
		names: [
			...(cannotChange(state) === undefined ? ['undo', ...putBackHints(state)] : []),
			'log-details',
			'filter',
			'export-commands',
			'export-inverse',
			'step-back',
		],
		last: 'help',
	}),
	crumb,
	filter: {
		text: state => log.of(state).filter,
		set: filter => log.step(own => (own.filter === filter ? own : {...own, filter})),
		counted: state =>
			`${entriesOf(state).length} of ${plural(state.operator?.journal.entries.length ?? 0, 'line')}`,
		example: 'other weight !undone',
	},
	settle: (_, after) => {
		const {top} = windowFor({
			count: entriesOf(after).length,
			height: listHeight(after.size),
			top: log.of(after).top,
			cursor: indexOfCursor(after),
		});
		return log.step(own => (own.top === top ? own : {...own, top}))(after);
	},
	view,
};
