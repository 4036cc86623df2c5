import {failureSentence} from '../../model/failure-sentence.ts';
import type {Failure} from '../../model/failure.ts';
import type {TuiState} from '../store/state.ts';
import {destinationState, type Facts} from './facts.ts';
import {lineOf, type Line, type Segment} from './line.ts';
import {countText, durationText, plural, timeText} from './number-text.ts';
import {cut, padEnd, widthOf} from './text.ts';

/** The line below the title: what is wrong, or else what is there; and at the right the filter. */
export const noticeLine = (state: TuiState): Line => {
	const chip = filterChip(state);
	const room = state.size.columns - widthOf(chip);
	const {text, tone} = messageOf(state);
	return lineOf([
		{text: padEnd(cut(` ${text}`, room - 1, state.glyphs), room), tone},
		{text: chip, tone: 'accent'},
	]);
};

const messageOf = ({flash, sampler, list}: TuiState): Segment => {
	const {trouble, sample} = sampler;
	if (flash !== undefined) {
		return {text: flash, tone: 'warning'};
	}
	if (trouble !== undefined && sample === undefined) {
		const again = `trying again every ${durationText(sampler.pace)}`;
		return {text: `no table since ${timeText(trouble.since)}, ${again}`, tone: 'bad'};
	}
	if (trouble !== undefined) {
		return {
			text: `since ${timeText(trouble.since)} ${failureSentence(trouble.failure)}`,
			tone: 'bad',
		};
	}
	if (sample?.limitation !== undefined) {
		return {text: limitationSentence(sample.limitation), tone: 'warning'};
	}
	return list === undefined
		? {text: 'reading the table', tone: 'dim'}
		: {text: summaryOf(list.facts), tone: 'plain'};
};

/** Why there are no counters, and how to get them. */
export const limitationSentence = (failure: Failure): string =>
	failure.kind === 'no-permission'
		? 'read-only, no counters: reading them needs CAP_NET_ADMIN; run with sudo'
		: `read-only, no counters: ${failureSentence(failure)}`;

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

const filterChip = ({filter, mode, list}: TuiState): string =>
	filter === '' || mode.kind === 'filter' || list === undefined
		? ''
		: `/${filter}  ${countText(list.matching, 9)} of ${countText(list.all, 9)} `;
