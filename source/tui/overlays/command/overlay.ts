import {inputSegments} from '../../form/text-input.ts';
import {listLine} from '../../form/list.ts';
import {keyLabel} from '../../keys/binding.ts';
import type {TuiState} from '../../store/state.ts';
import {fitted} from '../../view/box.ts';
import {lineOf, plainLine, type Line} from '../../view/line.ts';
import {cut, padEnd, widthOf} from '../../view/text.ts';
import {wrapped} from '../../view/wrap.ts';
import type {Overlay} from '../overlay.ts';
import {commandKeys, typeCommand} from './keys.ts';
import {commandLine, type CommandState} from './state.ts';

/** Candidates that are shown at once. */
const mostShown = 6;

const hints = commandKeys
	.flatMap(({keys, hint}) =>
		typeof hint === 'string' ? [`${keyLabel(keys[0] ?? '')} ${hint}`] : [],
	)
	.join('  ');

const candidateLines = ({candidates, chosen}: CommandState, state: TuiState): readonly Line[] => {
	const {columns} = state.size;
	const top = Math.max(0, Math.min(chosen - mostShown + 1, candidates.length - mostShown));
	const shown = candidates.slice(top, top + mostShown);
	const width = Math.max(0, ...shown.map(({label}) => widthOf(label)));
	return shown.map(({label, says = ''}, index) =>
		listLine(
			fitted(
				[
					{text: `  ${padEnd(label, width)}  `, tone: 'plain'},
					{text: says, tone: 'dim'},
				],
				columns,
				state.glyphs,
			),
			top + index === chosen,
			columns,
		),
	);
};

const faultLines = ({fault}: CommandState, {size}: TuiState): readonly Line[] =>
	fault === undefined
		? []
		: wrapped(fault, size.columns - 4).map((part, index) =>
				plainLine(` ${index === 0 ? '!' : ' '} ${part}`, 'bad'),
			);

/** For who has never seen it. */
const examples = 'a line of ipvsadm, an address, or save diff drain find help; Tab Esc';

const inputLine = ({input}: CommandState, state: TuiState): Line => {
	const {columns} = state.size;
	const example = ` ${cut(examples, columns - 6, state.glyphs)} `;
	const right = input.text === '' ? example : columns < 90 ? ' ' : `  ${hints} `;
	return lineOf([
		{text: ' :', tone: 'accent'},
		...inputSegments(input, {
			width: columns - 2 - widthOf(right),
			glyphs: state.glyphs,
			isFocused: true,
		}),
		{text: right, tone: 'dim'},
	]);
};

/** A line to type commands into. */
export const commandOverlay: Overlay = {
	name: commandLine.name,
	title: 'Command line',
	bindings: commandKeys,
	type: typeCommand,
	shape: 'foot',
	view: state => {
		const own = commandLine.of(state);
		return own === undefined
			? []
			: [...candidateLines(own, state), ...faultLines(own, state), inputLine(own, state)];
	},
};
