import type {TuiState} from '../../store/state.ts';
import type {Segment} from '../../view/line.ts';
import {countText, plural} from '../../view/number-text.ts';
import {destinationState, type Facts} from '../../view/facts.ts';
import {services} from './state.ts';

/** What is there, in a line. */
export const crumb = (state: TuiState): Segment => {
	const {list} = services.of(state);
	return list === undefined
		? {text: 'reading the table', tone: 'dim'}
		: {text: summaryOf(list.facts), tone: 'plain'};
};

/** `14 services, 52 servers: 48 ok, 3 drain, 1 off`. */
const summaryOf = ({sample: {table}, total: {states}}: Facts): string => {
	const counts = [
		[destinationState.ok, 'ok'],
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
