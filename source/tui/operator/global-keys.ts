import {applies, type KeyBinding, type KeyContext} from '../keys/binding.ts';
import {openDrains, tasksOf} from '../overlays/drains/state.ts';
import {say, type TuiState} from '../store/state.ts';
import {cannotChange} from './may-change.ts';
import {reverse} from './undo.ts';

const keepAll = async ({apply, get, ports: {operator}}: KeyContext): Promise<void> => {
	const waiting = get().operator?.guarded ?? [];
	const answers = await Promise.all(
		waiting.map(async ({id, what}) => (await operator?.confirm(id)) ?? `it stays: ${what}`),
	);
	apply(say(answers.join('; ')));
};

const toggleReadOnly = ({apply, get, ports: {operator}}: KeyContext): void => {
	const trouble = operator?.toggleReadOnly();
	const isLocked = get().operator?.access.kind === 'read-only';
	apply(say(trouble ?? (isLocked ? 'locked: nothing is changed until ^o again' : 'unlocked')));
};

const noDrains = ({operator}: TuiState): string | undefined =>
	tasksOf(operator).length === 0 ? 'nothing is being drained from here' : undefined;

/** Keys of every screen that have to do with what was done. */
export const operatorKeys: readonly KeyBinding[] = [
	{
		keys: ['u'],
		name: 'undo',
		says: 'undo what was done here last',
		hint: 'undo',
		does: context => reverse('undo', context),
		why: cannotChange,
	},
	{
		keys: ['U'],
		name: 'redo',
		says: 'do again what was undone last',
		does: context => reverse('redo', context),
		why: cannotChange,
	},
	{
		keys: ['K'],
		name: 'keep',
		says: 'keep what would revert by itself',
		hint: 'keep',
		does: context => void keepAll(context),
		why: ({operator}) =>
			(operator?.guarded.length ?? 0) === 0 ? 'nothing waits to be confirmed' : undefined,
	},
	{
		keys: ['B'],
		name: 'drains',
		says: 'what is drained or returned in steps, and how far it is',
		hint: 'drains',
		does: applies(state => openDrains(state.operator)(state)),
		why: noDrains,
	},
	{
		keys: ['^o'],
		name: 'read-only',
		says: 'lock against changes, or unlock',
		hint: state => (state.operator?.access.kind === 'read-only' ? 'unlock' : 'lock'),
		does: toggleReadOnly,
		why: ({operator}) => (operator === undefined ? 'nothing can be changed from here' : undefined),
	},
];
