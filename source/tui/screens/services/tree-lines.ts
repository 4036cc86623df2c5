import {rate} from '../../../sampler/rates.ts';
import {isReplyRate, type Facts} from '../../view/facts.ts';
import type {Glyphs} from '../../view/glyphs.ts';
import {lineOf, plainLine, type Line, type Segment} from '../../view/line.ts';
import {schedulerText, serviceName} from '../../view/names.ts';
import {countText, plural, rateText} from '../../view/number-text.ts';
import {rowTags} from '../../view/states.ts';
import {cut, cutMiddle, padEnd, padStart, widthOf} from '../../view/text.ts';
import type {Cell, CellSource} from './cells.ts';
import {columnOf} from './columns.ts';
import type {ItemKey} from './item.ts';
import type {Sort} from './order.ts';
import {isService, rowOf, type RowId} from './row-id.ts';
import type {Layout, Placed} from './tiers.ts';

/** What a row looks like besides its values. */
export type RowLook = {
	readonly isCursor: boolean;
	readonly isFolded: boolean;
	readonly isMarked: boolean;
	/** In the flat list: its service stands behind it. */
	readonly isFlat: boolean;
};

export type Look = {readonly layout: Layout; readonly glyphs: Glyphs};

/** One row of the tree, exactly as wide as the layout. */
export const rowLine = (source: CellSource, id: RowId, look: RowLook, layout: Layout): Line =>
	isService(id)
		? serviceLine(source, id, look, layout)
		: destinationLine(source, rowOf(id), look, layout);

const marker = ({isCursor, isMarked}: RowLook, {cursor, mark}: Glyphs): string =>
	isMarked ? mark : isCursor ? cursor : ' ';

const serviceLine = (source: CellSource, row: number, look: RowLook, layout: Layout): Line => {
	const {facts, glyphs} = source;
	const {table} = facts.sample;
	const found = layout.columns.findIndex(
		column => columnOf(column.id).service(source, row, column.width).text !== '',
	);
	const blanks = found < 0 ? layout.columns.length : found;
	// Forward and weight are blank for a service, so that its name may run on below them.
	const spanned = layout.columns.slice(0, blanks);
	const width = spanned.reduce((sum, column) => sum + column.width + 1, layout.name);
	const servers = (table.firstDestination[row + 1] ?? 0) - (table.firstDestination[row] ?? 0);
	const fold = servers === 0 ? ' ' : look.isFolded ? glyphs.folded : glyphs.open;
	const start = `${marker(look, glyphs)}${fold} `;
	const scheduler = ` ${schedulerText(table.services, row)}${look.isFolded && servers > 0 ? ` (${servers})` : ''}`;
	const room = width - widthOf(start) - 1;
	const name = cutMiddle(
		source.named(serviceName(facts.sample, row)),
		Math.max(room - widthOf(scheduler), Math.min(28, room)),
		glyphs,
	);
	const rest = cut(scheduler, room - widthOf(name), glyphs);
	return lineOf([
		{text: start + name, tone: look.isMarked ? 'marked' : 'strong'},
		{text: padEnd(rest, width - widthOf(start + name)), tone: 'dim'},
		...cells(layout.columns.slice(blanks), column =>
			columnOf(column.id).service(source, row, column.width),
		),
	]);
};

const destinationLine = (source: CellSource, row: number, look: RowLook, layout: Layout): Line => {
	const {facts, glyphs} = source;
	const {destinationKey, serviceOf} = facts.sample.structure;
	const start = look.isFlat ? `${marker(look, glyphs)} ` : `${marker(look, glyphs)}    `;
	const room = layout.name - widthOf(start) - 1;
	const service = look.isFlat ? source.named(serviceName(facts.sample, serviceOf[row] ?? 0)) : '';
	const behind = look.isFlat ? ` ${glyphs.of} ${service}` : '';
	const name = cutMiddle(
		source.named(destinationKey(row)),
		look.isFlat ? Math.max(Math.ceil(room / 2), room - widthOf(behind)) : room,
		glyphs,
	);
	const rest = cut(behind, room - widthOf(name), glyphs);
	return lineOf([
		{text: start + name, tone: look.isMarked ? 'marked' : 'plain'},
		{text: padEnd(rest, layout.name - widthOf(start + name)), tone: 'dim'},
		...cells(layout.columns, column => columnOf(column.id).destination(source, row, column.width)),
	]);
};

/** As in the rows that are there. */
const protocolName = (word: string): string => (word === 'fwmark' ? 'FWM' : word.toUpperCase());

/** A row that was there a moment ago. */
export const ghostLine = (
	{service, destination}: ItemKey,
	look: RowLook,
	{layout, glyphs}: Look,
) => {
	const start = look.isCursor ? glyphs.cursor : ' ';
	const name =
		destination === undefined
			? `${glyphs.gone} ${service.replace(/^\w+/, protocolName)}`
			: `   ${glyphs.gone} ${destination}`;
	const {word} = rowTags.gone;
	const room = layout.width - widthOf(start) - 1 - word.length - 1;
	return plainLine(`${start}${padEnd(cut(name, room, glyphs), room)} ${word} `, 'dim');
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
export const headingLine = (
	sort: Sort,
	{layout, glyphs, isFlat}: Look & {readonly isFlat: boolean},
): Line => {
	const arrow = sort.direction === 'ascending' ? glyphs.ascending : glyphs.descending;
	const name = isFlat
		? 'REAL SERVER'
		: layout.name < 26
			? 'SERVICE / SERVER'
			: 'SERVICE / REAL SERVER';
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
export const totalsLine = ({total, sample}: Facts, {layout}: Pick<Look, 'layout'>): Line => {
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
