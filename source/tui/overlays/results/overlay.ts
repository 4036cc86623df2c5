import {itemText} from '../../../operator/item.ts';
import type {ItemResult} from '../../../operator/operator.ts';
import type {EntryResult} from '../../../operator/journal.ts';
import {applies, type KeyBinding} from '../../keys/binding.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {Action} from '../../store/state.ts';
import {lineOf, plainLine, type Line, type Tone} from '../../view/line.ts';
import {wrapped} from '../../view/wrap.ts';
import type {Overlay} from '../overlay.ts';

type Results = {
	readonly title: string;
	readonly items: readonly ItemResult[];
	/** The first line that is shown. */
	readonly top: number;
};

const results = overlayHandle<Results>('results');

/** What came of each item: those that did not work first. */
export const openResults = (title: string, items: readonly ItemResult[]): Action =>
	results.open({
		title,
		items: items.toSorted((left, right) => order(left) - order(right)),
		top: 0,
	});

const order = ({result}: ItemResult): number => (result.kind === 'done' ? 1 : 0);

export const resultWords: Readonly<
	Record<EntryResult['kind'], {readonly word: string; readonly tone: Tone}>
> = {
	done: {word: 'ok', tone: 'good'},
	seen: {word: 'seen', tone: 'dim'},
	refused: {word: 'FAILED', tone: 'bad'},
	unknown: {word: 'UNKNOWN', tone: 'bad'},
	'not sent': {word: 'not sent', tone: 'warning'},
};

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
		hint: 'down',
		does: applies(move(1)),
	},
	{keys: ['up', 'k'], name: 'list-up', says: 'back up', does: applies(move(-1))},
	{keys: ['pagedown'], name: 'list-page-down', says: 'ten lines down', does: applies(move(10))},
	{keys: ['pageup'], name: 'list-page-up', says: 'ten lines up', does: applies(move(-10))},
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
	hints: () => ({names: ['list-down'], last: 'close-list'}),
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
	const name = step.item === undefined ? step.line : itemText(step.item);
	const why = 'why' in result ? result.why : '';
	return [
		lineOf([
			{text: ` ${word.padEnd(8)} `, tone},
			{text: name, tone: 'plain'},
			{text: result.kind === 'done' ? `  ${step.effect}` : '', tone: 'dim'},
		]),
		...(why === ''
			? []
			: wrapped(why, room - 11).map(text => plainLine(`          ${text}`, tone))),
	];
};
