import {describe, expect, test} from 'vitest';
import {bindingFor} from '../../../source/tui/keys/binding.ts';
import {effective} from '../../../source/tui/keys/keymap.ts';
import {functionKey, markFunctionKeys} from '../../../source/tui/keys/function-keys.ts';
import {bindingsNow} from '../../../source/tui/keys/places.ts';
import {press} from '../../../source/tui/keys/press.ts';
import {keyPresets} from '../../../source/tui/keys/presets.ts';
import {bindingsWith, conflictSentence} from '../../../source/tui/keys/remap.ts';
import {textOf} from '../../../source/tui/view/line.ts';
import {frameOf} from '../../../source/tui/view/frame.ts';
import {contextFrom, initialState} from './tui-state.ts';

describe('keys by the name of the action', () => {
	test('another key for an action holds where keys are pressed and where they are hinted', () => {
		const {keymap, conflicts} = bindingsWith({filter: ['f4']});
		expect(conflicts).toEqual([]);
		const context = contextFrom({...initialState, keymap});
		expect(textOf(frameOf(context.get()).foot[0] ?? {segments: [], signature: ''})).toContain(
			'F4 filter',
		);
		press(context, '/');
		expect(context.get().flash).toBe('/ does nothing here; ? shows the keys');
		press(context, 'f4');
		expect(context.get().overlays.map(({name}) => name)).toEqual(['filter']);
	});

	test('a key that another action had is taken from it, and that is said', () => {
		const {keymap, conflicts} = bindingsWith({pause: ['q']});
		expect(conflicts.map(conflictSentence)).toEqual([
			'the key q is pause and no longer quit (Services)',
		]);
		const bindings = bindingsNow({...initialState, keymap});
		expect(bindingFor(bindings, 'q')?.name).toBe('pause');
		expect(bindings.find(({name}) => name === 'quit')?.keys).toEqual([]);
	});

	test('two actions on one key, unknown actions and unknown keys are reported', () => {
		const {keymap, conflicts} = bindingsWith({
			pause: ['Q'],
			refresh: ['Q', 'hyper-y'],
			explode: ['y'],
		});
		expect(keymap['refresh']).toEqual(['Q']);
		expect(conflicts.map(conflictSentence)).toEqual([
			'"hyper-y" for refresh is no key: one character, ^x, f4, space, enter',
			'there is no action "explode"; ^p lists them',
			'the key Q is pause and no longer refresh (Services)',
		]);
	});

	test.each(Object.entries(keyPresets))('the preset %s has no conflicts', (_, preset) => {
		expect(bindingsWith(preset).conflicts).toEqual([]);
	});

	test('an action of one place keeps its key when the same key is remapped elsewhere', () => {
		const {keymap} = bindingsWith({'keep-filter': ['q']});
		const bindings = bindingsNow({...initialState, keymap});
		expect(bindingFor(bindings, 'q')?.name).toBe('quit');
		expect(effective(bindings, keymap)).toHaveLength(bindings.length);
	});
});

describe('function keys', () => {
	test.each([
		['\u001BOP', 'f1'],
		['\u001B[11~', 'f1'],
		['\u001B[[A', 'f1'],
		['\u001BOS', 'f4'],
		['\u001B[15~', 'f5'],
		['\u001B[21~', 'f10'],
		['\u001B[24~', 'f12'],
	])('%j is %s', (sequence, name) => {
		expect(functionKey(markFunctionKeys(sequence))).toBe(name);
	});

	test('other sequences and text stay as they are', () => {
		const text = 'a\u001B[A\u001BOA\u001B[5~\u001B[3~OP';
		expect(markFunctionKeys(text)).toBe(text);
		expect(functionKey('a')).toBeUndefined();
	});
});
