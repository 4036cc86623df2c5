import {completions, readFilter} from '../../connections/filter.ts';
import {snapshots} from '../../connections/snapshot.ts';
import {countText} from '../../view/number-text.ts';
import type {Facet, Filterable} from '../screen.ts';
import type {Action, TuiState} from '../../store/state.ts';
import {connections} from './state.ts';

export const setConnectionFilter = (filter: string): Action =>
	connections.step(own => {
		if (own.filter === filter) {
			return own;
		}
		const reading = readFilter(filter);
		// What means nothing leaves the last rows on the screen.
		return reading.ok
			? {...own, filter, terms: reading.terms, filterFault: undefined}
			: {...own, filter, filterFault: reading.fault};
	});

export const connectionsFilter: Filterable = {
	text: state => connections.of(state).filter,
	set: setConnectionFilter,
	counted: state => {
		const rows = connections.of(state).arrangement?.rows.length;
		const all = snapshots.of(state).last?.connections.count;
		return rows === undefined || all === undefined
			? ''
			: `${countText(rows, 9)} of ${countText(all, 9)} rows`;
	},
	words: completions,
	fault: state => connections.of(state).filterFault,
	facets: state => connectionFacets(state),
	example: 'client=203.0.113.0/24 expires<60',
};

const connectionFacets = (state: TuiState): readonly Facet[] => {
	const histogram = connections.of(state).arrangement?.histogram;
	return histogram === undefined
		? []
		: [
				...histogram.states.map(({name, count}): Facet => ({
					group: 'state',
					label: name,
					count,
					term: `state=${name.toLowerCase()}`,
				})),
				...histogram.origins.map(({name, count}): Facet => ({
					group: 'origin',
					label: name,
					count,
					term: `origin=${name.toLowerCase()}`,
				})),
			];
};
