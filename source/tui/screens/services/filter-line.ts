import {countText} from '../../view/number-text.ts';
import type {Filterable} from '../screen.ts';
import {servicesFacets} from './facets.ts';
import {filterWords, readFilter} from './filter.ts';
import {services} from './state.ts';

export const servicesFilter: Filterable = {
	text: state => services.of(state).filter,
	set: filter =>
		services.step(own => {
			if (own.filter === filter) {
				return own;
			}
			const reading = readFilter(filter);
			// What means nothing leaves the last rows on the screen.
			return reading.ok
				? {...own, filter, terms: reading.terms, filterFault: undefined}
				: {...own, filter, filterFault: reading.fault};
		}),
	counted: state => {
		const {list} = services.of(state);
		return list === undefined
			? ''
			: `${countText(list.matching, 9)} of ${countText(list.all, 9)} rows`;
	},
	fault: state => services.of(state).filterFault,
	facets: servicesFacets,
	words: filterWords,
	example: 'rs=10.0.0.2 w=0 !udp',
};
