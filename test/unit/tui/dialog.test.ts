import {describe, expect, test} from 'vitest';
import {
	isChecked,
	newForm,
	numberOfField,
	textOfField,
	type FormSpec,
	type FormState,
} from '../../../source/tui/form/form.ts';
import {bindingFor} from '../../../source/tui/keys/binding.ts';
import {runBinding} from '../../../source/tui/keys/run-binding.ts';
import {dialog} from '../../../source/tui/overlays/dialog.ts';
import {overlayHandle} from '../../../source/tui/store/overlay-handle.ts';
import {boxLines, withBox} from '../../../source/tui/view/box.ts';
import {asciiGlyphs as glyphs} from '../../../source/tui/view/glyphs.ts';
import {plainLine, textOf} from '../../../source/tui/view/line.ts';
import {widthOf} from '../../../source/tui/view/text.ts';
import {contextFrom, initialState} from './tui-state.ts';

const spec: FormSpec = {
	fields: [
		{
			kind: 'text',
			name: 'address',
			label: 'Address',
			note: 'of the server',
			check: text => (text === '' ? 'type an address, such as 10.0.0.14' : undefined),
		},
		{kind: 'number', name: 'weight', label: 'Weight', least: 0, most: 65_535},
		{
			kind: 'choice',
			name: 'method',
			label: 'Forward',
			options: [
				{value: 'dr', label: 'DR'},
				{value: 'nat', label: 'NAT'},
				{value: 'tun', label: 'TUN'},
			],
		},
		{kind: 'checkbox', name: 'ramp', label: 'ramp up'},
	],
	buttons: [
		{name: 'cancel', label: 'Cancel'},
		{name: 'add', label: 'Add'},
	],
	button: 'add',
	free: ['cancel'],
};

type Own = {readonly form: FormState};

const handle = overlayHandle<Own>('a-dialog');

/** An open dialog, what it looks like, and what was pressed in it. */
const opened = (columns = 80, rows = 24) => {
	const pressed: [string, FormState][] = [];
	const record = dialog({
		handle,
		title: 'Add real server',
		spec: () => spec,
		press: (button, own, {apply}) => {
			pressed.push([button, own.form]);
			apply(handle.close);
		},
	});
	const context = contextFrom({...initialState, size: {columns, rows}});
	context.apply(handle.open({form: newForm(spec, {weight: 100, method: 'nat'})}));
	const press = (...keys: readonly string[]): void => {
		for (const key of keys) {
			const binding = bindingFor(record.bindings, key);
			if (binding === undefined) {
				context.apply(record.type?.(key, context) ?? (state => state));
			} else {
				runBinding(context, binding);
			}
		}
	};
	const lines = (): readonly string[] => {
		const area = {columns, rows: rows - 3};
		const box = record.shape === 'box' ? record.view(context.get(), area) : undefined;
		return box === undefined
			? []
			: withBox([], box, {area, glyphs}).map(({line}) => textOf(line).trimEnd());
	};
	return {press, lines, pressed, context, form: () => handle.of(context.get())?.form};
};

