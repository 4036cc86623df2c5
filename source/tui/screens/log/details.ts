import {itemText} from '../../../operator/item.ts';
import type {Entry} from '../../../operator/journal.ts';
import {applies, type KeyBinding} from '../../keys/binding.ts';
import type {Overlay} from '../../overlays/overlay.ts';
import {resultWords} from '../../overlays/results/state.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import {lineOf, type Line, type Tone} from '../../view/line.ts';
import {wrapped} from '../../view/wrap.ts';

/** Everything about a line of the log. */
export const entryDetails = overlayHandle<{readonly entry: Entry}>('log-entry');

const keys: readonly KeyBinding[] = [
	{
		keys: ['escape', 'enter', 'q', 'left', 'h'],
		name: 'close-entry',
		says: 'close it',
		hint: 'close',
		does: applies(entryDetails.close),
	},
];

const width = 74;

export const entryOverlay: Overlay = {
	name: entryDetails.name,
	title: 'Line of the log',
	bindings: keys,
	hints: () => ({names: [], last: 'close-entry'}),
	shape: 'box',
	view: (state, {columns}) => {
		const entry = entryDetails.of(state)?.entry;
		return {
			title: entry === undefined ? 'Log' : `Log ${entry.id}`,
			width,
			lines: entry === undefined ? [] : detailLines(entry, Math.min(width, columns - 2)),
		};
	},
};

const detailLines = (entry: Entry, room: number): readonly Line[] => {
	const {at, actor, what, item, line, inverse, result, isUndone} = entry;
	const {tone} = resultWords[result.kind];
	const rows: readonly (readonly [string, string, Tone])[] = [
		['when', `${new Date(at).toISOString().replace('T', ' ').slice(0, 19)} UTC`, 'plain'],
		['who', actor, 'plain'],
		['what', what, 'plain'],
		...(item === undefined ? [] : [['item', itemText(item), 'plain'] as const]),
		['result', `${result.kind}${'why' in result ? `: ${result.why}` : ''}`, tone],
		...(isUndone ? [['', 'undone since', 'dim'] as const] : []),
		...(line === undefined ? [] : [['command', `ipvsadm ${line}`, 'accent'] as const]),
		...inverse.map(
			(text, index) => [index === 0 ? 'back' : '', `ipvsadm ${text}`, 'accent'] as const,
		),
	];
	return rows.flatMap(([label, text, textTone]) =>
		wrapped(text, room - 11).map((part, index) =>
			lineOf([
				{text: ` ${(index === 0 ? label : '').padEnd(8)} `, tone: 'dim'},
				{text: part, tone: textTone},
			]),
		),
	);
};
