import {topOverlay} from '../overlays/table.ts';
import {screenOf} from '../screens/table.ts';
import type {Keymap, TuiState} from '../store/state.ts';
import type {KeyBinding} from './binding.ts';
import {commonKeys} from './common-keys.ts';
import {globalKeys} from './global-keys.ts';
import {effective} from './keymap.ts';

/** What the keys mean now: those of the overlay on top, else those of the screen. */
export const bindingsNow = (state: TuiState): readonly KeyBinding[] => {
	const {keymap} = state;
	const place = topOverlay(state) ?? screenOf(state);
	const results = known.get(keymap) ?? new WeakMap();
	known.set(keymap, results);
	const present =
		results.get(place) ??
		effective(
			topOverlay(state) === undefined
				? [...place.bindings, ...globalKeys, ...commonKeys]
				: [...place.bindings, ...commonKeys],
			keymap,
		);
	results.set(place, present);
	return present;
};

const known = new WeakMap<Keymap, WeakMap<object, readonly KeyBinding[]>>();
