import {forwarding} from '../../../model/destination.ts';
import {counter, counterOf, matchAt} from '../../../model/table.ts';
import {rate} from '../../../sampler/rates.ts';
import type {Sample} from '../../../sampler/sample.ts';
import type {Size, TuiState} from '../../store/state.ts';
import {fitted} from '../../view/box.ts';
import {checkSentenceAt} from '../../view/checks.ts';
import {destinationRate, serviceRate, type Facts} from '../../view/facts.ts';
import type {Glyphs} from '../../view/glyphs.ts';
import {lineOf, type Line, type Segment} from '../../view/line.ts';
import {forwardName, schedulerText, serviceName} from '../../view/names.ts';
import {countText, plural, rateText} from '../../view/number-text.ts';
import {fairAt, shareAt} from '../../view/share.ts';
import {bar, sparkline} from '../../view/sparkline.ts';
import {serverStates} from '../../view/states.ts';
import {padEnd, padStart} from '../../view/text.ts';
import {wrapped} from '../../view/wrap.ts';
import {attentionLines} from './attention.ts';
import {changeLines} from './change-lines.ts';
import {courseOf, type Course} from './history.ts';
import {itemText} from './item.ts';
import {idOfItem, isService, rowOf} from './row-id.ts';
import {services} from './state.ts';

/** What is known of the item under the cursor, what was changed of it and, below, what is wrong anywhere. */
export const paneLines = (state: TuiState, {columns: width, rows}: Size): readonly Line[] => {
	const {list, cursor} = services.of(state);
	const id = list && cursor && idOfItem(list.facts.sample, cursor);
	if (list === undefined || cursor === undefined || id === undefined) {
		return [];
	}
	const source: Source = {
		facts: list.facts,
		row: rowOf(id),
		course: courseOf(state, itemText(cursor)),
		width,
		glyphs: state.glyphs,
	};
	const own = [
		...(isService(id) ? serviceLines(source) : serverLines(source)),
		...changeLines(state),
	];
	const lines = [...own, empty, ...attentionLines(list.facts, rows - own.length - 1)];
	return lines.map(segments => lineOf(fitted(segments, width, state.glyphs)));
};

type Source = {
	readonly facts: Facts;
	readonly row: number;
	readonly course: Course;
	readonly width: number;
	readonly glyphs: Glyphs;
};

type Pieces = readonly Segment[];

const plain = (text: string): Segment => ({text, tone: 'plain'});
const dim = (text: string): Segment => ({text, tone: 'dim'});
const strong = (text: string): Segment => ({text, tone: 'strong'});
const empty: Pieces = [plain(' ')];

const serverLines = (source: Source): readonly Pieces[] => {
	const {facts, row} = source;
	const {sample} = facts;
	const {destinations, services: table} = sample.table;
	const service = sample.structure.serviceOf[row] ?? 0;
	const state = serverStates[facts.destinationState[row] ?? 0];
	const method = destinations.method[row] ?? 0;
	const rateOf = (which: number): number => destinationRate(facts, row, which);
	const others = alsoServes(sample, row);
	return [
		[strong(sample.structure.destinationKey(row)), dim(`  in ${serviceName(sample, service)}`)],
		[
			{text: state?.name ?? '', tone: state?.tone ?? 'plain'},
			dim(`  ${(state?.says ?? '').replace(/^serving[:,] /, '')}`),
		],
		...checkLines(source),
		empty,
		pair('weight', countText(destinations.weight[row] ?? 0, 9), 'forward', forwardName(method)),
		pair('share', percentText(shareAt(facts, row)), 'fair', percentText(fairAt(facts, row))),
		pair('limit', limitText(sample, row), 'scheduler', schedulerText(table, service)),
		empty,
		pair('active', countText(destinations.active[row] ?? 0, 9), 'sticky', stickyText(sample, row)),
		pair('inactive', countText(destinations.inactive[row] ?? 0, 9)),
		empty,
		...rateLines(source, rateOf, which => counterOf(destinations, row, which)),
		...(method === forwarding.masquerading
			? []
			: [[dim(`OUT n/a: replies bypass the director in ${forwardName(method)}`)]]),
		empty,
		...(others.length === 0
			? []
			: [[dim('also serves')], ...others.map(text => [plain(`  ${text}`)])]),
	];
};

/** What its checks say, and why they fail, in as many lines as that takes. */
const checkLines = ({facts, row, width}: Source): readonly Pieces[] => {
	const check = checkSentenceAt(facts, row);
	return check === undefined
		? []
		: wrapped(check.text, width).map((text): Pieces => [{text, tone: check.tone}]);
};

