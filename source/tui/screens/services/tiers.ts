import {columnOf, type ColumnId} from './columns.ts';

/** A column as it is placed on this screen. */
export type Placed = {readonly id: ColumnId; readonly width: number; readonly title: string};

export type Layout = {
	/** Width of the whole line. */
	readonly width: number;
	/** Width of the name column, the first. */
	readonly name: number;
	readonly columns: readonly Placed[];
};

type Tier = {
	readonly from: number;
	readonly widths: readonly (readonly [ColumnId, width: number, title?: string])[];
};

/** Widest first. Every column takes one more cell that keeps it from its neighbour. */
const tiers: readonly Tier[] = [
	{
		from: 136,
		widths: [
			['forward', 3],
			['weight', 4],
			['active', 6],
			['inactive', 6],
			['persistent', 6],
			['connections', 5],
			['packetsIn', 7],
			['packetsOut', 7],
			['bitsIn', 7],
			['bitsOut', 7],
			['total', 7],
			['limit', 5],
			['state', 5],
		],
	},
	{
		from: 108,
		widths: [
			['forward', 3],
			['weight', 4],
			['active', 6],
			['inactive', 6],
			['persistent', 6],
			['connections', 5],
			['packetsIn', 7],
			['packetsOut', 7],
			['bitsIn', 7],
			['bitsOut', 7],
			['state', 5],
		],
	},
	{
		from: 80,
		widths: [
			['forward', 3],
			['weight', 4],
			['active', 5],
			['inactive', 5],
			['persistent', 4],
			['connections', 4],
			['packetsIn', 4, 'PPS'],
			['bitsIn', 4, 'IN'],
			['bitsOut', 4, 'OUT'],
			['state', 5],
		],
	},
	{
		from: 0,
		widths: [
			['forward', 1, 'F'],
			['weight', 4],
			['active', 5],
			['connections', 4],
			['bitsIn', 4, 'IN'],
			['bitsOut', 4, 'OUT'],
			['state', 5],
		],
	},
];

/** The widest name there is: an indented IPv6 address in full with its port. */
const widestName = 54;

export const layoutFor = (width: number): Layout => {
	const tier = tiers.find(({from}) => width >= from) ?? tiers[tiers.length - 1];
	const columns = (tier?.widths ?? []).map(([id, columnWidth, title]) => ({
		id,
		width: columnWidth,
		title: title ?? columnOf(id).title,
	}));
	const taken = columns.reduce((sum, column) => sum + column.width + 1, 0);
	const name = width - taken;
	if (name <= widestName) {
		return {width, name, columns};
	}
	// What no name needs goes between the columns of numbers, evenly.
	const numbers = columns.filter(({id}) => columnOf(id).align === 'end').length;
	const extra = Math.min(4, Math.floor((name - widestName) / numbers));
	return {
		width,
		name: name - extra * numbers,
		columns: columns.map(column =>
			columnOf(column.id).align === 'end' ? {...column, width: column.width + extra} : column,
		),
	};
};
