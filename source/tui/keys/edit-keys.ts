import {edits, type TextInput} from '../form/text-input.ts';
import {applies, type KeyBinding} from './binding.ts';
import type {Action} from '../store/state.ts';

/** The bindings of a text that is typed somewhere. */
export const editKeys = (
	change: (edit: (input: TextInput) => TextInput) => Action,
): readonly KeyBinding[] =>
	edits.map(({keys, name, says, does}) => ({keys, name, says, does: applies(change(does))}));
