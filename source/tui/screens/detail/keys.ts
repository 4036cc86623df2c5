import {applies, type KeyBinding} from '../../keys/binding.ts';
import type {Action} from '../../store/state.ts';
import {connectionsOf} from '../connections/jump.ts';
import {nextUnit} from '../services/actions.ts';
import {services} from '../services/state.ts';
import {detail, tabHeight, tabNames, zooms} from './state.ts';
import {minutesOf} from './span.ts';
import {neighbour} from './subject.ts';

const toTab = (places: number): Action =>
	detail.step(own => {
		const at = tabNames.indexOf(own.tab) + places + tabNames.length;
		return {...own, tab: tabNames[at % tabNames.length] ?? 'graphs', top: 0};
	});

const zoom = (places: number): Action =>
	detail.step((own, state) => {
		const present = minutesOf(state);
		const at = zooms.findIndex(minutes => minutes === present) + places;
		return {...own, minutes: zooms[at] ?? present};
	});

const scroll = (screens: number, lines = 0): Action =>
	detail.step((own, {size}) => ({
		...own,
		top: Math.max(0, own.top + lines + Math.trunc(screens * tabHeight(size))),
	}));

export const readAnew: Action = detail.step(own => ({...own, asked: own.asked + 1}));

/** Keys of the detail screen, in the order of the help screen. */
export const detailKeys: readonly KeyBinding[] = [
	{
		keys: [']', 'right', 'l'],
		name: 'next-tab',
		says: 'graphs, servers, clients, config, history',
		does: applies(toTab(1)),
	},
	{
		keys: ['[', 'left', 'h'],
		name: 'previous-tab',
		says: 'the tab before',
		hint: 'tab',
		pair: 'next-tab',
		does: applies(toTab(-1)),
	},
	{
		keys: ['>', '.'],
		name: 'next-server',
		says: 'the next server of the service; after the last one the service itself',
		does: applies(neighbour(1)),
	},
	{
		keys: ['<', ','],
		name: 'previous-server',
		says: 'the server before',
		hint: 'server',
		pair: 'next-server',
		does: applies(neighbour(-1)),
	},
	{
		keys: [')'],
		name: 'zoom-in',
		says: 'graphs of the last 5, then 2 minutes',
		does: applies(zoom(1)),
	},
	{
		keys: ['('],
		name: 'zoom-out',
		says: 'graphs of 5, then 10 minutes',
		hint: 'zoom',
		pair: 'zoom-in',
		does: applies(zoom(-1)),
	},
	{
		keys: ['b'],
		name: 'next-unit',
		says: 'rates in connections, packets or bits',
		hint: state => ({connections: 'cps', packets: 'pps', bits: 'bps'})[services.of(state).unit],
		does: applies(nextUnit),
	},
	{
		keys: ['c'],
		name: 'connections-of',
		says: 'connections of this service or server',
		hint: 'conns',
		does: applies(state => connectionsOf(services.of(state).cursor)(state)),
	},
	{keys: ['j', 'down'], name: 'scroll-down', says: 'a line down', does: applies(scroll(0, 1))},
	{keys: ['k', 'up'], name: 'scroll-up', says: 'a line up', does: applies(scroll(0, -1))},
	{
		keys: ['pagedown', '^f'],
		name: 'page-down',
		says: 'a screen down',
		does: applies(scroll(1)),
	},
	{keys: ['pageup', '^b'], name: 'page-up', says: 'a screen up', does: applies(scroll(-1))},
];
