import type {Table} from '../../../model/table.ts';
import {copyText} from '../../clipboard/copy.ts';
import type {KeyBinding, KeyContext} from '../../keys/binding.ts';
import {applies} from '../../keys/binding.ts';
import type {Overlay} from '../../overlays/overlay.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import {say, type TuiState} from '../../store/state.ts';
import {lineOf} from '../../view/line.ts';
import {plural} from '../../view/number-text.ts';
import {addressOf, jsonOf, linesOf} from './copies.ts';
import {itemOfText, type ItemKey} from './item.ts';
import {targets} from './marks.ts';

const copyMenu = overlayHandle<null>('copy');

const itemsOf = (state: TuiState): readonly ItemKey[] => targets(state).map(itemOfText);

/** The items' services in full, read anew: for what is not on the screen only weights and counts were read. */
const tableOf = async (
	{get, ports}: KeyContext,
	items: readonly ItemKey[],
): Promise<Table | undefined> => {
	const wanted = new Set(items.map(({service}) => service));
	const read = await ports.director?.table?.(key => wanted.has(key));
	return read?.ok === true ? read.value : get().sampler.sample?.table;
};

const copies =
	(textOf: (table: Table, items: readonly ItemKey[]) => string): KeyBinding['does'] =>
	context => {
		const items = itemsOf(context.get());
		context.apply(copyMenu.close);
		void tableOf(context, items).then(table => {
			const text = table === undefined ? '' : textOf(table, items);
			if (text === '') {
				context.apply(say('it is not in the table any more'));
			} else {
				copyText(context, text);
			}
		});
	};

const bindings: readonly KeyBinding[] = [
	{
		keys: ['y'],
		name: 'copy-address',
		says: 'copy address and port',
		hint: 'address',
		does: context => {
			const items = itemsOf(context.get());
			context.apply(copyMenu.close);
			copyText(context, items.map(addressOf).join('\n'));
		},
	},
	{
		keys: ['c'],
		name: 'copy-line',
		says: 'copy the command of ipvsadm that adds it',
		hint: 'ipvsadm line',
		does: copies(linesOf),
	},
	{
		keys: ['j'],
		name: 'copy-json',
		says: 'copy it as JSON, in the form of ipvs-tui list --json',
		hint: 'JSON',
		does: copies(jsonOf),
	},
	{
		keys: ['escape', 'q'],
		name: 'close-copy',
		says: 'copy nothing',
		hint: 'close',
		does: applies(copyMenu.close),
	},
];

export const copyKeys: readonly KeyBinding[] = [
	{
		keys: ['y'],
		name: 'copy',
		says: 'copy the row, or the marked rows: y address, c ipvsadm line, j JSON',
		hint: 'copy',
		does: applies(copyMenu.open(null)),
		why: state => (targets(state).length === 0 ? 'there is no row' : undefined),
	},
];

/** What is copied. */
export const copyOverlay: Overlay = {
	name: copyMenu.name,
	title: 'Copy',
	bindings,
	hints: () => ({names: ['copy-address', 'copy-line', 'copy-json'], last: 'close-copy'}),
	shape: 'box',
	view: state => {
		const items = itemsOf(state);
		const [first] = items;
		const width = 48;
		return {
			title:
				items.length === 1 && first !== undefined
					? `Copy ${addressOf(first)}`
					: `Copy ${plural(items.length, 'row')}`,
			width,
			lines: bindings.slice(0, -1).map(({keys, says}) =>
				lineOf([
					{text: ` ${keys[0] ?? ''}  `, tone: 'accent'},
					{text: says.replace(/^copy /, ''), tone: 'plain'},
				]),
			),
		};
	},
};
