import {counter, counterOf} from '../../../model/table.ts';
import {rate} from '../../../sampler/rates.ts';
import {courseOf} from '../../store/history.ts';
import type {Size, TuiState} from '../../store/state.ts';
import {destinationRate, serviceRate} from '../../view/facts.ts';
import {graphLines, type Span} from '../../view/graph.ts';
import {lineOf, plainLine, type Line, type Segment} from '../../view/line.ts';
import {rateText, timeText} from '../../view/number-text.ts';
import {padEnd, widthOf} from '../../view/text.ts';
import {services, type RateUnit} from '../services/state.ts';
import {eventLine, eventsOf} from './events.ts';
import {sharesLine} from './shares.ts';
import {minutesOf, spanOf} from './span.ts';
import type {Subject} from './subject.ts';

type Series = {
	readonly title: string;
	readonly which: number;
	/** The kernel's own average of it. */
	readonly average: number;
	readonly factor: number;
};

const series: Readonly<Record<RateUnit, Series>> = {
	connections: {
		title: 'connections/s',
		which: rate.connections,
		average: counter.connectionRate,
		factor: 1,
	},
	packets: {
		title: 'packets/s in',
		which: rate.inPackets,
		average: counter.inPacketRate,
		factor: 1,
	},
	bits: {title: 'bits/s in', which: rate.inBytes, average: counter.inByteRate, factor: 8},
};

/** From so many lines on all rates are shown below each other. */
const linesForAll = 30;

/** One graph, or all three where there is room; below them the shares and what happened last. */
export const graphsLines = (
	state: TuiState,
	subject: Subject,
	{columns, rows}: Size,
): readonly Line[] => {
	const {unit} = services.of(state);
	const units: readonly RateUnit[] =
		rows >= linesForAll ? ['connections', 'packets', 'bits'] : [unit];
	const events = eventsOf(state).slice(0, rows >= linesForAll ? 4 : 2);
	// A heading and an axis belong to each graph.
	const room = rows - 1 - Math.max(1, events.length) - units.length * 2;
	const height = Math.max(2, Math.floor(room / units.length));
	const span = spanOf(state);
	const marks = eventsOf(state).map(({at}) => at);
	return [
		...units.flatMap(one =>
			oneGraph(state, subject, {series: series[one], columns, height, span, marks}),
		),
		sharesLine(subject, columns, state.glyphs),
		...(events.length === 0
			? [plainLine(' no changes since the start', 'dim')]
			: events.map(eventLine)),
	];
};

type One = {
	readonly series: Series;
	readonly columns: number;
	readonly height: number;
	readonly span: Span;
	readonly marks: readonly number[];
};

const oneGraph = (
	state: TuiState,
	subject: Subject,
	{series: {title, which, average, factor}, columns, height, span, marks}: One,
): readonly Line[] => {
	const {times, rates} = courseOf(state, subject.text);
	const values = Float64Array.from(rates[which] ?? [], value => value * factor);
	const {facts, service, server} = subject;
	const {table} = facts.sample;
	const present =
		server === undefined
			? serviceRate(facts, service, which)
			: destinationRate(facts, server, which);
	const kernel =
		server === undefined
			? counterOf(table.services, service, average)
			: counterOf(table.destinations, server, average);
	const peak = peakOf(times, values, span);
	return [
		heading(
			[
				{text: ` ${padEnd(title, 14)}`, tone: 'dim'},
				{text: padEnd(rateText(present * factor, 6), 8), tone: 'strong'},
				facts.sample.limitation === undefined
					? {
							text:
								peak === undefined
									? ''
									: `peak ${rateText(peak.value, 6)} at ${timeText(peak.time)}  `,
							tone: 'plain',
						}
					: {text: 'counters need CAP_NET_ADMIN', tone: 'warning'},
				...(columns < 80 || Number.isNaN(kernel)
					? []
					: [{text: `kernel's average ${rateText(kernel * factor, 6)}`, tone: 'dim' as const}]),
			],
			`${minutesOf(state)} min `,
			columns,
		),
		...graphLines({times, values}, {...span, width: columns, height, glyphs: state.glyphs, marks}),
	];
};

const heading = (segments: readonly Segment[], end: string, columns: number): Line => {
	const used = segments.reduce((sum, {text}) => sum + widthOf(text), 0);
	return lineOf([
		...segments,
		{text: ' '.repeat(Math.max(1, columns - used - widthOf(end))) + end, tone: 'dim'},
	]);
};

const peakOf = (times: Float64Array, values: Float64Array, {from}: Span) => {
	let peak: {readonly time: number; readonly value: number} | undefined;
	for (let index = 0; index < times.length; index += 1) {
		const time = times[index] ?? 0;
		const value = values[index] ?? Number.NaN;
		if (time >= from && value > (peak?.value ?? 0)) {
			peak = {time, value};
		}
	}
	return peak;
};
