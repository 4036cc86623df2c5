import type {Preferences, SavedView} from '../../config/preferences.ts';
import {columnIds, type ColumnId} from '../screens/services/columns.ts';
import {servicesFilter} from '../screens/services/filter-line.ts';
import {naturalSort, type Sort} from '../screens/services/order.ts';
import {services, type RateUnit} from '../screens/services/state.ts';
import {showView} from '../store/views.ts';
import type {Action, TuiState} from '../store/state.ts';

/** Of the preferences, those that keys change while the program runs; undefined is what is usual. */
export type Look = {
	readonly [Name in 'columns' | 'sort' | 'unit' | 'theme' | 'mouse']?:
		Preferences[Name] | undefined;
};

const rateUnits = {
	cps: 'connections',
	pps: 'packets',
	bps: 'bits',
} as const satisfies Readonly<Record<Preferences['unit'], RateUnit>>;

const unitOf = (rateUnit: RateUnit): Preferences['unit'] =>
	(({connections: 'cps', packets: 'pps', bits: 'bps'}) as const)[rateUnit];

/** `-active` for the busiest first; undefined for the order by address. */
const sortText = ({by, direction}: Sort): string | undefined => {
	const text = direction === 'descending' ? `-${by}` : by;
	return text === naturalSort.by ? undefined : text;
};

const sortOf = (text: string | undefined): Sort => {
	const name = text?.replace(/^-/, '') ?? naturalSort.by;
	return {
		by: columnIds.find(id => id === name) ?? naturalSort.by,
		direction: text?.startsWith('-') === true ? 'descending' : 'ascending',
	};
};

const columnsOf = (names: readonly string[] | undefined): readonly ColumnId[] | undefined =>
	names && columnIds.filter(id => names.includes(id));

/** What of the services is worth a name: what is shown of them, and how. */
export const savedViewOf = (state: TuiState): SavedView => {
	const {filter, columns, sort, unit, shape} = services.of(state);
	const sorted = sortText(sort);
	return {
		...(filter === '' ? {} : {filter}),
		...(columns === undefined ? {} : {columns}),
		...(sorted === undefined ? {} : {sort: sorted}),
		unit: unitOf(unit),
		isFlat: shape === 'flat',
	};
};

/** Shows the services as that view has them. What it says nothing about becomes as usual. */
export const showSaved =
	({filter = '', columns, sort, unit = 'cps', isFlat = false}: SavedView): Action =>
	state =>
		servicesFilter.set(filter)(
			services.step(own => ({
				...own,
				columns: columnsOf(columns),
				sort: sortOf(sort),
				unit: rateUnits[unit],
				shape: isFlat ? 'flat' : 'tree',
			}))(showView('services')(state)),
		);

/** How the services look now, apart from what is filtered. */
export const lookOf = (state: TuiState): Omit<Look, 'theme' | 'mouse'> => {
	const {columns, sort, unit} = services.of(state);
	return {columns, sort: sortText(sort), unit: unitOf(unit)};
};
