import {isAnyInCare} from '../../../operator/care.ts';
import type {Facts} from '../../view/facts.ts';
import {columnIds, columnOf, type ColumnId} from './columns.ts';
import type {RateUnit} from './state.ts';

/** A column as it is placed on this screen. */
export type Placed = {readonly id: ColumnId; readonly width: number; readonly title: string};

export type Layout = {
	/** Width of the whole line. */
	readonly width: number;
	/** Width of the name column, the first. */
	readonly name: number;
	readonly columns: readonly Placed[];
	/** Whether the cursor's details have a pane beside the tree, and how wide it is; 0 for none. */
	readonly pane: number;
};

type Widths = readonly (readonly [ColumnId, width: number, title?: string])[];

type Tier = {
	readonly from: number;
	readonly widths: (unit: RateUnit, isCared: boolean) => Widths;
};

const narrowRates: Readonly<Record<RateUnit, Widths>> = {
	connections: [['connections', 4]],
	packets: [
		['packetsIn', 4, 'PPS'],
		['packetsOut', 4, 'OUT'],
	],
	bits: [
		['bitsIn', 4, 'IN'],
		['bitsOut', 4, 'OUT'],
	],
};

/** Widest first. Every column takes one more cell that keeps it from its neighbour. */
const tiers: readonly Tier[] = [
	{
		from: 136,
		widths: () => [
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
			['share', 10],
			['check', 8],
			['state', 6],
		],
	},
	{
		from: 108,
		widths: () => [
			['forward', 3],
			['weight', 4],
			['active', 6],
			['inactive', 6],
			['persistent', 6],
			['connections', 5],
			['bitsIn', 7],
			['bitsOut', 7],
			['share', 10],
			['check', 8],
			['state', 6],
		],
	},
	{
		from: 80,
		widths: (unit, isCared) => [
			['forward', 3],
			['weight', 4],
			['active', 5],
			['inactive', 5],
			['persistent', 4],
			...narrowRates[unit],
			unit === 'connections' && !isCared ? ['share', 9] : ['share', 3, 'SHR'],
			['check', 8],
			['state', 6],
		],
	},
	{
		from: 0,
		widths: unit => [
			['forward', 1, 'F'],
			['weight', 4],
			['active', 5],
			...(unit === 'connections' ? narrowRates.connections : narrowRates[unit].slice(0, 1)),
			['share', 3, 'SHR'],
			['check', 4],
			['state', 6],
		],
	},
];

/** The widest name there is: an indented IPv6 address in full with its port. */
const widestName = 54;
/** No name is cut further than this for a chosen column. */
const narrowestName = 24;

/** Terminals from here on show the cursor's details beside the tree. */
const paneFrom = 120;
const leastTree = 80;
const widestPane = 62;

export type LayoutWish = {
	readonly unit: RateUnit;
	/** Columns as chosen; nothing chosen means those that fit best. */
	readonly columns: readonly ColumnId[] | undefined;
	/** What is shown: a column about checks is of use only while somebody takes care. */
	readonly list?: {readonly facts: Pick<Facts, 'care'>} | undefined;
};

export const usualWish: LayoutWish = {unit: 'connections', columns: undefined};

/** How a screen of so many columns is divided. */
export const layoutFor = (width: number, wish: LayoutWish = usualWish): Layout => {
	const pane = width < paneFrom ? 0 : Math.min(widestPane, width - leastTree - 1);
	// Border and a blank are the pane's.
	const tree = pane === 0 ? width : width - pane - 1;
	return {...treeLayout(tree, wish), pane};
};

const treeLayout = (
	width: number,
	{unit, columns: chosen, list}: LayoutWish,
): Omit<Layout, 'pane'> => {
	const tier = tiers.find(({from}) => width >= from) ?? tiers[tiers.length - 1];
	const isCared = list !== undefined && isAnyInCare(list.facts.care);
	const isOfUse = (id: ColumnId): boolean => isCared || id !== 'check';
	const usual = (tier?.widths(unit, isCared) ?? []).filter(([id]) => isOfUse(id));
	const wanted = chosen === undefined ? usual : chosenWidths(width, usual, chosen.filter(isOfUse));
	const columns = wanted.map(([id, columnWidth, title]) => ({
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
	const extra = numbers === 0 ? 0 : Math.min(4, Math.floor((name - widestName) / numbers));
	return {
		width,
		name: name - extra * numbers,
		columns: columns.map(column =>
			columnOf(column.id).align === 'end' ? {...column, width: column.width + extra} : column,
		),
	};
};

/** Chosen columns from the left as long as names have room; each as wide as it is usually here. */
const chosenWidths = (width: number, usual: Widths, chosen: readonly ColumnId[]): Widths => {
	const widths: Widths[number][] = [];
	let room = width - narrowestName;
	for (const id of columnIds.filter(candidate => chosen.includes(candidate))) {
		const known = usual.find(([column]) => column === id) ?? [id, columnOf(id).title.length];
		if (known[1] + 1 <= room) {
			widths.push(known);
			room -= known[1] + 1;
		}
	}
	return widths;
};
