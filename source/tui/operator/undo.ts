import type {Item} from '../../operator/item.ts';
import type {Operator, Undoing, Undone} from '../../operator/operator.ts';
import type {Plan} from '../../operator/preview.ts';
import type {KeyContext} from '../keys/binding.ts';
import {undoAsk} from '../overlays/plan/asks.ts';
import {openAsk} from '../overlays/plan/open-ask.ts';
import {openResults} from '../overlays/results/state.ts';
import {expectItem} from '../screens/services/actions.ts';
import {services} from '../screens/services/state.ts';
import {asksAlways} from '../settings/settings.ts';
import {say, type TuiState} from '../store/state.ts';

export type Direction = 'undo' | 'redo';

/** Undoes the last step, or does the last undone one again; asks where somebody else touched it meanwhile or something is lost by it. */
export const reverse = (direction: Direction, context: KeyContext): void => {
	const {operator} = context.ports;
	if (operator !== undefined) {
		inTurn(operator, () => reverseNow(direction, operator, context));
	}
};

const reverseNow = async (
	direction: Direction,
	operator: Operator,
	{get, apply}: KeyContext,
): Promise<void> => {
	const undoing = await (direction === 'undo' ? operator.prepareUndo() : operator.prepareRedo());
	if (undoing.kind === 'nothing') {
		apply(say(undoing.why));
		return;
	}
	const ask = (differences: readonly string[]) =>
		openAsk(undoAsk(direction), {
			plan: undoing.plan,
			differences: [
				...differences,
				...undoing.impossible.map(text => `does not come back: ${text}`),
			],
		});
	if (isDelicate(undoing) || asksAlways(get())) {
		apply(ask(undoing.differences));
		return;
	}
	const undone = await (direction === 'undo' ? operator.undo('ask') : operator.redo('ask'));
	switch (undone.kind) {
		case 'done':
			apply(say(`${says[direction]}: ${undoing.plan.what.replace(/^(?:undo|redo): /, '')}`));
			apply(expectItem(returned(undoing.plan, get())));
			return;
		case 'differs':
			apply(ask(undone.differences));
			return;
		default:
			show(undone, undoing.plan.what, apply);
	}
};

/** What comes back into the table, beside the cursor if some of it does: the next key is most likely about it. */
const returned = ({steps}: Plan, state: TuiState): Item | undefined => {
	const added = steps.flatMap(({change, item}) =>
		change.kind.startsWith('add-') ? (item ?? []) : [],
	);
	const here = services.of(state).cursor?.service;
	return added.find(({service}) => service === here) ?? added[0];
};

const says = {undo: 'undone, U does it again', redo: 'done again, u undoes it'} as const;

const isDelicate = ({plan, differences, impossible}: Undoing & {kind: 'undoing'}): boolean =>
	differences.length > 0 || impossible.length > 0 || plan.severity.kind !== 'reversible';

const show = (
	undone: Exclude<Undone, {kind: 'done' | 'differs'}>,
	what: string,
	apply: KeyContext['apply'],
): void => {
	switch (undone.kind) {
		case 'partly':
			apply(openResults(what, undone.items));
			return;
		case 'changed':
			apply(say(`the table changed meanwhile: ${undone.differences.join(', ')}`));
			return;
		case 'not possible':
			apply(say(undone.why));
	}
};

/** One after the other: what two keys undo is looked at one by one. */
const inTurn = (operator: Operator, work: () => Promise<void>): void => {
	const before = turns.get(operator) ?? Promise.resolve();
	turns.set(operator, before.then(work));
};

const turns = new WeakMap<Operator, Promise<void>>();
