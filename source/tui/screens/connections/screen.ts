import {filterWords} from '../../connections/filter.ts';
import type {Screen} from '../screen.ts';
import {readAnew} from './actions.ts';
import {crumb} from './crumb.ts';
import {connectionsFilter} from './filter-line.ts';
import {connectionsKeys} from './keys.ts';
import {settle} from './settle.ts';
import {shownTable} from './shown-table.ts';
import {connectionsView, shownNames} from './view.ts';
import {watchConnections} from './watch.ts';

export const connectionsScreen: Screen = {
	key: '3',
	name: 'connections',
	title: 'Connections',
	bindings: connectionsKeys,
	shownTable,
	hints: state => ({
		names: [
			'next-grouping',
			'filter',
			'toggle-group',
			...(connectionsFilter.text(state) === '' ? [] : ['step-back']),
			'sort-left',
			'refresh',
			'facets',
			'toggle-groups',
			'pause',
			...(connectionsFilter.text(state) === '' ? ['step-back'] : []),
			'invert-sort',
		],
		last: 'help',
	}),
	crumb,
	filter: connectionsFilter,
	settle,
	ticks: () => true,
	addressed: shownNames,
	refresh: readAnew,
	watch: watchConnections,
	view: connectionsView,
	glossary: [
		{
			title: 'Columns',
			words: [
				{term: 'CONNS', means: 'connections, without sticky clients'},
				{term: 'EST', means: 'established ones'},
				{term: 'OTHER', means: 'opening, closing, and all of UDP'},
				{
					term: 'STICKY',
					means:
						'templates: what keeps a client at its server, and how long still; one for a client and a service',
				},
				{term: 'EXPIRES', means: 'until the last of them is forgotten, unless packets come'},
				{
					term: 'LOCAL, SYNC',
					means: 'made here, or told by the other director; from 120 columns on',
				},
			],
		},
		{
			title: 'Filter',
			words: Object.entries(filterWords).map(([term, means]) => ({term, means})),
		},
	],
};
