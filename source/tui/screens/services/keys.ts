import {applies, type KeyBinding} from '../../keys/binding.ts';
import {say, type Action, type TuiState} from '../../store/state.ts';
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
} from './actions.ts';
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

/** Keys of the services tree, in the order of the help screen. */
export const servicesKeys: readonly KeyBinding[] = [
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
];
