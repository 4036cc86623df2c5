import {applies, type KeyBinding} from '../../keys/binding.ts';
import {movementKeys} from '../../keys/list-keys.ts';
import {say, type Action, type TuiState} from '../../store/state.ts';
import {
	fold,
	invertSort,
	isBusiestFirst,
	markAgain,
	moveBy,
	moveToEnd,
	moveToStart,
	page,
	sortByNeighbour,
	toggleAll,
	openRow,
	moveToMatch,
	nextUnit,
	toggleBaseline,
	toggleBusiest,
	toggleFollow,
	toggleMark,
	toggleRange,
	toggleShape,
	toggleValues,
	unfold,
} from './actions.ts';
import {connectionsOf} from '../connections/jump.ts';
import {openColumns} from './column-chooser.ts';
import {columnOf} from './columns.ts';
import {services} from './state.ts';

/** A sort that would show nothing is still possible, but said. */
const sorts =
	(action: Action): KeyBinding['does'] =>
	({apply, get}) => {
		apply(action);
		const {sort} = services.of(get());
		if (get().sampler.sample?.limitation !== undefined && sort.by !== 'name') {
			const {title, needsCounters} = columnOf(sort.by);
			if (needsCounters === true) {
				apply(say(`${title} has no values here: counters need CAP_NET_ADMIN`));
			}
		}
	};

const needsRows = (state: TuiState): string | undefined =>
	(services.of(state).list?.ids.length ?? 0) === 0 ? 'there is no row' : undefined;

const needsFilter = (state: TuiState): string | undefined =>
	services.of(state).list?.matches === undefined ? 'there is no filter; / types one' : undefined;

/** Keys of the services tree, in the order of the help screen. */
export const servicesKeys: readonly KeyBinding[] = [
	{
		keys: ['enter'],
		name: 'toggle-fold',
		says: 'fold or unfold the service; details of a server',
		hint: 'fold',
		does: applies(openRow),
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
		keys: ['S'],
		name: 'busiest',
		says: 'the busiest first, by the rate that is shown; again: by name',
		hint: state => (isBusiestFirst(services.of(state)) ? 'by name' : 'busiest'),
		does: sorts(toggleBusiest),
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
		pair: 'sort-right',
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
		keys: ['n'],
		name: 'next-match',
		says: 'next row that the filter itself lets through',
		hint: 'match',
		pair: 'previous-match',
		does: applies(moveToMatch(1)),
		why: needsFilter,
	},
	{
		keys: ['N'],
		name: 'previous-match',
		says: 'previous row that the filter itself lets through',
		does: applies(moveToMatch(-1)),
		why: needsFilter,
	},
	{
		keys: ['space'],
		name: 'toggle-mark',
		says: 'mark the row, or take its mark',
		hint: 'mark',
		does: applies(toggleMark),
		why: needsRows,
	},
	{
		keys: ['v'],
		name: 'toggle-range',
		says: 'begin a range of marks here, or end it here',
		hint: 'range',
		does: applies(toggleRange),
		why: needsRows,
	},
	{
		keys: ['m'],
		name: 'mark-again',
		says: 'mark again what was marked last',
		hint: state => `mark the ${services.of(state).marksBefore.size} again`,
		does: applies(markAgain),
		why: state =>
			services.of(state).marksBefore.size === 0 ? 'nothing was marked before' : undefined,
	},
	{
		keys: ['t'],
		name: 'toggle-shape',
		says: 'services with their servers, or all servers in one list',
		hint: 'flat',
		does: applies(toggleShape),
	},
	{
		keys: ['b'],
		name: 'next-unit',
		says: 'rates in connections, packets or bits',
		hint: state => ({connections: 'cps', packets: 'pps', bits: 'bps'})[services.of(state).unit],
		does: applies(nextUnit),
	},
	{
		keys: ['%'],
		name: 'toggle-values',
		says: 'numbers as they are, or as parts of their service',
		hint: 'shares',
		does: applies(toggleValues),
	},
	{
		keys: ['o'],
		name: 'columns',
		says: 'choose the columns',
		hint: 'columns',
		does: applies(openColumns),
	},
	{
		keys: ['c'],
		name: 'connections-of',
		says: 'connections of this service or server',
		hint: 'conns',
		does: applies(state => connectionsOf(services.of(state).cursor)(state)),
		why: needsRows,
	},
	{
		keys: ['F'],
		name: 'toggle-follow',
		says: 'the cursor follows its row, or stays in its place',
		does: applies(toggleFollow),
	},
	{
		keys: ['z'],
		name: 'toggle-baseline',
		says: 'count CONNS from now on, only here; again: from the zeroing of the counters',
		does: applies(toggleBaseline),
	},
	...movementKeys({by: moveBy, page, start: moveToStart, end: moveToEnd}),
];
