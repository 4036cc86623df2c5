import {failureSentence} from '../../../model/failure-sentence.ts';
import {pauseAfter, snapshots} from '../../connections/snapshot.ts';
import type {TuiState} from '../../store/state.ts';
import type {Segment} from '../../view/line.ts';
import {countText, durationText, plural} from '../../view/number-text.ts';
import {widthOf} from '../../view/text.ts';
import {connections} from './state.ts';

/** How old the snapshot is, how much it has, and what it costs to have one. */
export const crumb = (state: TuiState, room: number): Segment => {
	const {last, reading, trouble} = snapshots.of(state);
	if (trouble !== undefined) {
		return {text: `Connections: ${failureSentence(trouble)}`, tone: 'bad'};
	}
	if (last === undefined) {
		return {
			text:
				reading === undefined ? 'Connections' : `reading: ${plural(reading.rows, 'row')} so far`,
			tone: 'dim',
		};
	}
	const {count, isCut} = last.connections;
	const age = Math.max(0, state.now - last.takenAt);
	const parts = [
		isCut === true
			? `the first ${plural(count, 'row')}: there are more, which are not read`
			: plural(count, 'row'),
		reading === undefined || reading.rows === 0
			? `${durationText(age)} old`
			: `${durationText(age)} old, reading: ${countText(reading.rows, 9)}`,
		...(isWorking(state) ? ['arranging'] : []),
	];
	const text = parts.join('  ');
	const whole = [text, ...costOf(state)].join('  ');
	return {
		text: widthOf(whole) <= room ? whole : text,
		tone: isCut === true ? 'warning' : 'plain',
	};
};

/** Said only where readings are further apart than the usual interval. */
const costOf = (state: TuiState): readonly string[] => {
	const {last} = snapshots.of(state);
	const {interval, pausedSince} = state.sampler;
	if (pausedSince !== undefined) {
		return ['paused'];
	}
	const pause = pauseAfter(last?.heldCost ?? 0, interval);
	return pause > interval
		? [`read takes ${durationText(last?.cost ?? 0)}, every ${durationText(pause)}`]
		: [];
};

const isWorking = (state: TuiState): boolean => {
	const {arrangement, grouping, sort, terms} = connections.of(state);
	return (
		arrangement?.snapshot !== snapshots.of(state).last ||
		arrangement?.wish.grouping !== grouping ||
		arrangement.wish.sort !== sort ||
		arrangement.wish.terms !== terms
	);
};
