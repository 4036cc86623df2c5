import {bodyArea, type Size, type TuiState} from '../../store/state.ts';
import {fitted} from '../../view/box.ts';
import {centred} from '../../view/centred.ts';
import {lineOf, plainLine, type Line, type Segment} from '../../view/line.ts';
import type {BodyLine} from '../screen.ts';
import {clientsLines} from './clients.ts';
import {configLines} from './config.ts';
import {historyLines} from './events.ts';
import {graphsLines} from './graphs.ts';
import {services} from '../services/state.ts';
import {serversLines} from './servers.ts';
import {detail, tabNames, type TabName} from './state.ts';
import {subjectOf, type Subject} from './subject.ts';

type TabLines = (state: TuiState, subject: Subject, area: Size) => readonly Line[];

const tabs: Readonly<Record<TabName, {readonly title: string; readonly lines: TabLines}>> = {
	graphs: {title: 'Graphs', lines: graphsLines},
	servers: {
		title: 'Servers',
		lines: serversLines,
	},
	clients: {title: 'Clients', lines: (state, _, {columns}) => clientsLines(state, columns)},
	config: {title: 'Config', lines: (_, subject) => configLines(subject)},
	history: {title: 'History', lines: state => historyLines(state)},
};

/** The tabs, and what the shown one says of the item. */
export const detailView = (state: TuiState, {columns, rows}: Size): readonly BodyLine[] => {
	const {glyphs} = state;
	const own = detail.of(state);
	const subject = subjectOf(state);
	const area = {columns, rows: rows - 1};
	if (subject === undefined) {
		return [
			{line: tabsLine(own.tab)},
			...centred(
				services.of(state).cursor === undefined
					? ['no row is chosen: 1 shows the services']
					: ['this is not in the table any more', 'Esc goes back'],
				area,
				glyphs,
			),
		];
	}
	const {lines, top} = shownPart(state, subject, area);
	const isStale = state.sampler.trouble !== undefined;
	const shown = lines.slice(top, top + area.rows).map((line): BodyLine => ({
		line: lineOf(fitted(line.segments, columns, glyphs)),
		isStale,
	}));
	return [
		{line: tabsLine(own.tab)},
		...shown,
		...Array.from({length: area.rows - shown.length}, () => ({line: plainLine(' ')})),
	];
};

/** All lines of the tab, and the first one on the screen: the last screen of them is as far as scrolling goes. */
const shownPart = (state: TuiState, subject: Subject, area: Size) => {
	const {tab, top} = detail.of(state);
	const lines = tabs[tab].lines(state, subject, area);
	return {lines, top: Math.max(0, Math.min(top, lines.length - area.rows))};
};

/** Keeps what is scrolled out inside of what there is. */
export const settleScroll = (_before: TuiState, after: TuiState): TuiState => {
	const own = detail.of(after);
	const subject = own.top === 0 ? undefined : subjectOf(after);
	if (subject === undefined) {
		return after;
	}
	const {columns, rows} = bodyArea(after.size);
	const {top} = shownPart(after, subject, {columns, rows: rows - 1});
	return top === own.top ? after : detail.set(after, {...own, top});
};

const tabsLine = (present: TabName): Line =>
	lineOf([
		{text: ' ', tone: 'plain'},
		...tabNames.flatMap((name): readonly Segment[] =>
			name === present
				? [{text: `[${tabs[name].title}]`, tone: 'strong'}]
				: [{text: ` ${tabs[name].title} `, tone: 'dim'}],
		),
	]);
