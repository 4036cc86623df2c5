import {isOpen, type Drain} from '../../../operator/drain.ts';
import {isSameItem, type Item} from '../../../operator/item.ts';
import type {Ramp} from '../../../operator/ramp.ts';
import type {OperatorState} from '../../../operator/state.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {Action, TuiState} from '../../store/state.ts';

/** What goes on by itself: a server that is emptied, or one that comes back in steps. */
export type Task = (Drain & {readonly kind: 'drain'}) | (Ramp & {readonly kind: 'ramp'});

export type DrainsState = {
	/** Number of the task that the keys act on. */
	readonly id: number;
};

/** What is being emptied or comes back, and how far it is. */
export const drainsView = overlayHandle<DrainsState>('drains');

/** A server that comes back in steps is no drain any more. */
export const tasksOf = (operator: OperatorState | undefined): readonly Task[] => {
	const {drains, ramps} = operator ?? {drains: [], ramps: []};
	const rising = ramps.filter(({phase}) => phase.kind === 'rising');
	return [
		...drains
			.filter(({item, phase}) => phase.kind !== 'returned' || !rising.some(isOf(item)))
			.map((drain): Task => ({...drain, kind: 'drain'})),
		...rising.map((ramp): Task => ({...ramp, kind: 'ramp'})),
	];
};

const isOf =
	(item: Item) =>
	(other: {readonly item: Item}): boolean =>
		isSameItem(item, other.item);

/** What empties a server, if that is followed from here. */
export const drainOf = (operator: OperatorState | undefined, item: Item): Drain | undefined =>
	operator?.drains.find(drain => isOpen(drain) && isSameItem(drain.item, item));

/** In a word for the hint line what a drain key does to servers without weight. */
export const watchWord = (operator: OperatorState | undefined, items: readonly Item[]): string =>
	items.every(item => drainOf(operator, item) !== undefined) ? 'progress' : 'watch';

/** With the weight, where it is known. */
export const returnWord = (operator: OperatorState | undefined, items: readonly Item[]): string => {
	const [first] = items;
	const weight = first && items.length === 1 ? drainOf(operator, first)?.weight : undefined;
	return weight === undefined ? 'return' : `return to ${weight}`;
};

export const isRunning = (task: Task): boolean => task.kind === 'ramp' || isOpen(task);

/** Shows what goes on, at a server if something does there. */
export const openDrains = (operator: OperatorState | undefined, item?: Item): Action => {
	const tasks = tasksOf(operator);
	const own =
		tasks.find(task => item !== undefined && isSameItem(task.item, item)) ??
		tasks.find(isRunning) ??
		tasks.at(-1);
	return own === undefined ? state => state : drainsView.open({id: own.id});
};

/** What the keys act on; another one when it is gone. */
export const shownTask = (state: TuiState): Task | undefined => {
	const tasks = tasksOf(state.operator);
	return tasks.find(({id}) => id === drainsView.of(state)?.id) ?? tasks.at(-1);
};

export const shownDrain = (state: TuiState): Drain | undefined => {
	const task = shownTask(state);
	return task?.kind === 'drain' ? task : undefined;
};
