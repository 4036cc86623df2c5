import {rate} from '../../../sampler/rates.ts';
import {cannotChange} from '../../operator/may-change.ts';
import {displacedIn} from '../../operator/put-back-key.ts';
import type {TuiState} from '../../store/state.ts';
import type {Segment} from '../../view/line.ts';
import {countText, plural, rateText, timeText} from '../../view/number-text.ts';
import {sparkline} from '../../view/sparkline.ts';
import {courseOf} from './history.ts';
import {destinationState, type Facts} from '../../view/facts.ts';
import {widthOf} from '../../view/text.ts';
import {services} from './state.ts';

/** What is there and what of it is not as it should be, in a line; on wide screens with the course of it. */
export const crumb = (state: TuiState, room: number): Segment => {
	const {list, values, baseline} = services.of(state);
	if (list === undefined) {
		return {text: 'reading the table', tone: 'dim'};
	}
	const before = [
		...(values === 'share' ? ['numbers are shares'] : []),
		...(baseline === undefined ? [] : [`CONNS since ${timeText(baseline.takenAt)}`]),
	];
	const summaries = summariesOf(list.facts, othersIn(state));
	const texts = summaries.map(summary => [...before, summary].join('   '));
	const text = texts.find(fitting => widthOf(fitting) <= room) ?? texts.at(-1) ?? '';
	const withCourses =
		state.size.columns < 120 ? text : [text, ...courses(state, list.facts)].join('   ');
	return {text: widthOf(withCourses) <= room ? withCourses : text, tone: 'plain'};
};

/** What somebody else did since the start, at length and short, and the key that puts it back. */
const othersIn = (state: TuiState): readonly [string, string] | undefined => {
	const {operator} = state;
	const displaced = displacedIn(state).length;
	if (displaced > 0 && cannotChange(state) === undefined) {
		return [`${displaced} changed by others, P puts back`, `${displaced} changed: P`];
	}
	const marks = [...(operator?.marks.values() ?? [])];
	const foreign = marks.filter(({actor}) => actor === 'someone else').length;
	return foreign === 0 ? undefined : [`${foreign} changed by others`, `${foreign} changed`];
};

const courses = (state: TuiState, {total}: Facts): readonly string[] => {
	const course = courseOf(state, 'total');
	const width = state.size.columns < 160 ? 10 : 20;
	const one = (name: string, value: number | undefined, values: readonly number[]): string =>
		`${name} ${rateText(value ?? Number.NaN, 5)} ${sparkline(values, width, state.glyphs)}`;
	return [
		one('CPS', total.rates[rate.connections], course.connections),
		one('IN', (total.rates[rate.inBytes] ?? Number.NaN) * 8, course.bits),
	];
};

/** In the order in which somebody who comes in the night wants to hear of them. */
const troubles = [
	[destinationState.full, 'FULL'],
	[destinationState.drain, 'drain'],
	[destinationState.off, 'off'],
	[destinationState.hot, 'hot'],
] as const;

/** What is there and in which state, at length. */
export const summaryOf = (facts: Facts): string => summariesOf(facts, undefined)[0] ?? '';

/** `14 services (1 down), 52 real servers: 1 FULL, 3 drain, 48 serving`: longest first, the last ones only what is wrong. */
const summariesOf = (
	{sample: {table}, total: {states, down}}: Facts,
	others: readonly [string, string] | undefined,
): readonly string[] => {
	const count = (state: number): number => states[state] ?? 0;
	const words = troubles
		.filter(([state]) => count(state) > 0)
		.map(([state, word]) => `${countText(count(state), 9)} ${word}`);
	const serving = count(destinationState.ok);
	const isWhole = serving === table.destinations.count;
	const top = `${plural(table.services.count, 'service')}${down === 0 ? '' : ` (${countText(down, 9)} down)`}`;
	const servers = table.destinations.count;
	const all =
		servers === 0 ? [] : [...words, isWhole ? 'all serving' : `${countText(serving, 9)} serving`];
	const wrong = [...(down === 0 ? [] : [`${plural(down, 'service')} down`]), ...words];
	return [
		`${top}, ${plural(servers, 'real server')}${listed(all)} ${said(others?.[0])}`,
		`${top}, ${plural(servers, 'server')}${listed(words)}${said(others?.[0])}`,
		`${top}, ${plural(servers, 'server')}${listed(words)}${said(others?.[1])}`,
		...(wrong.length === 0 ? [] : [`${wrong.join(', ')}${said(others?.[1])}`]),
	].map(text => text.trimEnd());
};

const said = (text: string | undefined): string => (text === undefined ? '' : `  ${text}`);

const listed = (list: readonly string[]): string =>
	list.length === 0 ? '' : `: ${list.join(', ')}`;
