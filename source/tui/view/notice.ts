import {failureSentence} from '../../model/failure-sentence.ts';
import type {Failure} from '../../model/failure.ts';
import {countdownOf, noticeOf, workOf} from '../operator/notices.ts';
import {topOverlay} from '../overlays/table.ts';
import {screenOf} from '../screens/table.ts';
import type {TuiState} from '../store/state.ts';
import {lineOf, type Line, type Segment} from './line.ts';
import {durationText, timeText} from './number-text.ts';
import {cut, padEnd, widthOf} from './text.ts';

/** The line below the title: what is wrong, or else what is there; and at the right the filter. */
export const noticeLine = (state: TuiState): Line => {
	const chip = filterChip(
		state,
		Math.max(state.size.columns / 2, state.size.columns - leastMessage),
	);
	const countdown = countdownOf(state);
	const room = state.size.columns - widthOf(chip) - widthOf(countdown);
	const {text, tone} = messageOf(state, room - 2);
	return lineOf([
		{text: padEnd(cut(` ${text}`, room - 1, state.glyphs), room), tone},
		{text: countdown, tone: 'label-warning'},
		{text: chip, tone: isFaulty(state) ? 'bad' : 'accent'},
	]);
};

const messageOf = (state: TuiState, room: number): Segment => {
	const {flash, sampler} = state;
	const {trouble, sample} = sampler;
	if (flash !== undefined) {
		return {text: flash, tone: 'warning'};
	}
	const work = workOf(state) ?? noticeOf(state);
	if (work !== undefined) {
		return work;
	}
	const crumb = topOverlay(state)?.crumb;
	if (crumb !== undefined) {
		return crumb(state);
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
	return sample?.limitation === undefined || state.view !== 'services'
		? screenOf(state).crumb(state, room)
		: {text: limitationSentence(sample.limitation), tone: 'warning'};
};

/** Why there are no counters, and how to get them; the other screens have more to say here. */
const limitationSentence = (failure: Failure): string =>
	failure.kind === 'no-permission'
		? 'read-only, no counters: reading them needs CAP_NET_ADMIN; run with sudo'
		: `read-only, no counters: ${failureSentence(failure)}`;

const isFaulty = (state: TuiState): boolean => screenOf(state).filter?.fault?.(state) !== undefined;

/** Beside a long filter the message has so many cells. */
const leastMessage = 32;

/** In at most so many cells: the text gives way, the count never. */
const filterChip = (state: TuiState, widest: number): string => {
	const {filter} = screenOf(state);
	const text = filter?.text(state) ?? '';
	const counted = filter?.counted(state) ?? '';
	const count = `  ${widest < 60 ? counted.replace(/ rows?$/, '') : counted} `;
	// While it is typed it stands in the line at the bottom.
	return text === '' || topOverlay(state) !== undefined
		? ''
		: `${cut(`/${text}`, widest - widthOf(count), state.glyphs)}${count}`;
};
