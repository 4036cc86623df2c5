import {describe, expect, test} from 'vitest';
import {defaultPreferences} from '../../../source/config/preferences.ts';
import {bindingFor} from '../../../source/tui/keys/binding.ts';
import {bindingsNow} from '../../../source/tui/keys/places.ts';
import {press} from '../../../source/tui/keys/press.ts';
import {keymapOf} from '../../../source/tui/settings/keymap-of.ts';
import {lookOf, savedViewOf, showSaved} from '../../../source/tui/settings/look.ts';
import {settings} from '../../../source/tui/settings/settings.ts';
import {startWith} from '../../../source/tui/settings/start-with.ts';
import {vocabulary} from '../../../source/tui/vocabulary.ts';
import {contextFrom, initialState} from './tui-state.ts';

const keyOf = (keys: Parameters<typeof keymapOf>[0], key: string): string | undefined =>
	bindingFor(bindingsNow({...initialState, keymap: keymapOf(keys).keymap}), key)?.name;

describe('chosen keys', () => {
	test('a preset brings its keys, without a complaint about habits that were asked for', () => {
		for (const preset of vocabulary.keyPresets) {
			expect(keymapOf({preset, remap: {}}).problems).toEqual([]);
		}
		expect(keyOf({preset: 'htop', remap: {}}, 'f10')).toBe('quit');
		expect(keyOf({preset: 'default', remap: {}}, 'f10')).toBeUndefined();
		expect(
			['f5', 'f6', 'f7', 'f8', 'f9', 'f11'].map(key => keyOf({preset: 'hatop', remap: {}}, key)),
		).toEqual(['weight-down-10', 'weight-down', 'weight-up', 'weight-up-10', 'return', 'drain']);
	});

	test('what a person gave to an action goes before the preset', () => {
		const keys = {preset: 'htop', remap: {refresh: ['f10']}};
		expect(keyOf(keys, 'f10')).toBe('refresh');
	});

	test('a conflict is said once, with the field, however many screens have it', () => {
		expect(keymapOf({preset: 'default', remap: {pause: ['q']}}).problems).toEqual([
			'keys/remap/pause: the key q is pause and no longer quit (Services)',
		]);
		const remap = {pause: ['q'], quit: ['p']};
		expect(keymapOf({preset: 'default', remap}).problems).toEqual([]);
	});
});

describe('how the services look', () => {
	test('comes from the preferences, and goes back into them', () => {
		const look = {columns: ['weight', 'active'], sort: '-active', unit: 'bps'} as const;
		const state = startWith({...defaultPreferences, ...look, theme: 'dark'})(initialState);
		expect(lookOf(state)).toEqual(look);
		expect(settings.of(state).theme).toBe('dark');
		expect(lookOf(startWith(defaultPreferences)(initialState))).toEqual({
			columns: undefined,
			sort: undefined,
			unit: 'cps',
		});
	});

	test('is the same again in a view that was saved', () => {
		const view = {filter: 'w=0', sort: '-name', unit: 'pps', isFlat: true} as const;
		const shown = showSaved(view)(initialState);
		expect(savedViewOf(shown)).toEqual(view);
		// What a view does not say becomes as usual.
		expect(savedViewOf(showSaved({})(shown))).toEqual({unit: 'cps', isFlat: false});
	});
});

test('every word that the screens have may stand in the preferences', () => {
	expect(vocabulary.themes).toContain('high-contrast');
	expect(vocabulary.keyPresets).toEqual(['default', 'htop', 'hatop']);
	expect(vocabulary.actions).toEqual([...new Set(vocabulary.actions)]);
});

test('a theme is seen while it is chosen; Escape goes back, Enter takes it', () => {
	const context = contextFrom({...initialState, depth: 'true'});
	const {palette} = context.get();
	press(context, 'T');
	press(context, 'j');
	expect(context.get().palette.title.backgroundColor).toBe('#2b3a4a');
	press(context, 'escape');
	expect(context.get().palette.title).toEqual(palette.title);
	['T', 'j', 'enter'].forEach(key => press(context, key));
	expect(settings.of(context.get()).theme).toBe('dark');
	expect(context.get().overlays).toEqual([]);
});
