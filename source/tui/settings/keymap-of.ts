import type {Preferences} from '../../config/preferences.ts';
import {keyPresets} from '../keys/presets.ts';
import {bindingsWith, conflictSentence} from '../keys/remap.ts';
import type {Keymap} from '../store/state.ts';

export type ChosenKeys = {
	readonly keymap: Keymap;
	/** What does not fit, each with the field of the preferences that says so. */
	readonly problems: readonly string[];
};

/** The keys of a preset and, before them, those that a person gave to actions. */
export const keymapOf = ({preset, remap}: Preferences['keys']): ChosenKeys => {
	const own = new Set(Object.values(remap).flat());
	const borrowed = Object.entries(presetKeys(preset)).map(
		([name, keys]) => [name, keys.filter(key => !own.has(key))] as const,
	);
	const {keymap, conflicts} = bindingsWith({...Object.fromEntries(borrowed), ...remap});
	const problems = conflicts.flatMap(conflict => {
		const names = conflict.kind === 'taken' ? conflict.names : [conflict.name];
		const field = names.find(name => Object.hasOwn(remap, name));
		// What a preset takes from an action is the habit that was asked for.
		return field === undefined ? [] : [{field, conflict}];
	});
	// An action of every screen would be said once for each of them.
	const told = new Map(
		problems.map(({field, conflict}) => [
			JSON.stringify({...conflict, place: ''}),
			`keys/remap/${field}: ${conflictSentence(conflict)}`,
		]),
	);
	return {keymap, problems: [...told.values()]};
};

const presetKeys = (preset: string): Keymap =>
	Object.entries(keyPresets).find(([name]) => name === preset)?.[1] ?? {};
