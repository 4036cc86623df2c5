import type {KeyBinding} from '../keys/binding.ts';
import {screenOf} from '../screens/table.ts';
import {say} from '../store/state.ts';
import {names} from './state.ts';

export const namesKeys: readonly KeyBinding[] = [
	{
		keys: ['H'],
		name: 'toggle-names',
		says: 'addresses as numbers, or by their names',
		hint: 'names',
		does: ({apply, get, ports}) => {
			if (ports.nameOf === undefined) {
				apply(say('names are not asked for here: a demo has none'));
				return;
			}
			apply(names.step(own => ({...own, isOn: !own.isOn})));
			apply(
				say(
					names.of(get()).isOn
						? 'names of addresses, as they are found; filters and commands go by numbers'
						: 'addresses as numbers',
				),
			);
		},
		why: state =>
			screenOf(state).addressed === undefined ? 'this screen stays with numbers' : undefined,
	},
];
