import type {Screen} from '../screen.ts';
import {crumb} from './crumb.ts';
import {servicesFilter} from './filter-line.ts';
import {glossary} from './glossary.ts';
import {servicesKeys} from './keys.ts';
import {settle, visibleServices} from './settle.ts';
import {servicesView} from './view.ts';

export const servicesScreen: Screen = {
	key: '1',
	name: 'services',
	title: 'Services',
	bindings: servicesKeys,
	hints: state => ({
		names: [
			'filter',
			...(servicesFilter.text(state) === '' ? [] : ['step-back']),
			'toggle-fold',
			'toggle-all',
			'sort-left',
			'invert-sort',
			'pause',
			'quit',
		],
		last: 'help',
	}),
	crumb,
	filter: servicesFilter,
	settle,
	wants: visibleServices,
	glossary,
	view: servicesView,
};
