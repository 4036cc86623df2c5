import type {Item} from '../../../operator/item.ts';
import {applies, type KeyBinding, type KeyContext} from '../../keys/binding.ts';
import {putBackKey} from '../../operator/put-back-key.ts';
import {say, type Action, type TuiState} from '../../store/state.ts';
import {entryDetails} from './details.ts';
import {chosenEntry, entriesOf, indexOfCursor, listHeight, log} from './state.ts';

const moveTo =
	(place: (index: number, count: number) => number): Action =>
	state => {
		const entries = entriesOf(state);
		const index = place(indexOfCursor(state), entries.length);
		const clamped = Math.max(0, Math.min(index, entries.length - 1));
		// The first line follows what is new.
		const cursor = clamped === 0 ? undefined : entries[clamped]?.id;
		return log.step(own => ({...own, cursor}))(state);
	};

const page =
	(pages: number): Action =>
	state =>
		moveTo(index => index + pages * Math.max(1, listHeight(state.size) - 1))(state);

const save = (which: 'commands' | 'inverse', {apply, ports, clock}: KeyContext): void => {
	const {operator, saveText} = ports;
	const text = operator?.exportLines(which) ?? '';
	if (saveText === undefined || text === '') {
		apply(say(text === '' ? 'nothing was changed from here' : 'no file can be written from here'));
		return;
	}
	const stamp = new Date(clock.now()).toISOString().slice(0, 19).replaceAll(/\D/g, '-');
	const saved = saveText(`${which}-${stamp}.rules`, text);
	apply(say(saved.kind === 'saved' ? `written to ${saved.path}` : saved.why));
};

const needsEntry = (state: Parameters<typeof chosenEntry>[0]): string | undefined =>
	chosenEntry(state) === undefined ? 'there is no line' : undefined;

/** The item that the line under the cursor is about. */
export const itemsOfEntry = (state: TuiState): readonly Item[] => {
	const item = chosenEntry(state)?.item;
	return item === undefined ? [] : [item];
};

/** Keys of the log. */
export const logKeys: readonly KeyBinding[] = [
	{keys: ['j', 'down'], name: 'down', says: 'next row', does: applies(moveTo(index => index + 1))},
	{keys: ['k', 'up'], name: 'up', says: 'previous row', does: applies(moveTo(index => index - 1))},
	{
		keys: ['pagedown', '^f', '^d'],
		name: 'page-down',
		says: 'a screen down',
		does: applies(page(1)),
	},
	{keys: ['pageup', '^b', '^u'], name: 'page-up', says: 'a screen up', does: applies(page(-1))},
	{keys: ['g', 'home'], name: 'start', says: 'first row', does: applies(moveTo(() => 0))},
	{
		keys: ['G', 'end'],
		name: 'end',
		says: 'last row',
		does: applies(moveTo((_, count) => count - 1)),
	},
	{
		keys: ['enter', 'l', 'right'],
		name: 'log-details',
		says: 'everything about the line',
		hint: 'details',
		does: applies(state => {
			const entry = chosenEntry(state);
			return entry === undefined ? state : entryDetails.open({entry})(state);
		}),
		why: needsEntry,
	},
	putBackKey(itemsOfEntry),
	{
		keys: ['e'],
		name: 'export-commands',
		says: 'write what was done here into a file, as commands for ipvsadm -R',
		hint: 'export',
		does: context => save('commands', context),
	},
	{
		keys: ['E'],
		name: 'export-inverse',
		says: 'the same for what puts it back, the last one first',
		hint: 'export inverse',
		does: context => save('inverse', context),
	},
];
