import {isOpen, type Drain, type WhenEmpty} from '../../../operator/drain.ts';
import {itemText} from '../../../operator/item.ts';
import type {Operator, Performed} from '../../../operator/operator.ts';
import {moveInList} from '../../form/list.ts';
import {applies, type KeyBinding, type KeyContext} from '../../keys/binding.ts';
import {operatorKeys} from '../../operator/global-keys.ts';
import {cannotChange} from '../../operator/may-change.ts';
import {emptiedWith, usualWeight} from '../../operator/target-servers.ts';
import {say, type Action, type TuiState} from '../../store/state.ts';
import {removeAsk, returnAsk} from '../plan/asks.ts';
import {openAsk} from '../plan/open-ask.ts';
import {openResults} from '../results/state.ts';
import {drainsView, isRunning, shownDrain, shownTask, tasksOf} from './state.ts';

const move = (places: number): Action =>
	drainsView.step((own, state) => {
		const tasks = tasksOf(state.operator);
		const at = tasks.findIndex(({id}) => id === shownTask(state)?.id);
		return {id: tasks[moveInList(at, tasks.length, places)]?.id ?? own.id};
	});

const withDrain =
	(does: (drain: Drain, operator: Operator, context: KeyContext) => void): KeyBinding['does'] =>
	context => {
		const drain = shownDrain(context.get());
		const {operator} = context.ports;
		if (drain !== undefined && operator !== undefined) {
			does(drain, operator, context);
		}
	};

const told = (performed: Performed, what: string, {apply}: KeyContext): void => {
	switch (performed.kind) {
		case 'done':
			apply(say(`done, u undoes it: ${what}`));
			return;
		case 'partly':
			apply(openResults(what, performed.items));
			return;
		case 'changed':
			apply(say(`the table changed meanwhile: ${performed.differences.join(', ')}`));
			return;
		case 'not possible':
			apply(say(performed.why));
	}
};

/** Where no weight is known it is asked for. */
const giveBack = async (drain: Drain, operator: Operator, context: KeyContext): Promise<void> => {
	if (drain.weight === undefined) {
		const {item} = drain;
		context.apply(
			openAsk(returnAsk({servers: [item], usualWeight: usualWeight(item, context.get())})),
		);
		return;
	}
	told(await operator.returnDrain(drain.id), `return ${itemText(drain.item)}`, context);
	closeWhenOver(context);
};

/** What is empty goes at once: undo brings it back whole. What is not is asked about, and whether all of the machine goes. */
const remove = async (drain: Drain, operator: Operator, context: KeyContext): Promise<void> => {
	if (drain.phase.kind !== 'empty') {
		context.apply(
			openAsk({
				...removeAsk([drain.item]),
				advice: 'nothing is cut once it is empty: Esc, and wait',
			}),
		);
		return;
	}
	const emptied = emptiedWith(drain.item, context.get());
	if (emptied?.scope === 'host') {
		context.apply(openAsk(removeAsk([drain.item], emptied)));
		return;
	}
	told(await operator.removeDrained(drain.id), `remove ${itemText(drain.item)}`, context);
	closeWhenOver(context);
};

const makeFirm = async ({id}: Drain, operator: Operator, {apply}: KeyContext): Promise<void> => {
	apply(say((await operator.makeFirm(id)) ?? 'firm: sticky clients get another server now'));
};

const hide = ({get, apply, ports: {operator}}: KeyContext): void => {
	apply(drainsView.close);
	// What is over was seen now.
	for (const {id} of (get().operator?.drains ?? []).filter(drain => !isOpen(drain))) {
		operator?.dismissDrain(id);
	}
};

const closeWhenOver = (context: KeyContext): void => {
	if (!tasksOf(context.get().operator).some(isRunning)) {
		hide(context);
	}
};

const nextWhenEmpty: Readonly<Record<WhenEmpty, WhenEmpty>> = {
	ask: 'remove',
	remove: 'hold',
	hold: 'ask',
};

const isOver = (state: TuiState): string | undefined => {
	const drain = shownDrain(state);
	return drain === undefined || !isOpen(drain) ? 'this drain is over' : cannotChange(state);
};

/** What else a person may want at once of what was just done. */
const meanwhile: readonly KeyBinding[] = operatorKeys.filter(({name}) =>
	['undo', 'redo', 'keep'].includes(name),
);

/** Keys of the view of drains. */
export const drainKeys: readonly KeyBinding[] = [
	{
		keys: ['j', 'down', 'tab'],
		name: 'next-drain',
		says: 'next drain',
		hint: 'next',
		does: applies(move(1)),
	},
	{
		keys: ['k', 'up', 'backtab'],
		name: 'previous-drain',
		says: 'previous drain',
		does: applies(move(-1)),
	},
	{
		keys: ['r'],
		name: 'drain-return',
		says: 'return it to the weight it had',
		hint: state => {
			const weight = shownDrain(state)?.weight;
			return weight === undefined ? 'return' : `return to ${weight}`;
		},
		does: withDrain((drain, operator, context) => void giveBack(drain, operator, context)),
		why: isOver,
	},
	{
		keys: ['f'],
		name: 'drain-firm',
		says: 'make it firm: sticky clients get another server; a switch of the whole host meanwhile',
		hint: 'firm',
		does: withDrain((drain, operator, context) => void makeFirm(drain, operator, context)),
		why: isOver,
	},
	{
		keys: ['x'],
		name: 'drain-remove',
		says: 'remove the server; asks while something is left',
		hint: 'remove',
		does: withDrain((drain, operator, context) => void remove(drain, operator, context)),
		why: isOver,
	},
	{
		keys: ['t'],
		name: 'drain-when-empty',
		says: 'when it is empty: ask, remove it, or hold it',
		hint: 'when empty',
		does: withDrain(({id, whenEmpty}, operator) =>
			operator.changeDrain(id, {whenEmpty: nextWhenEmpty[whenEmpty]}),
		),
		why: isOver,
	},
	{
		keys: ['s'],
		name: 'stop-ramp',
		says: 'stop a return in steps; the weight stays as it is',
		hint: 'stop here',
		does: ({get, ports: {operator}}) => {
			const task = shownTask(get());
			if (task?.kind === 'ramp') {
				operator?.stopRamp(task.id);
			}
		},
		why: state =>
			shownTask(state)?.kind === 'ramp' ? cannotChange(state) : 'this is no return in steps',
	},
	{
		keys: ['X'],
		name: 'drain-forget',
		says: 'watch it no longer; its weight stays as it is',
		hint: 'forget',
		does: withDrain(({id}, operator, context) => {
			operator.dismissDrain(id);
			closeWhenOver(context);
		}),
	},
	{
		keys: ['b', 'escape', 'enter', 'q', 'B'],
		name: 'drain-hide',
		says: 'go on in the background; the title bar counts',
		hint: state => (tasksOf(state.operator).some(isRunning) ? 'background' : 'close'),
		does: hide,
	},
	...meanwhile,
];
