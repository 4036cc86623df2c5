import {applies, type KeyBinding} from '../../keys/binding.ts';
import {movementKeys} from '../../keys/list-keys.ts';
import type {TuiState} from '../../store/state.ts';
import {
	fold,
	invertSort,
	moveBy,
	moveToEnd,
	moveToStart,
	nextGrouping,
	page,
	sortByNeighbour,
	toggleAll,
	toggleFold,
	unfold,
} from './actions.ts';
import {connections} from './state.ts';

const needsRows = (state: TuiState): string | undefined =>
	connections.of(state).ids.length === 0 ? 'there is no row' : undefined;

const needsGroups = (state: TuiState): string | undefined =>
	connections.of(state).grouping === 'none'
		? 'rows are in no groups; t groups them'
		: needsRows(state);

/** Keys of the connections, in the order of the help screen. */
export const connectionsKeys: readonly KeyBinding[] = [
	{
		keys: ['t'],
		name: 'next-grouping',
		says: 'group by client, server, service, state, or not at all',
		hint: state => `group: ${connections.of(state).grouping}`,
		does: applies(nextGrouping),
	},
	{
		keys: ['enter'],
		name: 'toggle-group',
		says: 'show the connections of the group, or hide them',
		hint: 'unfold',
		does: applies(toggleFold),
		why: needsGroups,
	},
	{
		keys: ['l', 'right'],
		name: 'unfold-group',
		says: 'show the connections of the group',
		does: applies(unfold),
		why: needsGroups,
	},
	{
		keys: ['h', 'left'],
		name: 'fold-group',
		says: 'go to the group of this connection, then fold it',
		does: applies(fold),
		why: needsGroups,
	},
	{
		keys: ['*'],
		name: 'toggle-groups',
		says: 'unfold all groups, or fold all',
		hint: 'all',
		does: applies(toggleAll),
		why: needsGroups,
	},
	{
		keys: ['>', '.'],
		name: 'sort-right',
		says: 'sort by the column to the right',
		does: applies(sortByNeighbour(1)),
	},
	{
		keys: ['<', ','],
		name: 'sort-left',
		says: 'sort by the column to the left',
		hint: 'sort',
		pair: 'sort-right',
		does: applies(sortByNeighbour(-1)),
	},
	{
		keys: ['I'],
		name: 'invert-sort',
		says: 'turn the order round',
		hint: 'invert',
		does: applies(invertSort),
	},
	...movementKeys({by: moveBy, page, start: moveToStart, end: moveToEnd}),
];
