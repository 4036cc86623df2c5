import {keyLabel, type KeyBinding} from '../keys/binding.ts';
import type {Hints} from '../screens/screen.ts';
import type {TuiState} from '../store/state.ts';
import {lineOf, type Line, type Segment} from './line.ts';
import {widthOf} from './text.ts';

/** The last line: what the keys do now, and where in a long text this is. The hint that ends it never drops out, the others do from the right. */
export const hintLine = (
	state: TuiState,
	{lead = '', names, last, position = ''}: Hints,
	bindings: readonly KeyBinding[],
): Line => {
	const segmentsOf = (name: string): readonly Segment[] => hintSegments(state, bindings, name);
	const closing: readonly Segment[] = [
		{text: position === '' ? '' : `${position}  `, tone: 'dim'},
		...segmentsOf(last),
	];
	const opening: Segment = {text: lead === '' ? ' ' : ` ${lead} `, tone: 'strong'};
	let room = state.size.columns - 1 - widthOf(opening.text) - widthIn(closing);
	const segments: Segment[] = [opening];
	for (const name of names) {
		const pieces = segmentsOf(name);
		const taken = widthIn(pieces) + 2;
		if (pieces.length > 0 && taken <= room) {
			segments.push(...pieces, {text: '  ', tone: 'plain'});
			room -= taken;
		}
	}
	return lineOf([...segments, {text: ' '.repeat(Math.max(0, room)), tone: 'plain'}, ...closing]);
};

const widthIn = (segments: readonly Segment[]): number =>
	widthOf(segments.map(({text}) => text).join(''));

const hintSegments = (
	state: TuiState,
	bindings: readonly KeyBinding[],
	name: string,
): readonly Segment[] => {
	const binding = bindings.find(other => other.name === name);
	const key = binding?.keys[0];
	if (binding?.hint === undefined || key === undefined) {
		return [];
	}
	const {hint, pair} = binding;
	const opposite = bindings.find(other => other.name === pair)?.keys[0];
	const keys = opposite === undefined ? keyLabel(key) : `${keyLabel(key)} ${keyLabel(opposite)}`;
	return [
		{text: keys, tone: 'accent'},
		{text: ` ${typeof hint === 'string' ? hint : hint(state)}`, tone: 'dim'},
	];
};
