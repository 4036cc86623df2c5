import type {Sample} from '../../../sampler/sample.ts';
import {counter, counterOf} from '../../../model/table.ts';
import {checkedIn, checkWordAt} from '../../view/checks.ts';
import {destinationState, type Facts} from '../../view/facts.ts';
import type {Named} from '../../names/state.ts';
import type {Glyphs} from '../../view/glyphs.ts';
import type {Tone} from '../../view/line.ts';
import {countText, rateText} from '../../view/number-text.ts';
import {fairAt, shareAt} from '../../view/share.ts';
import {bar} from '../../view/sparkline.ts';
import {destinationStateAt, rowTags, serviceStateAt} from '../../view/states.ts';
import {itemKey} from '../../../operator/item.ts';
import {itemText} from './item.ts';
import {idOfItem, rowOf} from './row-id.ts';
import {isChanged, isForeign, isNew, type Timeline} from './timeline.ts';

export type Cell = {readonly text: string; readonly tone: Tone};

/** What cells are made from, besides the number of the row. */
export type CellSource = {
	readonly facts: Facts;
	readonly glyphs: Glyphs;
	readonly values: 'absolute' | 'share';
	readonly baseline: Sample | undefined;
	readonly timeline: Timeline;
	/** How names with an address are shown. */
	readonly named: Named;
	/** Weights that were just stepped to and not set yet, by `itemKey`. */
	readonly stepped?: ReadonlyMap<string, number> | undefined;
};

/** The weight of a server, or what it was just stepped to. */
export const weightCell = (source: CellSource, row: number, width: number): Cell => {
	const {facts, stepped} = source;
	const {table, structure} = facts.sample;
	const weight = table.destinations.weight[row] ?? 0;
	if (stepped === undefined || stepped.size === 0) {
		return configured(source, row, count(weight, width));
	}
	const service = structure.serviceKeys[structure.serviceOf[row] ?? 0] ?? '';
	const wanted = stepped.get(itemKey({service, destination: structure.destinationKey(row)}));
	return wanted === undefined
		? configured(source, row, count(weight, width))
		: {text: count(wanted, width).text, tone: 'accent'};
};

export const blank: Cell = {text: '', tone: 'plain'};
export const unknown: Cell = {text: '-', tone: 'dim'};
export const notApplicable: Cell = {text: 'n/a', tone: 'dim'};

export const count = (value: number, width: number): Cell =>
	Number.isNaN(value)
		? unknown
		: {text: countText(value, width), tone: value === 0 ? 'dim' : 'plain'};

export const speed = (value: number, width: number): Cell =>
	Number.isNaN(value)
		? unknown
		: {text: rateText(value, width), tone: value === 0 ? 'dim' : 'plain'};

/** A part of a whole in percent, without the sign: the column of numbers says that it is one. */
export const percent = (part: number, whole: number): Cell =>
	Number.isNaN(part) || Number.isNaN(whole) || whole === 0
		? unknown
		: {text: `${Math.round((part / whole) * 100)}%`, tone: part === 0 ? 'dim' : 'plain'};

/** Share of a server as a number and a bar; half of the bar is the share that its weight would give it. */
export const shareCell = ({facts, glyphs}: CellSource, row: number, width: number): Cell => {
	const share = shareAt(facts, row);
	const fair = fairAt(facts, row);
	if (Number.isNaN(share)) {
		return unknown;
	}
	const number = `${Math.round(share * 100)}`.padStart(3);
	const room = width - number.length - 1;
	const state = facts.destinationState[row];
	const tone: Tone = state === destinationState.hot ? 'warning' : share === 0 ? 'dim' : 'plain';
	return {
		text:
			room < 3 ? number : `${number} ${bar(fair > 0 ? share / (2 * fair) : share, room, glyphs)}`,
		tone,
	};
};

/** Total of a row since the baseline, or since the kernel's counters were zeroed. */
export const totalOf = (
	{facts, baseline}: Pick<CellSource, 'facts' | 'baseline'>,
	kind: 'services' | 'destinations',
	row: number,
): number => {
	const {sample} = facts;
	const total = counterOf(sample.table[kind], row, counter.connections);
	if (baseline === undefined) {
		return total;
	}
	const from = rowIn(baseline, sample, {kind, row});
	const before =
		from === undefined ? 0 : counterOf(baseline.table[kind], from, counter.connections);
	// A counter that went down was zeroed since.
	return total < before ? total : total - before;
};

type RowIn = {readonly kind: 'services' | 'destinations'; readonly row: number};

const rowIn = (baseline: Sample, sample: Sample, {kind, row}: RowIn): number | undefined => {
	const {structure} = sample;
	if (baseline.structure === structure) {
		return row;
	}
	const service =
		structure.serviceKeys[kind === 'services' ? row : (structure.serviceOf[row] ?? 0)];
	const item = {
		service: service ?? '',
		destination: kind === 'services' ? undefined : structure.destinationKey(row),
	};
	const id = idOfItem(baseline, item);
	return id === undefined ? undefined : rowOf(id);
};

export const serviceCheckCell = ({facts}: CellSource, row: number, width: number): Cell => {
	const checked = checkedIn(facts, row);
	if (checked === undefined) {
		return blank;
	}
	const {up, all} = checked;
	const long = `${up}/${all} up`;
	return {
		text: long.length <= width ? long : `${up}/${all}`,
		tone: up === all ? 'good' : up === 0 ? 'bad' : 'warning',
	};
};

export const destinationCheckCell = ({facts}: CellSource, row: number, width: number): Cell => {
	const found = checkWordAt(facts, row);
	return found === undefined
		? blank
		: {text: found.text.length <= width ? found.text : found.short, tone: found.tone};
};

export const serviceStateCell = ({facts, timeline}: CellSource, row: number): Cell => {
	const cell = serviceStateAt(facts, row);
	if (timeline.isQuiet) {
		return cell;
	}
	const item = facts.sample.structure.serviceKeys[row] ?? '';
	return tagged(cell, {isServing: cell.tone === 'good', item, timeline});
};

export const destinationStateCell = ({facts, timeline}: CellSource, row: number): Cell => {
	const cell = destinationStateAt(facts, row);
	if (timeline.isQuiet) {
		return cell;
	}
	const isServing = (facts.destinationState[row] ?? 0) >= destinationState.hot;
	return tagged(cell, {isServing, item: destinationText(facts, row), timeline});
};

/** A state that matters stays readable beside the tag. */
const tagged = (
	cell: Cell,
	{isServing, item, timeline}: {isServing: boolean; item: string; timeline: Timeline},
): Cell => {
	if (isForeign(timeline, item)) {
		return isServing
			? {text: rowTags.foreign.word, tone: 'warning'}
			: {text: `${cell.text}~`, tone: cell.tone};
	}
	return isServing && isNew(timeline, item) ? {text: rowTags.new.word, tone: 'accent'} : cell;
};

/** The cell of something that can be configured, which stands out for a while after it became another one. */
export const configured = ({facts, timeline}: CellSource, row: number, cell: Cell): Cell =>
	timeline.isQuiet || !isChanged(timeline, destinationText(facts, row))
		? cell
		: {...cell, tone: 'changed'};

const destinationText = ({sample: {structure}}: Facts, row: number): string =>
	itemText({
		service: structure.serviceKeys[structure.serviceOf[row] ?? 0] ?? '',
		destination: structure.destinationKey(row),
	});
