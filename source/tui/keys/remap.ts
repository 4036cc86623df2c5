import {overlays} from '../overlays/table.ts';
import {screens} from '../screens/table.ts';
import type {Keymap} from '../store/state.ts';
import type {KeyBinding} from './binding.ts';
import {commonKeys} from './common-keys.ts';
import {globalKeys} from './global-keys.ts';
import {withKeymap} from './keymap.ts';

/** Something about a remapping that the person should know. */
export type KeyConflict =
	/** Two actions would have the same key in one place; the first one has it. */
	| {
			readonly kind: 'taken';
			readonly key: string;
			readonly names: readonly [has: string, lost: string];
			/** Title of the screen or overlay. */
			readonly place: string;
	  }
	| {readonly kind: 'unknown-action'; readonly name: string}
	/** Not a name of a key, such as `^x`, `f4`, `space` or one character. */
	| {readonly kind: 'unknown-key'; readonly name: string; readonly key: string};

type Place = {readonly title: string; readonly bindings: readonly KeyBinding[]};

const places: readonly Place[] = [
	...screens.map(({title, bindings}) => ({
		title,
		bindings: [...bindings, ...globalKeys, ...commonKeys],
	})),
	...overlays.map(({title, bindings}) => ({title, bindings: [...bindings, ...commonKeys]})),
];

const names: ReadonlySet<string> = new Set(
	places.flatMap(({bindings}) => bindings.map(({name}) => name)),
);

const keyName =
	/^(?:\^[a-z\\\]^_]|f(?:[1-9]|1[0-2])|up|down|left|right|pageup|pagedown|home|end|enter|escape|backspace|delete|tab|backtab|space)$/;

const isKey = (key: string): boolean => keyName.test(key) || [...key].length === 1;

/**
Other keys for actions, by their names. A key that a person gave to an action is taken from the action that had it, and that is
reported; so is what means nothing, which is left out.

@returns what goes into the state of the program, and what to tell the person
*/
export const bindingsWith = (
	remap: Keymap,
): {readonly keymap: Keymap; readonly conflicts: readonly KeyConflict[]} => {
	const conflicts: KeyConflict[] = [];
	const keymap: Record<string, readonly string[]> = {};
	for (const [name, keys] of Object.entries(remap)) {
		if (!names.has(name)) {
			conflicts.push({kind: 'unknown-action', name});
			continue;
		}
		keymap[name] = keys.filter(isKey);
		conflicts.push(
			...keys
				.filter(key => !isKey(key))
				.map((key): KeyConflict => ({kind: 'unknown-key', name, key})),
		);
	}
	return {
		keymap,
		conflicts: [...conflicts, ...once(places.flatMap(place => takenIn(place, keymap)))],
	};
};

/** What holds on every screen is said of the first one. */
const once = (conflicts: readonly KeyConflict[]): readonly KeyConflict[] => {
	const said = new Set<string>();
	return conflicts.filter(conflict => {
		const words = JSON.stringify({...conflict, place: ''});
		return !said.has(words) && said.add(words);
	});
};

const takenIn = ({title, bindings}: Place, keymap: Keymap): readonly KeyConflict[] => {
	const owners = new Map<string, string>();
	const conflicts: KeyConflict[] = [];
	for (const {name, keys} of inOrder(withKeymap(bindings, keymap), keymap)) {
		for (const key of keys) {
			const has = owners.get(key);
			if (has === undefined) {
				owners.set(key, name);
			} else if (has !== name) {
				conflicts.push({kind: 'taken', key, names: [has, name], place: title});
			}
		}
	}
	return conflicts;
};

/** Remapped actions first: they are what the person wanted. */
const inOrder = (bindings: readonly KeyBinding[], keymap: Keymap): readonly KeyBinding[] => [
	...bindings.filter(({name}) => Object.hasOwn(keymap, name)),
	...bindings.filter(({name}) => !Object.hasOwn(keymap, name)),
];

/** A conflict in a sentence. */
export const conflictSentence = (conflict: KeyConflict): string => {
	switch (conflict.kind) {
		case 'taken':
			return `the key ${conflict.key} is ${conflict.names[0]} and no longer ${conflict.names[1]} (${conflict.place})`;
		case 'unknown-action':
			return `there is no action "${conflict.name}"; ^p lists them`;
		case 'unknown-key':
			return `"${conflict.key}" for ${conflict.name} is no key: one character, ^x, f4, space, enter`;
	}
};
