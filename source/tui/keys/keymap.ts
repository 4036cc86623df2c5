import type {Keymap} from '../store/state.ts';
import type {KeyBinding} from './binding.ts';

/** The bindings with the keys that were given to them. */
export const withKeymap = (
	bindings: readonly KeyBinding[],
	keymap: Keymap,
): readonly KeyBinding[] =>
	bindings.map(binding => {
		const keys = Object.hasOwn(keymap, binding.name) ? keymap[binding.name] : undefined;
		return keys === undefined ? binding : {...binding, keys};
	});

/** The bindings without keys that remapped actions of the same place have. */
export const effective = (
	bindings: readonly KeyBinding[],
	keymap: Keymap,
): readonly KeyBinding[] => {
	const present = withKeymap(bindings, keymap);
	const taken = new Set(
		present.flatMap(({name, keys}) => (Object.hasOwn(keymap, name) ? keys : [])),
	);
	return taken.size === 0
		? present
		: present.map(binding =>
				Object.hasOwn(keymap, binding.name)
					? binding
					: {...binding, keys: binding.keys.filter(key => !taken.has(key))},
			);
};
