import {openCommand} from '../overlays/command/state.ts';
import {openFacets} from '../overlays/facets/state.ts';
import {filterLine} from '../overlays/filter/state.ts';
import {textInput} from '../form/text-input.ts';
import {openHelp} from '../overlays/help/state.ts';
import {leave} from '../overlays/leaving/state.ts';
import {openPalette} from '../overlays/palette/state.ts';
import {rulesFileKeys} from '../screens/rules/rules-keys.ts';
import {screenOf, screens} from '../screens/table.ts';
import {operatorKeys} from '../operator/global-keys.ts';
import {say, type Action, type TuiState} from '../store/state.ts';
import {goBack, showView} from '../store/views.ts';
import {settingsKeys} from '../settings/keys.ts';
import {applies, type KeyBinding} from './binding.ts';

/** Shows the screen so many places further in the table. */
const neighbour =
	(places: number): Action =>
	state => {
		const index = screens.findIndex(({name}) => name === state.view);
		const next = screens[(index + places + screens.length) % screens.length];
		return next === undefined ? state : showView(next.name)(state);
	};

/** What Escape does where nothing is open: marks, then the filter, then back. */
const stepBack: Action = state => {
	const {marks, filter} = screenOf(state);
	if ((marks?.count(state) ?? 0) > 0) {
		return marks?.clear(state) ?? state;
	}
	if (filter !== undefined && filter.text(state) !== '') {
		return filter.set('')(state);
	}
	return state.visited.length > 0 ? goBack(state) : say('q quits')(state);
};

const openFilter: Action = state =>
	filterLine.open(textInput(screenOf(state).filter?.text(state) ?? ''))(state);

const isPaused = ({sampler}: TuiState): boolean => sampler.pausedSince !== undefined;

const onlyScreen = (): string | undefined =>
	screens.length > 1 ? undefined : 'there is no other screen';

/** Keys of every screen. */
export const globalKeys: readonly KeyBinding[] = [
	...screens.map(({key, also = [], name, title}): KeyBinding => ({
		keys: [key, ...also],
		name: `show-${name}`,
		says: `show ${title}`,
		does: applies(showView(name)),
	})),
	{
		keys: ['tab'],
		name: 'next-screen',
		says: 'next screen',
		does: applies(neighbour(1)),
		why: onlyScreen,
	},
	{
		keys: ['backtab'],
		name: 'previous-screen',
		says: 'previous screen',
		does: applies(neighbour(-1)),
		why: onlyScreen,
	},
	{
		keys: ['/'],
		name: 'filter',
		says: 'filter the rows',
		hint: 'filter',
		does: applies(openFilter),
		why: state =>
			screenOf(state).filter === undefined ? 'this screen has nothing to filter' : undefined,
	},
	{
		keys: [':'],
		name: 'command',
		says: 'command line: any ipvsadm line, and more',
		hint: 'command',
		does: applies(openCommand()),
	},
	{
		keys: ['^p'],
		name: 'palette',
		says: 'all actions by name',
		hint: 'actions',
		does: applies(openPalette),
	},
	{
		keys: ['f'],
		name: 'facets',
		says: 'menu of what to filter by: states, forwarding, protocols',
		hint: 'by state',
		does: applies(openFacets),
		why: state =>
			screenOf(state).filter?.facets === undefined ? 'this screen has no such menu' : undefined,
	},
	{
		keys: ['escape'],
		name: 'step-back',
		says: 'clear the marks, then the filter, then back to the screen before',
		hint: state => {
			const {marks, filter} = screenOf(state);
			if ((marks?.count(state) ?? 0) > 0) {
				return 'clear';
			}
			return filter !== undefined && filter.text(state) !== '' ? 'all rows' : 'back';
		},
		does: applies(stepBack),
	},
	...operatorKeys,
	{
		keys: ['p'],
		name: 'pause',
		says: 'pause: keep these numbers until p again',
		hint: state => (isPaused(state) ? 'go on' : 'pause'),
		does: ({get, setPaused}) => setPaused(!isPaused(get())),
	},
	{
		keys: ['^r'],
		name: 'refresh',
		says: 'read the table now',
		hint: 'read',
		does: ({get, apply, refresh}) => {
			apply(state => screenOf(get()).refresh?.(state) ?? state);
			refresh();
		},
	},
	...rulesFileKeys,
	...settingsKeys,
	{keys: ['?', 'f1'], name: 'help', says: 'this help', hint: 'help', does: applies(openHelp)},
	{
		keys: ['q'],
		name: 'quit',
		says: 'back to the screen before; from the first one, quit',
		hint: state => (state.visited.length > 0 ? 'back' : 'quit'),
		does: context => (context.get().visited.length > 0 ? context.apply(goBack) : leave(context)),
	},
];
