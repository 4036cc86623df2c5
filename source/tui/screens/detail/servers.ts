import {rate} from '../../../sampler/rates.ts';
import {courseOf} from '../../store/history.ts';
import type {Size, TuiState} from '../../store/state.ts';
import {destinationRate} from '../../view/facts.ts';
import {checkWordAt, type CheckWord} from '../../view/checks.ts';
import {lineOf, plainLine, type Line, type Segment} from '../../view/line.ts';
import {forwardName} from '../../view/names.ts';
import {countText, rateText} from '../../view/number-text.ts';
import {barRows, resampled, roundTop} from '../../view/graph.ts';
import {serverStates} from '../../view/states.ts';
import {cutMiddle, padEnd, padStart} from '../../view/text.ts';
import {itemText} from '../services/item.ts';
import {services, type RateUnit} from '../services/state.ts';
import {shareText} from './shares.ts';
import {minutesOf, spanOf} from './span.ts';
import type {Subject} from './subject.ts';

const units: Readonly<
	Record<RateUnit, {readonly title: string; readonly which: number; readonly factor: number}>
> = {
	connections: {title: 'CPS', which: rate.connections, factor: 1},
	packets: {title: 'PPS', which: rate.inPackets, factor: 1},
	bits: {title: 'b/s', which: rate.inBytes, factor: 8},
};

/** Cells of the columns between the name and the curve. */
const numbers = 40;

/** Cells of what health checks say, where they say something of one of the servers. */
const checkWidth = 10;

const checkSegment = (check: CheckWord | undefined): Segment => ({
	text: padEnd(check?.text ?? '', checkWidth),
	tone: check?.tone ?? 'plain',
});

/** Lines of a curve where there is room. */
const highest = 4;

/** A small curve for each server of the service, all of one scale, so that one that differs stands out. */
export const serversLines = (
	state: TuiState,
	{facts, item, server, servers}: Subject,
	{columns, rows}: Size,
): readonly Line[] => {
	const {title, which, factor} = units[services.of(state).unit];
	const name = Math.min(30, Math.max(18, Math.floor(columns / 4)));
	const checks = servers.map(row => checkWordAt(facts, row));
	const isChecked = checks.some(check => check !== undefined);
	const before = numbers + (isChecked ? checkWidth : 0);
	const curve = Math.max(8, columns - name - before - 4);
	const {destinations} = facts.sample.table;
	const span = spanOf(state);
	const heading = [
		padEnd('  SERVER', name + 2),
		padStart('FWD', 4),
		padStart('WGT', 5),
		padStart('ACT', 7),
		padStart('SHARE', 8),
		padStart(title, 7),
		`  ${padEnd('STATE', 7)}`,
		isChecked ? padEnd('CHECK', checkWidth) : '',
		`${minutesOf(state)} min`,
	].join('');
	const curves = servers.map(row => {
		const key = facts.sample.structure.destinationKey(row);
		const {times, rates} = courseOf(state, itemText({service: item.service, destination: key}));
		return resampled({times, values: rates[which] ?? []}, span, curve);
	});
	const top = roundTop(Math.max(0, ...curves.flat().filter(value => !Number.isNaN(value))));
	const room = Math.floor((rows - 1) / Math.max(1, servers.length));
	const height = Math.max(1, Math.min(highest, room));
	return [
		plainLine(heading, 'dim'),
		...servers.flatMap((row, index): readonly Line[] => {
			const key = facts.sample.structure.destinationKey(row);
			const status = serverStates[facts.destinationState[row] ?? 0];
			const bars = barRows(curves[index] ?? [], {top, height, glyphs: state.glyphs});
			const first = lineOf([
				{
					text: `${row === server ? state.glyphs.cursor : ' '} ${padEnd(cutMiddle(key, name, state.glyphs), name)}`,
					tone: row === server ? 'strong' : 'plain',
				},
				{text: padStart(forwardName(destinations.method[row] ?? 0), 4), tone: 'plain'},
				{text: padStart(countText(destinations.weight[row] ?? 0, 5), 5), tone: 'plain'},
				{text: padStart(countText(destinations.active[row] ?? 0, 6), 7), tone: 'plain'},
				{text: padStart(shareText(facts, row), 8), tone: 'plain'},
				{
					text: padStart(rateText(destinationRate(facts, row, which) * factor, 6), 7),
					tone: 'plain',
				},
				{text: `  ${padEnd(status?.word ?? '', 7)}`, tone: status?.tone ?? 'plain'},
				...(isChecked ? [checkSegment(checks[index])] : []),
				{text: bars[0] ?? '', tone: 'graph'},
			]);
			const left = ' '.repeat(name + before + 2);
			return [
				first,
				...bars.slice(1).map(more =>
					lineOf([
						{text: left, tone: 'plain'},
						{text: more, tone: 'graph'},
					]),
				),
			];
		}),
	];
};
