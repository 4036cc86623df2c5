import {copyText} from '../../clipboard/copy.ts';
import {applies, type KeyBinding} from '../../keys/binding.ts';
import {movementKeys} from '../../keys/list-keys.ts';
import type {TuiState} from '../../store/state.ts';
import {examineAgain, itemsNow, moveBy, page, toggleAllOpen, toggleOpen} from './actions.ts';
import {doctor} from './state.ts';

const chosen = (state: TuiState) => {
	const own = doctor.of(state);
	return itemsNow(own, state)[own.cursor];
};

const needsItem = (state: TuiState): string | undefined =>
	chosen(state) === undefined ? 'there is no finding yet' : undefined;

const far = Number.MAX_SAFE_INTEGER;

export const doctorKeys: readonly KeyBinding[] = [
	{
		keys: ['enter', 'space'],
		name: 'explain',
		says: 'why it matters and what to do, or not any more',
		hint: 'why',
		does: applies(toggleOpen),
		why: needsItem,
	},
	{
		keys: ['*'],
		name: 'explain-all',
		says: 'explain all, or none',
		hint: 'all',
		does: applies(toggleAllOpen),
		why: needsItem,
	},
	{
		keys: ['y'],
		name: 'copy-fix',
		says: 'copy the commands that mend it',
		hint: 'copy the fix',
		does: context => copyText(context, (chosen(context.get())?.fix ?? []).join('\n')),
		why: state =>
			needsItem(state) ??
			(chosen(state)?.fix.length === 0 ? 'there is no command that mends this' : undefined),
	},
	{
		keys: ['a'],
		name: 'examine-arp',
		says: 'examine again, and ask by ARP who else has the virtual addresses',
		hint: 'ask by ARP too',
		does: applies(examineAgain({arp: true, probe: true})),
		why: state => (doctor.of(state).isRunning ? 'it is being examined' : undefined),
	},
	...movementKeys({by: moveBy, page, start: moveBy(-far), end: moveBy(far)}),
];
