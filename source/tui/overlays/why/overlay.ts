import {itemText, type Item} from '../../../operator/item.ts';
import {why} from '../../../operator/why.ts';
import {applies, type KeyBinding} from '../../keys/binding.ts';
import type {Action, TuiState} from '../../store/state.ts';
import {checkSentence} from '../../view/checks.ts';
import {lineOf, plainLine, type Line} from '../../view/line.ts';
import {timeText} from '../../view/number-text.ts';
import {bar} from '../../view/sparkline.ts';
import {wrapped} from '../../view/wrap.ts';
import type {Overlay} from '../overlay.ts';
import {itemKey} from '../../../operator/item.ts';
import {whyView} from './state.ts';

const width = 74;

const move = (lines: number): Action =>
	whyView.step(own => ({...own, top: Math.max(0, own.top + lines)}));

const keys: readonly KeyBinding[] = [
	{keys: ['down', 'j'], name: 'why-down', says: 'further down', does: applies(move(1))},
	{keys: ['up', 'k'], name: 'why-up', says: 'back up', does: applies(move(-1))},
	{
		keys: ['escape', 'enter', 's', 'q'],
		name: 'close-why',
		says: 'close the explanation',
		hint: 'close',
		does: applies(whyView.close),
	},
];

/** Causes with their numbers, the most likely first, each with a bar of how much it probably explains. */
export const whyOverlay: Overlay = {
	name: whyView.name,
	title: 'Why',
	bindings: keys,
	hints: () => ({names: [], last: 'close-why'}),
	shape: 'box',
	view: (state, {columns}) => {
		const own = whyView.of(state);
		const lines = own === undefined ? [] : explanationLines(state, Math.min(width, columns - 2));
		return {
			title: own === undefined ? 'Why' : `Why: ${itemText(own.item)}`,
			width,
			lines: lines.slice(Math.min(own?.top ?? 0, Math.max(0, lines.length - 1))),
		};
	},
};

const explanationLines = (state: TuiState, room: number): readonly Line[] => {
	const own = whyView.of(state);
	const {sample} = state.sampler;
	if (own === undefined || sample === undefined) {
		return [];
	}
	const marks = state.operator?.marks ?? new Map();
	const explanation = why(own.item, {sample, marks, now: sample.takenAt});
	if (explanation === undefined) {
		return [plainLine(' it is not in the table any more', 'warning')];
	}
	const mark = state.operator?.marks.get(itemKey(own.item));
	return [
		...wrapped(explanation.says, room - 2).map(text => plainLine(` ${text}`, 'strong')),
		...checkLines(state, own.item, room),
		plainLine(''),
		...(explanation.causes.length === 0
			? [plainLine(' nothing out of the ordinary', 'good')]
			: explanation.causes.flatMap(({says, rank}) =>
					wrapped(says, room - 10).map((text, index) =>
						lineOf([
							{
								text: index === 0 ? ` ${bar(rank, 6, state.glyphs)} ` : ' '.repeat(8),
								tone: 'graph',
							},
							{text, tone: 'plain'},
						]),
					),
				)),
		...(mark === undefined
			? []
			: [plainLine(` ${timeText(mark.at)} ${mark.actor}: ${mark.says}`, 'dim')]),
	];
};

/** What its health checks say, and why they fail. */
const checkLines = (state: TuiState, item: Item, room: number): readonly Line[] => {
	const service = state.operator?.care.get(item.service);
	const server =
		item.destination === undefined ? undefined : service?.servers.get(item.destination);
	if (service === undefined || server === undefined) {
		return [];
	}
	const {text, tone} = checkSentence(service, server, state.sampler.sample?.takenAt ?? state.now);
	return wrapped(text, room - 2).map(line => plainLine(` ${line}`, tone));
};