const serviceLines = (source: Source): readonly Pieces[] => {
	const {facts, row} = source;
	const {sample} = facts;
	const {services: table, firstDestination} = sample.table;
	const first = firstDestination[row] ?? 0;
	const count = (firstDestination[row + 1] ?? 0) - first;
	const rateOf = (which: number): number => serviceRate(facts, row, which);
	return [
		[strong(serviceName(sample, row)), dim(`  ${schedulerText(table, row)}`)],
		[plain(`${facts.serving[row]} of ${plural(count, 'server')} take new connections`)],
		empty,
		pair(
			'active',
			countText(facts.active[row] ?? 0, 9),
			'inactive',
			countText(facts.inactive[row] ?? 0, 9),
		),
		pair(
			'sticky',
			Number.isNaN(facts.persistent[row]) ? '-' : countText(facts.persistent[row] ?? 0, 9),
		),
		empty,
		...rateLines(source, rateOf, which => counterOf(table, row, which)),
		empty,
		[dim('servers: share, and what their weights would give')],
		...Array.from({length: Math.min(count, 12)}, (_, place) => shareLine(source, first + place)),
		...(count > 12 ? [[dim(`  and ${count - 12} more`)]] : []),
	];
};

const label = (text: string): Segment => dim(padEnd(text, 10));

const pair = (name: string, value: string, other = '', otherValue = ''): Pieces => [
	label(name),
	plain(padEnd(value, 14)),
	...(other === '' ? [] : [label(other), plain(otherValue)]),
];

const percentText = (part: number): string =>
	Number.isNaN(part) ? '-' : `${Math.round(part * 100)}%`;

const limitText = ({table: {destinations}}: Sample, row: number): string => {
	if (destinations.isDetailed[row] !== 1) {
		return '-';
	}
	const upper = destinations.upperThreshold[row] ?? 0;
	return upper === 0 ? 'none' : `${upper}/${destinations.lowerThreshold[row] ?? 0}`;
};

const stickyText = ({table: {destinations}}: Sample, row: number): string =>
	destinations.isDetailed[row] === 1 ? countText(destinations.persistent[row] ?? 0, 9) : '-';

/** Rates with their course, the highest of it, and the kernel's own average. */
const rateLines = (
	{course, width, glyphs}: Source,
	rateOf: (which: number) => number,
	totalOf: (which: number) => number,
): readonly Pieces[] => {
	const rows = [
		['CPS', rateOf(rate.connections), course.connections, totalOf(counter.connectionRate)],
		['PPS IN', rateOf(rate.inPackets), course.packets, totalOf(counter.inPacketRate)],
		['b/s IN', rateOf(rate.inBytes) * 8, course.bits, totalOf(counter.inByteRate) * 8],
	] as const;
	const hasKernel = width >= 54;
	const bars = Math.max(8, Math.min(30, width - (hasKernel ? 38 : 26)));
	return rows.map(([name, value, values, kernel]): Pieces => [
		dim(padEnd(name, 7)),
		plain(padStart(speed(value), 6)),
		plain(' '),
		{text: sparkline(values, bars, glyphs), tone: 'graph'},
		dim(` max ${padEnd(speed(Math.max(...values.filter(known => !Number.isNaN(known)))), 6)}`),
		dim(hasKernel ? `kernel ${speed(kernel)}` : ''),
	]);
};

const speed = (value: number): string => (Number.isFinite(value) ? rateText(value, 6) : '-');

const shareLine = ({facts, width, glyphs}: Source, row: number): Pieces => {
	const share = shareAt(facts, row);
	const fair = fairAt(facts, row);
	const state = serverStates[facts.destinationState[row] ?? 0];
	const name = Math.max(12, width - 34);
	return [
		plain(`  ${padEnd(facts.sample.structure.destinationKey(row), name)} `),
		plain(padStart(percentText(share), 4)),
		dim(`/${padEnd(percentText(fair), 5)}`),
		{text: Number.isNaN(share) ? ' '.repeat(10) : bar(share, 10, glyphs), tone: 'graph'},
		{text: ` ${state?.word ?? ''}`, tone: state?.tone ?? 'plain'},
	];
};

/** How many are named. */
const mostOthers = 6;

/** Other services that the machine of a server works for, with its weight there. */
const alsoServes = (sample: Sample, row: number): readonly string[] => {
	const {destinations} = sample.table;
	const {buffer, byteOffset, byteLength} = destinations.address;
	const addresses = Buffer.from(buffer, byteOffset, byteLength);
	const wanted = addresses.subarray(row * 16, row * 16 + 16);
	const texts: string[] = [];
	for (
		let at = addresses.indexOf(wanted);
		at >= 0 && texts.length < mostOthers;
		at = addresses.indexOf(wanted, at + 1)
	) {
		const other = at / 16;
		// The same bytes may also lie across two addresses.
		if (Number.isInteger(other) && other !== row) {
			const service = sample.structure.serviceOf[other] ?? 0;
			const {kind} = matchAt(sample.table.services, service);
			const port = kind === 'mark' ? '' : ` on ${destinations.port[other]}`;
			texts.push(`${serviceName(sample, service)}${port} (weight ${destinations.weight[other]})`);
		}
	}
	return texts;
};
