import {keyLabel, type KeyBinding} from '../keys/binding.ts';
import {filterKeys} from '../keys/filter-keys.ts';
import {helpKeys} from '../keys/help-keys.ts';
import {treeKeys} from '../keys/tree-keys.ts';
import {linesAround, type TuiState} from '../store/state.ts';
import {lineOf, type Line, type Segment} from './line.ts';
import {countText} from './number-text.ts';
import {cut, padEnd, widthOf} from './text.ts';

/** The last line: what the keys do now, and where in a long text this is. The hint that ends it never drops out, the others do from the right. */
export const hintLine = (state: TuiState, position = ''): Line => {
	switch (state.mode.kind) {
		case 'tree':
			return hints(treeOrder(state), {last: 'help', width: state.size.columns, position});
		case 'help':
			return hints(helpKeys, {last: 'close', width: state.size.columns, position});
		case 'filter':
			return filterLine(state);
	}
};

/** Most used first; clearing a filter matters only while there is one. */
const treeOrder = ({filter}: TuiState): readonly KeyBinding[] => [
	...treeKeys.filter(({name}) => name === 'filter'),
	...treeKeys
		.filter(({name}) => name === 'clear-filter' && filter !== '')
		.map(binding => ({...binding, hint: 'all rows'})),
	...treeKeys.filter(({name}) => name !== 'filter'),
];

const hints = (
	bindings: readonly KeyBinding[],
	{
		last,
		width,
		position,
	}: {readonly last: string; readonly width: number; readonly position: string},
): Line => {
	const end = bindings.find(({hint}) => hint === last);
	const closing: readonly Segment[] = [
		{text: position === '' ? '' : `${position}  `, tone: 'dim'},
		...(end === undefined ? [] : hintSegments(end)),
	];
	let room = width - 1 - widthOf(closing.map(({text}) => text).join(''));
	const segments: Segment[] = [{text: ' ', tone: 'plain'}];
	room -= 1;
	for (const binding of bindings) {
		const pieces = binding === end ? [] : hintSegments(binding);
		const taken = widthOf(pieces.map(({text}) => text).join('')) + 2;
		if (pieces.length > 0 && taken <= room) {
			segments.push(...pieces, {text: '  ', tone: 'plain'});
			room -= taken;
		}
	}
	return lineOf([...segments, {text: ' '.repeat(room), tone: 'plain'}, ...closing]);
};

const hintSegments = ({keys, hint, name}: KeyBinding): readonly Segment[] =>
	hint === undefined
		? []
		: [
				{text: name === 'sort-left' ? '< >' : keyLabel(keys[0] ?? ''), tone: 'accent'},
				{text: ` ${hint}`, tone: 'dim'},
			];

const filterLine = ({filter, list, glyphs, size}: TuiState): Line => {
	const counted =
		list === undefined ? '' : `${countText(list.matching, 9)} of ${countText(list.all, 9)} rows`;
	const help = filterKeys
		.filter(({hint}) => hint !== undefined)
		.map(({keys, hint}) => `${keyLabel(keys[0] ?? '')} ${hint}`)
		.join('  ');
	const right = `  ${counted}  ${help} `;
	const room = size.columns - widthOf(right);
	// The end of the text is where the typing happens, so the beginning gives way.
	const text = [...filter].toReversed().join('');
	const shown = [...cut(text, room - 3, glyphs)].toReversed().join('');
	return lineOf([
		{text: ' /', tone: 'accent'},
		{text: padEnd(`${shown}${glyphs.caret}`, Math.max(0, room - 2)), tone: 'strong'},
		{text: right, tone: 'dim'},
	]);
};

export const hasTotals = (rows: number): boolean => linesAround(rows) === 5;
