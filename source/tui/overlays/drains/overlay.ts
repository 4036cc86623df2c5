import {isOpen, progressOf, type Blocker, type Drain} from '../../../operator/drain.ts';
import {itemText} from '../../../operator/item.ts';
import type {Ramp} from '../../../operator/ramp.ts';
import {leftOf} from '../../../operator/situation.ts';
import type {OperatorState} from '../../../operator/state.ts';
import {counted} from '../../../operator/words.ts';
import type {TuiState} from '../../store/state.ts';
import {lineOf, plainLine, type Line, type Segment, type Tone} from '../../view/line.ts';
import {countText, durationText, timeText} from '../../view/number-text.ts';
import {bar} from '../../view/sparkline.ts';
import {cut, padEnd, padStart, widthOf} from '../../view/text.ts';
import {listLine} from '../../form/list.ts';
import type {Overlay} from '../overlay.ts';
import {drainKeys} from './keys.ts';
import {drainsView, isRunning, shownTask, tasksOf, type Task} from './state.ts';

const width = 74;

const hintNames = (state: TuiState): readonly string[] => [
	...actionNames(shownTask(state)),
	...(tasksOf(state.operator).length > 1 ? ['next-drain'] : []),
	...((state.operator?.guarded.length ?? 0) > 0 ? ['keep'] : []),
	'undo',
];

const actionNames = (task: Task | undefined): readonly string[] => {
	if (task === undefined) {
		return [];
	}
	if (task.kind === 'ramp') {
		return ['stop-ramp'];
	}
	switch (task.phase.kind) {
		case 'empty':
			return ['drain-remove', 'drain-return'];
		case 'gone':
		case 'returned':
			return ['drain-forget'];
		default:
			return [
				'drain-return',
				...(task.firmness === 'firm' ? [] : ['drain-firm']),
				'drain-remove',
				'drain-when-empty',
			];
	}
};

/** Everything that is being emptied or comes back, and the chosen one in detail. */
export const drainsOverlay: Overlay = {
	name: drainsView.name,
	title: 'Drains',
	bindings: drainKeys,
	hints: state => ({names: hintNames(state), last: 'drain-hide'}),
	ticks: ({operator}) => tasksOf(operator).some(isRunning),
	shape: 'box',
	view: (state, {columns, rows}) => {
		const room = Math.min(width, columns - 2);
		const tasks = tasksOf(state.operator);
		const chosen = shownTask(state);
		const at = tasks.findIndex(({id}) => id === chosen?.id);
		const list = tasks.map((task, index) =>
			listLine(summary(task, room, state), index === at && tasks.length > 1, room),
		);
		const details =
			chosen === undefined
				? [plainLine(' nothing goes on any more', 'dim')]
				: chosen.kind === 'ramp'
					? rampLines(chosen, room, state)
					: detailLines(chosen, room, state);
		return {
			title: titleOf(tasks),
			width,
			lines: list,
			focus: at,
			foot: rows < 14 ? details.slice(0, Math.max(2, rows - 5)) : details,
		};
	},
};

/** What it is of, and how far all of it together is. */
const titleOf = (tasks: readonly Task[]): string => {
	const ramps = tasks.filter(({kind}) => kind === 'ramp').length;
	if (tasks.length < 2) {
		return ramps === 1 ? 'Return' : 'Drain';
	}
	const drains = tasks.flatMap(task => (task.kind === 'drain' && isRunning(task) ? task : []));
	const sum = (name: 'start' | 'now'): number =>
		drains.reduce((total, drain) => total + leftOf(drain[name]), 0);
	const all = sum('start');
	const gone = all === 0 ? 1 : Math.max(0, 1 - sum('now') / all);
	return [
		...(tasks.length === ramps ? [] : [counted(tasks.length - ramps, 'drain')]),
		...(ramps === 0 ? [] : [counted(ramps, 'return')]),
		...(drains.length < 2 ? [] : [`${Math.floor(gone * 100)} % of all gone`]),
	].join(', ');
};

