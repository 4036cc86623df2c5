import {applies, type KeyBinding} from '../../keys/binding.ts';
import {bodyArea, type Action, type Size, type TuiState} from '../../store/state.ts';
import {plainLine} from '../../view/line.ts';
import type {Overlay} from '../overlay.ts';
import {textPage} from './state.ts';

/** Lines of the text that fit into the box. */
const roomIn = (size: Size): number => Math.max(1, bodyArea(size).rows - 2);

const move = (lines: (room: number, count: number) => number): Action =>
	textPage.step((own, {size}) => {
		const room = roomIn(size);
		const last = Math.max(0, own.lines.length - room);
		return {...own, top: Math.max(0, Math.min(last, own.top + lines(room, own.lines.length)))};
	});

const aside = (cells: number): Action =>
	textPage.step(own => ({...own, left: Math.max(0, own.left + cells)}));

const keys: readonly KeyBinding[] = [
	{
		keys: ['down', 'j'],
		name: 'list-down',
		says: 'further down',
		hint: 'scroll',
		pair: 'list-up',
		does: applies(move(() => 1)),
	},
	{keys: ['up', 'k'], name: 'list-up', says: 'back up', does: applies(move(() => -1))},
	{
		keys: ['pagedown', 'space', '^f'],
		name: 'text-page-down',
		says: 'a screen down',
		hint: 'page',
		does: applies(move(room => room)),
	},
	{
		keys: ['pageup', '^b'],
		name: 'text-page-up',
		says: 'a screen up',
		does: applies(move(room => -room)),
	},
	{
		keys: ['home', 'g'],
		name: 'text-start',
		says: 'first line',
		does: applies(move((_, count) => -count)),
	},
	{
		keys: ['end', 'G'],
		name: 'text-end',
		says: 'last line',
		does: applies(move((_, count) => count)),
	},
	{keys: ['right', 'l'], name: 'text-right', says: 'to the right', does: applies(aside(8))},
	{keys: ['left', 'h'], name: 'text-left', says: 'to the left', does: applies(aside(-8))},
	{
		keys: ['escape', 'enter', 'q'],
		name: 'close-text',
		says: 'close the text',
		hint: 'close',
		does: applies(textPage.close),
	},
];

const position = (state: TuiState): string => {
	const own = textPage.of(state);
	const count = own?.lines.length ?? 0;
	const end = Math.min(count, (own?.top ?? 0) + roomIn(state.size));
	return count <= roomIn(state.size) ? '' : `${(own?.top ?? 0) + 1}-${end} of ${count}`;
};

/** A text to read: what a command printed. */
export const textOverlay: Overlay = {
	name: textPage.name,
	title: 'Text',
	bindings: keys,
	hints: state => ({
		names: ['list-down', 'text-page-down'],
		last: 'close-text',
		position: position(state),
	}),
	shape: 'box',
	view: (state, {columns}) => {
		const {title, lines, top, left} = textPage.of(state) ?? {title: '', lines: [], top: 0, left: 0};
		return {
			title,
			width: columns - 2,
			lines: lines
				.slice(top, top + roomIn(state.size))
				.map(line => plainLine(` ${line.slice(left)}`)),
		};
	},
};
