import {moveInList, listLine} from '../../form/list.ts';
import {edits, inputSegments, insertText, type TextInput} from '../../form/text-input.ts';
import {applies, keyLabels, type KeyBinding} from '../../keys/binding.ts';
import {runBinding} from '../../keys/run-binding.ts';
import {say, type Action, type TuiState} from '../../store/state.ts';
import {lineOf, plainLine} from '../../view/line.ts';
import {cut, padEnd, padStart, widthOf} from '../../view/text.ts';
import type {Overlay} from '../overlay.ts';
import {palette} from './state.ts';

const width = 72;

/** The bindings that have all words of the search in their name, explanation or keys; names that begin with it first. */
export const foundIn = (bindings: readonly KeyBinding[], search: string): readonly KeyBinding[] => {
	const words = search
		.toLowerCase()
		.split(/\s+/)
		.filter(word => word !== '');
	const start = words.join('-');
	const isFirst = ({name}: KeyBinding): number => (name.startsWith(start) ? 0 : 1);
	return bindings
		.filter(binding => {
			const text = `${binding.name} ${binding.says} ${keyLabels(binding)}`.toLowerCase();
			return words.every(word => text.includes(word));
		})
		.toSorted((a, b) => isFirst(a) - isFirst(b));
};

const edit = (change: (input: TextInput) => TextInput): Action =>
	palette.step(own => ({search: change(own.search), at: 0}));

/** @param bindingsOf - what can be done where the palette was opened */
export const paletteOverlayWith = (
	bindingsOf: (state: TuiState) => readonly KeyBinding[],
): Overlay => {
	const found = (state: TuiState): readonly KeyBinding[] =>
		foundIn(bindingsOf(state), palette.of(state)?.search.text ?? '');
	const move = (places: number): Action =>
		palette.step((own, state) => ({...own, at: moveInList(own.at, found(state).length, places)}));
	const bindings: readonly KeyBinding[] = [
		{
			keys: ['enter'],
			name: 'run-action',
			says: 'do what is chosen',
			hint: 'do it',
			does: context => {
				const state = context.get();
				const binding = found(state)[palette.of(state)?.at ?? 0];
				if (binding === undefined) {
					context.apply(say('no action has this in its name'));
					return;
				}
				context.apply(palette.close);
				runBinding(context, binding);
			},
		},
		{
			keys: ['down', 'tab', '^n'],
			name: 'palette-down',
			says: 'next action',
			hint: 'move',
			pair: 'palette-up',
			does: applies(move(1)),
		},
		{
			keys: ['up', 'backtab', '^p'],
			name: 'palette-up',
			says: 'previous action',
			hint: 'up',
			does: applies(move(-1)),
		},
		{
			keys: ['escape'],
			name: 'close-palette',
			says: 'close the list of actions',
			hint: 'close',
			does: applies(palette.close),
		},
		...edits.map(({keys, name, says, does}): KeyBinding => ({
			keys,
			name,
			says,
			does: applies(edit(does)),
		})),
	];
	return {
		name: palette.name,
		title: 'Actions',
		bindings,
		type: text => edit(input => insertText(input, text)),
		hints: () => ({names: ['run-action', 'palette-down'], last: 'close-palette'}),
		shape: 'box',
		view: (state, {columns}) => {
			const room = Math.min(width, columns - 2);
			const {search, at} = palette.of(state) ?? {search: {text: '', at: 0}, at: 0};
			const entries = found(state);
			return {
				title: 'Actions: type to search',
				width,
				focus: at,
				lines:
					entries.length === 0
						? [plainLine('  no action has this in its name', 'dim')]
						: entries.map((binding, index) =>
								entryLine(binding, {isChosen: index === at, room, state}),
							),
				foot: [
					lineOf([
						{text: ' > ', tone: 'accent'},
						...inputSegments(search, {width: room - 4, glyphs: state.glyphs, isFocused: true}),
					]),
				],
			};
		},
	};
};

type Look = {readonly isChosen: boolean; readonly room: number; readonly state: TuiState};

const entryLine = (binding: KeyBinding, {isChosen, room, state}: Look) => {
	const keys = keyLabels(binding);
	const name = padEnd(` ${binding.name}`, 18);
	const says = room - widthOf(name) - widthOf(keys) - 3;
	return listLine(
		[
			{text: name, tone: 'strong'},
			{text: ` ${padEnd(cut(binding.says, says, state.glyphs), says)} `, tone: 'plain'},
			{text: padStart(keys, widthOf(keys)), tone: 'accent'},
		],
		isChosen,
		room,
	);
};
