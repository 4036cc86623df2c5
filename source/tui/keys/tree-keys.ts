import {columnOf} from '../view/columns.ts';
import type {TuiState} from '../store/state.ts';
import {clearFilter, startFilter} from '../store/filter-actions.ts';
import {openHelp} from '../store/help-actions.ts';
import {
	fold,
	invertSort,
	moveBy,
	moveToEnd,
	moveToStart,
	page,
	sortByNeighbour,
	toggleAll,
	toggleFold,
	unfold,
	type Action,
} from '../store/tree-actions.ts';
import type {KeyBinding} from './binding.ts';

const applies =
	(action: Action): KeyBinding['does'] =>
	({apply}) =>
		apply(action);

/** A sort that would show nothing is still possible, but said. */
const sorts =
	(action: Action): KeyBinding['does'] =>
	({apply, get}) => {
		apply(action);
		const {sort, sampler} = get();
		if (sampler.sample?.limitation !== undefined && sort.by !== 'name') {
			const {title, needsCounters} = columnOf(sort.by);
			apply(state =>
				needsCounters === true
					? {...state, flash: `${title} has no values here: counters need CAP_NET_ADMIN`}
					: state,
			);
		}
	};

const needsRows = ({list}: TuiState): string | undefined =>
	list === undefined || list.ids.length === 0 ? 'there is no row' : undefined;

/** Keys of the services tree, in the order of the help screen. */
export const treeKeys: readonly KeyBinding[] = [
	{
		keys: ['j', 'down'],
		name: 'down',
		says: 'next row',
		does: applies(moveBy(1)),
	},
	{keys: ['k', 'up'], name: 'up', says: 'previous row', does: applies(moveBy(-1))},
	{
		keys: ['pagedown', '^f'],
		name: 'page-down',
		says: 'a screen down',
		does: applies(page(1)),
	},
	{keys: ['pageup', '^b'], name: 'page-up', says: 'a screen up', does: applies(page(-1))},
	{keys: ['^d'], name: 'half-page-down', says: 'half a screen down', does: applies(page(0.5))},
	{keys: ['^u'], name: 'half-page-up', says: 'half a screen up', does: applies(page(-0.5))},
	{keys: ['g', 'home'], name: 'start', says: 'first row', does: applies(moveToStart)},
	{keys: ['G', 'end'], name: 'end', says: 'last row', does: applies(moveToEnd)},
	{
		keys: ['enter'],
		name: 'toggle-fold',
		says: 'fold or unfold the service',
		hint: 'fold',
		does: applies(toggleFold),
		why: needsRows,
	},
	{
		keys: ['l', 'right'],
		name: 'unfold',
		says: 'unfold the service, then go to its first server',
		does: applies(unfold),
		why: needsRows,
	},
	{
		keys: ['h', 'left'],
		name: 'fold',
		says: 'go to the service of this server, then fold it',
		does: applies(fold),
		why: needsRows,
	},
	{
		keys: ['*'],
		name: 'toggle-all',
		says: 'fold all services, or unfold all',
		hint: 'all',
		does: applies(toggleAll),
		why: needsRows,
	},
	{
		keys: ['/'],
		name: 'filter',
		says: 'filter rows: words that must all match, !word must not',
		hint: 'filter',
		does: applies(startFilter),
	},
	{
		keys: ['escape'],
		name: 'clear-filter',
		says: 'show all rows again',
		does: applies(clearFilter),
	},
	{
		keys: ['>', '.'],
		name: 'sort-right',
		says: 'sort by the column to the right',
		does: sorts(sortByNeighbour(1)),
	},
	{
		keys: ['<', ','],
		name: 'sort-left',
		says: 'sort by the column to the left',
		hint: 'sort',
		does: sorts(sortByNeighbour(-1)),
	},
	{
		keys: ['I'],
		name: 'invert-sort',
		says: 'turn the order round',
		hint: 'invert',
		does: applies(invertSort),
	},
	{
		keys: ['p'],
		name: 'pause',
		says: 'pause: keep these numbers until p again',
		hint: 'pause',
		does: ({get, setPaused}) => setPaused(get().sampler.pausedSince === undefined),
	},
	{
		keys: ['^r'],
		name: 'refresh',
		says: 'read the table now',
		does: ({refresh}) => refresh(),
	},
	{keys: ['^l'], name: 'redraw', says: 'draw the screen anew', does: ({redraw}) => redraw()},
	{
		keys: ['?'],
		name: 'help',
		says: 'this help',
		hint: 'help',
		does: applies(openHelp),
	},
	{keys: ['q'], name: 'quit', says: 'quit', hint: 'quit', does: ({quit}) => quit()},
];
