import {itemText} from '../../../operator/item.ts';
import type {ItemResult} from '../../../operator/operator.ts';
import type {EntryResult} from '../../../operator/journal.ts';
import {applies, type KeyBinding} from '../../keys/binding.ts';
import {bodyArea, type Action, type TuiState} from '../../store/state.ts';
import {lineOf, plainLine, type Line} from '../../view/line.ts';
import {wrapped} from '../../view/wrap.ts';
import {widthOf} from '../../view/text.ts';
import {cannotChange} from '../../operator/may-change.ts';
import {reverse} from '../../operator/undo.ts';
import type {Overlay} from '../overlay.ts';
import {results, resultWords} from './state.ts';

const width = 74;

const move = (lines: number): Action =>
	results.step(own => ({
		...own,
		top: Math.max(0, Math.min(own.items.length - 1, own.top + lines)),
	}));

const keys: readonly KeyBinding[] = [
	{
		keys: ['down', 'j'],
		name: 'list-down',
		says: 'further down',
		hint: 'scroll',
		pair: 'list-up',
		does: applies(move(1)),
	},
	{keys: ['up', 'k'], name: 'list-up', says: 'back up', does: applies(move(-1))},
	{keys: ['pagedown'], name: 'list-page-down', says: 'ten lines down', does: applies(move(10))},
	{keys: ['pageup'], name: 'list-page-up', says: 'ten lines up', does: applies(move(-10))},
	{
		keys: ['u'],
		name: 'undo',
		says: 'undo what was done here last',
		hint: 'undo',
		does: context => {
			context.apply(results.close);
			reverse('undo', context);
		},
		why: cannotChange,
	},
	{
		keys: ['escape', 'enter', 'q'],
		name: 'close-list',
		says: 'close the list',
		hint: 'close',
		does: applies(results.close),
	},
];

/** The result of every item that something was done to. */
export const resultsOverlay: Overlay = {
	name: results.name,
	title: 'Results',
	bindings: keys,
	hints: state => ({
		names: [...(isLong(state) ? ['list-down'] : []), 'undo'],
		last: 'close-list',
	}),
	shape: 'box',
	view: (state, {columns}) => {
		const own = results.of(state);
		const items = own?.items ?? [];
		const room = Math.min(width, columns - 2);
		return {
			title: `${own?.title ?? ''}: ${countsOf(items)}`,
			width,
			lines: items.slice(own?.top).flatMap(item => resultLines(item, room)),
		};
	},
};

/** Whether there are more than fit into the box, each in a line at least. */
const isLong = (state: TuiState): boolean =>
	(results.of(state)?.items.length ?? 0) > bodyArea(state.size).rows - 2;

/** What nobody knows was perhaps done: it is not said to be not done. */
const countsOf = (items: readonly ItemResult[]): string => {
	const count = (isCounted: (kind: EntryResult['kind']) => boolean): number =>
		items.filter(({result}) => isCounted(result.kind)).length;
	const unknown = count(kind => kind === 'unknown');
	const failed = count(kind => kind !== 'done' && kind !== 'unknown');
	const parts = [
		...(failed === 0 ? [] : [`${failed} of ${items.length} not done`]),
		...(unknown === 0 ? [] : [`${unknown} of ${items.length} unknown`]),
	];
	return parts.length === 0 ? `all ${items.length} done` : parts.join(', ');
};

const resultLines = ({step, result}: ItemResult, room: number): readonly Line[] => {
	const {word, tone} = resultWords[result.kind];
	const whole = step.item === undefined ? step.line : itemText(step.item);
	const why = 'why' in result && result.kind !== 'not sent' ? result.why : '';
	const effect =
		result.kind === 'done'
			? `  ${step.effect}`
			: result.kind === 'not sent'
				? `  ${result.why}`
				: '';
	// What came of it matters more than the service, which stands in the title or on the screen.
	const name =
		widthOf(whole) + widthOf(effect) > room - 11 ? (step.item?.destination ?? whole) : whole;
	return [
		lineOf([
			{text: ` ${word.padEnd(8)} `, tone},
			{text: name, tone: 'plain'},
			{text: effect, tone: 'dim'},
		]),
		...(why === ''
			? []
			: wrapped(why, room - 11).map(text => plainLine(`          ${text}`, tone))),
	];
};
