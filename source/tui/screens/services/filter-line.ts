import {countText} from '../../view/number-text.ts';
import type {Filterable} from '../screen.ts';
import {services} from './state.ts';

export const servicesFilter: Filterable = {
	text: state => services.of(state).filter,
	set: filter => services.step(own => (own.filter === filter ? own : {...own, filter})),
	counted: state => {
		const {list} = services.of(state);
		return list === undefined
			? ''
			: `${countText(list.matching, 9)} of ${countText(list.all, 9)} rows`;
	},
};