/** How far a return in steps is. */
const rampLines = (
	{weight, to, startedAt, duration, phase}: Ramp,
	room: number,
	{glyphs, now}: TuiState,
): readonly Line[] => {
	const next = phase.kind === 'rising' ? `, next step in ${durationText(phase.nextAt - now)}` : '';
	return [
		plainLine(` ${glyphs.rule.repeat(Math.max(0, room - 2))}`, 'border'),
		lineOf([
			{text: ` weight ${weight} of ${to}${next}  `, tone: 'plain'},
			{text: bar(weight / to, Math.max(10, Math.min(30, room - 44)), glyphs), tone: 'graph'},
		]),
		plainLine(
			` whole at ${timeText(startedAt + duration)}, unless its connections stay half open`,
			'dim',
		),
	];
};

const phaseWords: Readonly<
	Record<Drain['phase']['kind'], {readonly word: string; readonly tone: Tone}>
> = {
	draining: {word: 'draining', tone: 'warning'},
	empty: {word: 'EMPTY', tone: 'good'},
	removing: {word: 'removing', tone: 'warning'},
	'gave up': {word: 'TIME OVER', tone: 'bad'},
	gone: {word: 'removed', tone: 'dim'},
	returned: {word: 'returned', tone: 'good'},
};

const summary = (task: Task, room: number, {glyphs}: TuiState): readonly Segment[] => {
	const {word, tone} =
		task.kind === 'ramp'
			? ({word: 'returning', tone: 'good'} as const)
			: phaseWords[task.phase.kind];
	const part = task.kind === 'ramp' ? task.weight / task.to : progressOf(task);
	const percent = `${Math.floor(part * 100)} %`;
	const name = cut(itemText(task.item), room - 18, glyphs);
	return [
		{text: ` ${padEnd(name, room - 18)} `, tone: 'strong'},
		{text: padStart(isRunning(task) ? percent : '', 5), tone: 'plain'},
		{text: ` ${padEnd(word, 10)}`, tone},
	];
};

const detailLines = (drain: Drain, room: number, state: TuiState): readonly Line[] => {
	const {now, start, phase} = drain;
	const {glyphs} = state;
	const left = leftOf(now);
	const rule = plainLine(` ${glyphs.rule.repeat(Math.max(0, room - 2))}`, 'border');
	const forecast = plainLine(` ${forecastText(drain, left, state)}`, phaseWords[phase.kind].tone);
	if (!isOpen(drain)) {
		return [rule, forecast];
	}
	const counts = ` active ${number(start.active)} > ${number(now.active)}  inactive ${number(now.inactive)}  templates ${number(now.persistent)}  `;
	const meter = Math.min(30, room - counts.length - 1);
	return [
		rule,
		lineOf([
			{text: counts, tone: 'plain'},
			{text: meter < 5 ? '' : bar(progressOf(drain), meter, glyphs), tone: 'graph'},
		]),
		forecast,
		...(state.size.rows < tall ? blockerLine(drain, left, room) : clientLines(drain, left)),
		plainLine(` ${settingsText(drain, state)}`, 'dim'),
		...switchLine(state.operator),
	];
};

const number = (value: number): string => countText(value, 7);

const forecastText = (
	{phase, forecast, trend, since, lastTimerAt, weight}: Drain,
	left: number,
	{now}: TuiState,
): string => {
	const running = durationText(now - since);
	switch (phase.kind) {
		case 'empty':
			return `empty since ${timeText(phase.at)}: x removes it, r returns it${weight === undefined ? '' : ` to ${weight}`}`;
		case 'removing':
			return 'empty, being removed';
		case 'gave up':
			return `time over at ${timeText(phase.at)} with ${left} left; it stays at weight 0`;
		case 'gone':
			return `removed at ${timeText(phase.at)}`;
		case 'returned':
			return `has weight ${phase.weight} again since ${timeText(phase.at)}`;
		case 'draining': {
			const perMinute = Math.round(trend ?? 0);
			// How fast others went says nothing of what waits for its timers.
			const slope =
				perMinute === 0 || forecast?.basis === 'timers'
					? ''
					: `, ${perMinute > 0 ? '+' : ''}${perMinute}/min`;
			const timer =
				lastTimerAt === undefined || lastTimerAt < now
					? ''
					: `, last timer ${timeText(lastTimerAt)}`;
			return forecast === undefined
				? `running ${running}, no end in sight yet${slope}${timer}`
				: `empty in about ${durationText(forecast.at - now)} by ${forecast.basis}${slope}${timer}, ${running} so far`;
		}
	}
};