describe('a dialog', () => {
	test('looks like this', () => {
		const {press, lines} = opened();
		press(...'10.0.0.14');
		expect(
			lines()
				.map(line => line.trim())
				.filter(line => line !== ''),
		).toEqual([
			'+- Add real server ------------------------------------------------------+',
			'| Address [10.0.0.14_              ]  of the server                      |',
			'| Weight  [100   ]                                                       |',
			'| Forward ( ) DR  (x) NAT  ( ) TUN                                       |',
			'| [ ] ramp up                                                            |',
			'|                                                    [ Cancel ]  [ Add ] |',
			'+------------------------------------------------------------------------+',
		]);
	});

	test('Tab and arrows walk over fields and buttons and around', () => {
		const {press, form} = opened();
		press('tab', 'down', 'tab', 'tab', 'tab');
		expect(form()?.focus).toBe('add');
		press('tab');
		expect(form()?.focus).toBe('address');
		press('backtab', 'left');
		expect(form()?.focus).toBe('cancel');
	});

	test('texts are edited, choices turned, boxes checked', () => {
		const {press, form} = opened();
		press(...'10.0.0.15', 'left', 'backspace', 'tab', '^u', '7', 'tab', 'right', 'tab', 'space');
		const done = form() ?? {focus: '', values: {}};
		expect(textOfField(done, 'address')).toBe('10.0.0.5');
		expect(numberOfField(done, 'weight')).toBe(7);
		expect(textOfField(done, 'method')).toBe('tun');
		expect(isChecked(done, 'ramp')).toBe(true);
	});

	test('Enter in a field presses the usual button, but not while something is wrong', () => {
		const {press, pressed, context, form, lines} = opened();
		press('tab', 'enter');
		expect(pressed).toEqual([]);
		expect(context.get().flash).toBe('Address: type an address, such as 10.0.0.14');
		expect(form()?.focus).toBe('address');
		expect(lines().join('\n')).toContain('type an address, such as 10.0.0.14');
		press(...'10.0.0.14', 'tab', '9', '9', '9', '9', '9', 'enter');
		expect(lines().join('\n')).toContain('! a whole number from 0 to 65535');
		press('^u', '1', 'enter');
		expect(pressed.map(([button]) => button)).toEqual(['add']);
		expect(form()).toBeUndefined();
	});

	test('Cancel needs no valid fields, and Escape closes', () => {
		const first = opened();
		first.press('up', 'left', 'enter');
		expect(first.pressed.map(([button]) => button)).toEqual(['cancel']);
		const second = opened();
		second.press('escape');
		expect(second.pressed).toEqual([]);
		expect(second.form()).toBeUndefined();
	});

	test.each([
		[60, 15],
		[40, 8],
		[200, 60],
	])('in %i columns and %i rows it fits, with the focus and the buttons', (columns, rows) => {
		const {press, lines} = opened(columns, rows);
		press('tab', 'tab', 'tab');
		const shown = lines();
		expect(shown.every(line => widthOf(line) <= columns)).toBe(true);
		expect(shown.length).toBeLessThanOrEqual(rows - 3);
		expect(shown.join('\n')).toContain('ramp up');
		expect(shown.join('\n')).toContain('[ Add ]');
	});
});

test('a box that is higher than the screen scrolls to its focus and says that there is more', () => {
	const lines = Array.from({length: 30}, (_, index) => plainLine(`line ${index}`));
	const shown = boxLines(
		{title: 'Many', width: 20, lines, focus: 20, foot: [plainLine('foot')]},
		{width: 20, height: 8, glyphs},
	).map(textOf);
	expect(shown).toHaveLength(8);
	expect(shown.join('\n')).toContain('line 20');
	expect(shown.at(-2)).toContain('foot');
	expect(shown[0]).toContain(' ~ +');
	expect(shown.at(-1)).toContain(' ~ +');
	expect(new Set(shown.map(widthOf))).toEqual(new Set([22]));
});

test('what lies under a box stays where it is, also when it has wide characters', () => {
	const body = Array.from({length: 5}, () => ({line: plainLine('負荷分散 director 負荷分散 end')}));
	const shown = withBox(
		body,
		{title: 'x', width: 9, lines: [plainLine('hello')]},
		{area: {columns: 30, rows: 5}, glyphs},
	).map(({line}) => textOf(line));
	expect(shown[1]).toBe('負荷分散 |hello    |荷分散 end');
	expect(shown[3]).toBe('負荷分散 director 負荷分散 end');
});

test.each([
	['in the upper half', 2, 'row 2'],
	['in the lower half', 7, 'row 7'],
	['in the middle, where there is no room beside it', 4, undefined],
])('a box leaves the row free that it is about: %s', (_, cursor, expected) => {
	const body = Array.from({length: 10}, (_row, row) => ({line: plainLine(`row ${row}`)}));
	const shown = withBox(
		body,
		{title: 'x', width: 9, lines: Array.from({length: 4}, () => plainLine('hello'))},
		{area: {columns: 11, rows: 10}, glyphs, cursor},
	).map(({line}) => textOf(line).trimEnd());
	expect(shown.filter(line => line.includes('hello'))).toHaveLength(4);
	expect(shown.find(line => line === `row ${cursor}`)).toBe(expected);
});
