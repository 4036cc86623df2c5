import type {BodyLine} from '../screen.ts';
import type {ServicesState} from './state.ts';
import {columnOf, type Cell} from './columns.ts';
import {isReplyRate, type Facts} from '../../view/facts.ts';
import type {Glyphs} from '../../view/glyphs.ts';
import {lineOf, type Line, type Segment} from '../../view/line.ts';
import {schedulerText, serviceName} from '../../view/names.ts';
import {countText, plural, rateText} from '../../view/number-text.ts';
import type {Sort} from './order.ts';
import {rate} from '../../../sampler/rates.ts';
import {isService, rowOf, type RowId} from './rows.ts';
import {cut, cutMiddle, padEnd, padStart, widthOf} from '../../view/text.ts';
import type {Layout, Placed} from './tiers.ts';

type Row = {
	readonly id: RowId;
	readonly isCursor: boolean;
	readonly isFolded: boolean;
};

/** One row of the tree, exactly as wide as the layout. */
export const rowLine = (facts: Facts, row: Row, {layout, glyphs}: Look): Line =>
	isService(row.id)
		? serviceLine(facts, row, {layout, glyphs})
		: destinationLine(facts, row, {layout, glyphs});

export type Look = {readonly layout: Layout; readonly glyphs: Glyphs};

const serviceLine = (facts: Facts, {id, isCursor, isFolded}: Row, {layout, glyphs}: Look): Line => {
	const {table} = facts.sample;
	const blanks = layout.columns.findIndex(
		column => columnOf(column.id).service(facts, id, column.width).text !== '',
	);
	// Forward and weight are blank for a service, so that its name may run on below them.
	const spanned = layout.columns.slice(0, blanks);
	const width = spanned.reduce((sum, column) => sum + column.width + 1, layout.name);
	const servers = (table.firstDestination[id + 1] ?? 0) - (table.firstDestination[id] ?? 0);
	const marker = `${isCursor ? glyphs.cursor : ' '}${servers === 0 ? ' ' : isFolded ? glyphs.folded : glyphs.open} `;
	const scheduler = ` ${schedulerText(table.services, id)}${isFolded && servers > 0 ? ` (${servers})` : ''}`;
	const room = width - widthOf(marker) - 1;
	const name = cutMiddle(
		serviceName(facts.sample, id),
		Math.max(room - widthOf(scheduler), Math.min(28, room)),
		glyphs,
	);
	const rest = cut(scheduler, room - widthOf(name), glyphs);
	return lineOf([
		{text: marker + name, tone: 'strong'},
		{text: padEnd(rest, width - widthOf(marker + name)), tone: 'dim'},
		...cells(layout.columns.slice(blanks), column =>
			columnOf(column.id).service(facts, id, column.width),
		),
	]);
};

const destinationLine = (facts: Facts, {id, isCursor}: Row, {layout, glyphs}: Look): Line => {
	const row = rowOf(id);
	const marker = `${isCursor ? glyphs.cursor : ' '}    `;
	const name = cutMiddle(
		facts.sample.structure.destinationKey(row),
		layout.name - widthOf(marker) - 1,
		glyphs,
	);
	return lineOf([
		{text: padEnd(marker + name, layout.name), tone: 'plain'},
		...cells(layout.columns, column => columnOf(column.id).destination(facts, row, column.width)),
	]);
};

/** Cells with the blank before each; text that is too wide would move its neighbours and is cut. */
const cells = (columns: readonly Placed[], cellOf: (column: Placed) => Cell): readonly Segment[] =>
	columns.map(column => {
		const {text, tone} = cellOf(column);
		return {text: ` ${aligned(column, text.slice(0, column.width))}`, tone};
	});

const aligned = ({id, width}: Placed, text: string): string =>
	columnOf(id).align === 'start' ? padEnd(text, width) : padStart(text, width);

/** The heading, with an arrow before the column that the rows are sorted by. */
export const headingLine = (sort: Sort, {layout, glyphs}: Look): Line => {
	const arrow = sort.direction === 'ascending' ? glyphs.ascending : glyphs.descending;
	const name = layout.name < 26 ? 'SERVICE / SERVER' : 'SERVICE / REAL SERVER';
	return lineOf([
		{
			text: padEnd(`  ${sort.by === 'name' ? arrow : ' '}${name}`, layout.name),
			tone: toneOf('name', sort),
		},
		...layout.columns.map((column): Segment => {
			const mark = sort.by === column.id ? arrow : ' ';
			const text =
				columnOf(column.id).align === 'start'
					? mark + padEnd(column.title, column.width)
					: padStart(mark + column.title, column.width + 1);
			return {text, tone: toneOf(column.id, sort)};
		}),
	]);
};

const toneOf = (by: Sort['by'], sort: Sort): Segment['tone'] => (sort.by === by ? 'accent' : 'dim');

/** Sums under their columns. Rates are those of the services: each packet counts once. */
export const totalsLine = ({total, sample}: Facts, {layout}: Look): Line => {
	const {services} = sample.table;
	const reply = (which: number, factor: number, width: number): string =>
		isReplyRate(which) && !total.countsReplies && total.rates[which] === 0
			? 'n/a'
			: speed((total.rates[which] ?? Number.NaN) * factor, width);
	const texts: Readonly<Partial<Record<Placed['id'], (width: number) => string>>> = {
		active: width => countText(total.active, width),
		inactive: width => countText(total.inactive, width),
		persistent: width =>
			Number.isNaN(total.persistent) ? '-' : countText(total.persistent, width),
		connections: width => speed(total.rates[rate.connections] ?? Number.NaN, width),
		packetsIn: width => speed(total.rates[rate.inPackets] ?? Number.NaN, width),
		packetsOut: width => reply(rate.outPackets, 1, width),
		bitsIn: width => speed((total.rates[rate.inBytes] ?? Number.NaN) * 8, width),
		bitsOut: width => reply(rate.outBytes, 8, width),
	};
	return lineOf([
		{text: padEnd(`   Total of ${plural(services.count, 'service')}`, layout.name), tone: 'strong'},
		...cells(layout.columns, column => ({
			text: texts[column.id]?.(column.width) ?? '',
			tone: 'strong',
		})),
	]);
};

const speed = (value: number, width: number): string =>
	Number.isNaN(value) ? '-' : rateText(value, width);

/** The lines of the rows on the screen, fewer than its height when the tree is shorter. */
export const treeLines = (
	{list, top, cursorIndex, folded}: ServicesState,
	{height, isStale, ...look}: Look & {readonly height: number; readonly isStale: boolean},
): readonly BodyLine[] => {
	if (list === undefined) {
		return [];
	}
	const {serviceKeys} = list.facts.sample.structure;
	return Array.from(list.ids.subarray(top, top + height), (id, offset) => {
		const isCursor = top + offset === cursorIndex;
		const next = list.ids[top + offset + 1];
		// Open is what shows servers: a search opens services that stay folded otherwise.
		const isFolded =
			isService(id) &&
			folded.has(serviceKeys[id] ?? '') &&
			!(next !== undefined && !isService(next));
		return {line: rowLine(list.facts, {id, isCursor, isFolded}, look), isCursor, isStale};
	});
};
