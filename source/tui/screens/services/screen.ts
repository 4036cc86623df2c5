import type {Screen} from '../screen.ts';
import {markedHints, readOnlyLead, rowHints} from '../../operator/row-hints.ts';
import {rowKeys} from '../../operator/row-keys.ts';
import {copyKeys} from './copy.ts';
import {crumb} from './crumb.ts';
import {servicesFilter} from './filter-line.ts';
import {formKeys} from './form-keys.ts';
import {glossary} from './glossary.ts';
import {servicesKeys} from './keys.ts';
import {clearMarks, moveToVisible} from './actions.ts';
import {shownTable} from './shown-table.ts';
import {marksOf} from './marks.ts';
import {settle, visibleNames, visibleServices} from './settle.ts';
import {services} from './state.ts';
import {observeTimeline, timeline} from './timeline.ts';
import {servicesView} from './view.ts';

export const servicesScreen: Screen = {
	key: '1',
	name: 'services',
	title: 'Services',
	shownTable,
	clicked: row => moveToVisible(row - 1),
	bindings: [...rowKeys, ...formKeys, ...copyKeys, ...servicesKeys],
	hints: state => {
		const {size} = marksOf(services.of(state));
		return size === 0
			? {
					...readOnlyLead(state),
					names: [
						...(servicesFilter.text(state) === '' ? [] : ['step-back', 'next-match']),
						...rowHints(state),
						...(services.of(state).marksBefore.size === 0 ? [] : ['mark-again']),
						'filter',
						'command',
						'toggle-fold',
						'busiest',
						'sort-left',
						'next-unit',
						'toggle-mark',
						'facets',
						'toggle-all',
						'pause',
						'quit',
						'invert-sort',
						'toggle-shape',
						'toggle-values',
						'columns',
					],
					last: 'help',
				}
			: {
					lead: `${size} marked:`,
					names: [...markedHints(state), 'step-back', 'toggle-range'],
					last: 'help',
				};
	},
	crumb,
	filter: servicesFilter,
	marks: {count: state => marksOf(services.of(state)).size, clear: clearMarks},
	settle,
	observe: observeTimeline,
	ticks: state => timeline.of(state).ghosts.length > 0,
	wants: visibleServices,
	addressed: visibleNames,
	glossary,
	view: servicesView,
};