/** Screens with so many rows have room for a list of the clients that are left. */
const tall = 30;

/** Whether it waits for clients that are to be named. */
const isBlocked = ({phase}: Drain, left: number): boolean =>
	left > 0 && (phase.kind === 'draining' || phase.kind === 'gave up');

const clientLines = (drain: Drain, left: number): readonly Line[] => {
	const {blockers} = drain;
	if (!isBlocked(drain, left)) {
		return [];
	}
	if (blockers.length === 0) {
		return [plainLine(' blocked by clients that are being looked up', 'dim')];
	}
	return [
		plainLine(columns('BLOCKED BY', 'CONNS', 'TEMPLATES', 'EXPIRES'), 'dim'),
		...blockers.map(({client, connections, templates, expires}) =>
			plainLine(
				columns(client, number(connections), number(templates), durationText(expires * 1000)),
			),
		),
		...(countOf(blockers) < left ? [plainLine(' and others', 'dim')] : []),
	];
};

const columns = (client: string, ...others: readonly string[]): string =>
	` ${padEnd(client, 40)}${others.map(text => padStart(text, 11)).join('')}`;

const countOf = (blockers: readonly Blocker[]): number =>
	blockers.reduce((sum, {connections, templates}) => sum + connections + templates, 0);

/** Who is left, as many as there is room for; known once connection rows were read. */
const blockerLine = (drain: Drain, left: number, room: number): readonly Line[] => {
	const {blockers} = drain;
	if (!isBlocked(drain, left)) {
		return [];
	}
	const names = blockers.map(blockerText);
	const hasMore = countOf(blockers) < left;
	let shown = names.length;
	while (shown > 1 && widthOf(clientsText(names, shown, hasMore)) > room - 14) {
		shown -= 1;
	}
	return [
		lineOf([
			{text: ' blocked by ', tone: 'dim'},
			blockers.length === 0
				? {text: 'clients that are being looked up', tone: 'dim'}
				: {text: clientsText(names, shown, hasMore), tone: 'plain'},
		]),
	];
};

const blockerText = ({client, connections, templates}: Blocker): string =>
	[
		client,
		...(connections > 0 ? [`x${connections}`] : []),
		...(templates > 0 ? ['sticky'] : []),
	].join(' ');

const clientsText = (names: readonly string[], shown: number, hasMore: boolean): string =>
	`${names.slice(0, shown).join(', ')}${hasMore || shown < names.length ? ' and others' : ''}`;

const settingsText = ({firmness, whenEmpty, giveUpAt, weight}: Drain, {now}: TuiState): string => {
	const then = {hold: 'hold', ask: 'ask', remove: 'remove'}[whenEmpty];
	const until =
		giveUpAt === undefined || giveUpAt < now ? '' : `, gives up in ${durationText(giveUpAt - now)}`;
	const back = weight === undefined ? 'weight to return to not known' : `weight was ${weight}`;
	return `${firmness}, when empty: ${then}${until}; ${back}`;
};

const switchLine = (operator: OperatorState | undefined): readonly Line[] => {
	const held = operator?.firmSwitch;
	if (held === undefined) {
		return [];
	}
	return [
		held.trouble === undefined
			? plainLine(` expire_quiescent_template is 1 meanwhile, then ${held.original} again`, 'dim')
			: plainLine(` ${held.trouble}`, 'bad'),
	];
};
