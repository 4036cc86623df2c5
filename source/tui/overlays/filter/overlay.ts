import {inputSegments} from '../../form/text-input.ts';
import {keyLabel} from '../../keys/binding.ts';
import {screenOf} from '../../screens/table.ts';
import type {TuiState} from '../../store/state.ts';
import {lineOf, type Line} from '../../view/line.ts';
import {cut, widthOf} from '../../view/text.ts';
import type {Overlay} from '../overlay.ts';
import {filterKeys, typeFilter} from './keys.ts';
import {filterLine} from './state.ts';

const hints = filterKeys
	.flatMap(({keys, hint}) =>
		typeof hint === 'string' ? [`${keyLabel(keys[0] ?? '')} ${hint}`] : [],
	)
	.join('  ');

const line = (state: TuiState): Line => {
	const input = filterLine.of(state) ?? {text: '', at: 0};
	const {filter} = screenOf(state);
	const fault = filter?.fault?.(state);
	const example = input.text === '' && filter?.example !== undefined ? `ex: ${filter.example}` : '';
	const counted = fault ?? filter?.counted(state) ?? '';
	const room = state.size.columns - 2;
	const right = ` ${cut(`${example === '' ? counted : example}  ${hints} `, room - 12, state.glyphs)}`;
	return lineOf([
		{text: ' /', tone: fault === undefined ? 'accent' : 'bad'},
		...inputSegments(input, {
			width: room - widthOf(right),
			glyphs: state.glyphs,
			isFocused: true,
		}),
		{text: right, tone: fault === undefined ? 'dim' : 'bad'},
	]);
};

export const filterOverlay: Overlay = {
	name: filterLine.name,
	title: 'Filter line',
	bindings: filterKeys,
	type: typeFilter,
	shape: 'foot',
	view: state => [line(state)],
};
