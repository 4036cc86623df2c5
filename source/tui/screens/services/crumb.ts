import {rate} from '../../../sampler/rates.ts';
import type {TuiState} from '../../store/state.ts';
import type {Segment} from '../../view/line.ts';
import {countText, plural, rateText, timeText} from '../../view/number-text.ts';
import {sparkline} from '../../view/sparkline.ts';
import {courseOf} from './history.ts';
import {destinationState, type Facts} from '../../view/facts.ts';
import {services} from './state.ts';

/** What is there, in a line; on wide screens with the course of it. */
export const crumb = (state: TuiState): Segment => {
	const {list, values, baseline} = services.of(state);
	if (list === undefined) {
		return {text: 'reading the table', tone: 'dim'};
	}
	const parts = [
		...(values === 'share' ? ['numbers are shares'] : []),
		...(baseline === undefined ? [] : [`CONNS since ${timeText(baseline.takenAt)}`]),
		summaryOf(list.facts),
		...othersIn(state),
		...(state.size.columns < 120 ? [] : courses(state, list.facts)),
	];
	return {text: parts.join('   '), tone: 'plain'};
};

/** What somebody else did since the start; first what of it undid something that was done here. */
const othersIn = ({operator}: TuiState): readonly string[] => {
	const overridden = operator?.overridden.size ?? 0;
	if (overridden > 0) {
		return [`${overridden} not as left here, P puts back`];
	}
	const marks = [...(operator?.marks.values() ?? [])];
	const foreign = marks.filter(({actor}) => actor === 'someone else').length;
	return foreign === 0 ? [] : [`${foreign} changed by others`];
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

/** `14 services, 52 servers: 48 serving, 3 drain, 1 off`. */
export const summaryOf = ({sample: {table}, total: {states}}: Facts): string => {
	const counts = [
		[destinationState.ok, 'serving'],
		[destinationState.hot, 'hot'],
		[destinationState.drain, 'drain'],
		[destinationState.off, 'off'],
		[destinationState.full, 'FULL'],
	] as const;
	const parts = counts
		.filter(([state]) => (states[state] ?? 0) > 0)
		.map(([state, word]) => `${countText(states[state] ?? 0, 9)} ${word}`);
	const servers = plural(table.destinations.count, 'real server');
	return `${plural(table.services.count, 'service')}, ${servers}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
};
