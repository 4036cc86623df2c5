import type {SortKey} from '../../connections/arrange-order.ts';
import type {Grouping} from '../../connections/grouping.ts';

/** A column as it is placed on this screen. */
export type Placed = {
	readonly by: SortKey;
	readonly title: string;
	readonly width: number;
	readonly align: 'start' | 'end';
};

export type Layout = {
	/** Width of the whole line. */
	readonly width: number;
	readonly name: Placed;
	readonly columns: readonly Placed[];
	/** Where rows tell where they come from. */
	readonly hasOrigin: boolean;
	/** Width of the histograms beside the list; 0 for none. */
	readonly pane: number;
};

const nameTitles: Readonly<Record<Grouping, string>> = {
	client: 'CLIENT',
	server: 'SERVER',
	service: 'SERVICE',
	state: 'STATE',
	none: 'CLIENT',
};

const number = (by: SortKey, title: string, width: number): Placed => ({
	by,
	title,
	width,
	align: 'end',
});
const text = (by: SortKey, title: string, width: number): Placed => ({
	by,
	title,
	width,
	align: 'start',
});

const paneFrom = 120;
const paneWidth = 38;

/** How a screen of so many columns is divided; every column takes one more cell that keeps it from its neighbour. */
export const layoutFor = (width: number, grouping: Grouping): Layout => {
	const pane = width < paneFrom ? 0 : paneWidth;
	const list = pane === 0 ? width : width - pane - 1;
	const columns = grouping === 'none' ? rowColumns(list) : groupColumns(list, grouping);
	const taken = columns.reduce((sum, column) => sum + column.width + 1, 0);
	return {
		width: list,
		name: text('name', nameTitles[grouping], list - taken),
		columns,
		hasOrigin: pane > 0,
		pane,
	};
};

const groupColumns = (width: number, grouping: Grouping): readonly Placed[] => [
	number('connections', 'CONNS', 7),
	number('established', 'EST', 7),
	...(width < 70 ? [] : [number('other', 'OTHER', 7)]),
	width < 70 ? number('templates', 'STICKY', 7) : text('templates', 'STICKY', 9),
	...(grouping === 'client'
		? width < 78
			? []
			: [text('server', 'SERVER', width < 100 ? 18 : 24)]
		: [number('clients', 'CLIENTS', 8)]),
	number('expires', 'EXPIRES', 8),
];

const rowColumns = (width: number): readonly Placed[] => [
	text('state', 'STATE', 11),
	...(width < 78 ? [] : [text('service', 'SERVICE', width < 100 ? 18 : 24)]),
	text('server', 'SERVER', width < 78 ? 18 : width < 100 ? 16 : 24),
	number('expires', 'EXPIRES', 8),
];
