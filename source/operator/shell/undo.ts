import {pinsFor, repinned, type Repin} from '../care-plan.ts';
import {isSameDaemons} from '../undo.ts';
import {markUndone} from '../journal.ts';
import {makePlan} from '../make-plan.ts';
import {itemKey} from '../item.ts';
import type {Performed, Undoing, Undone} from '../operator.ts';
import type {Preview} from '../preview.ts';
import {partOf, type Situation} from '../situation.ts';
import {reversal, touchedItems, type Sides, type UndoStep} from '../undo.ts';
import {update, type Desk} from './desk.ts';
import {confirmGuard} from './guard.ts';
import {perform} from './perform.ts';
import {read} from './read.ts';

export type Direction = 'undo' | 'redo';

/** What undo or redo would do now. */
export const prepareReversal = async (direction: Direction, desk: Desk): Promise<Undoing> => {
	const step = desk.store.get()[direction].at(-1);
	if (step === undefined) {
		return {kind: 'nothing', why: nothing[direction]};
	}
	const situation = await readSides(step, desk);
	if (typeof situation === 'string') {
		return {kind: 'nothing', why: situation};
	}
	const preview = reversalPlan(step, direction, situation);
	const differences = differencesOf(step, direction, situation);
	if (preview.kind === 'impossible') {
		if (preview.why !== asWanted) {
			return {kind: 'nothing', why: preview.why};
		}
		const [gone] = differences;
		await (gone === undefined ? moved(step, direction, desk) : dropped(step, direction, desk));
		return {
			kind: 'nothing',
			why: gone === undefined ? asWanted : `nothing to ${direction}: ${gone}`,
		};
	}
	return {
		kind: 'undoing',
		plan: preview,
		differences,
		impossible: direction === 'undo' ? step.impossible : [],
	};
};

/** Undoes the last step, or does the last undone one again, against the table as it is now. */
export const reverse = async (
	direction: Direction,
	mode: 'ask' | 'anyway',
	desk: Desk,
): Promise<Undone> => {
	const step = desk.store.get()[direction].at(-1);
	if (step === undefined) {
		return {kind: 'not possible', why: nothing[direction]};
	}
	let differences: readonly string[] = [];
	const {performed} = await perform(
		{
			actor: 'you',
			undoable: 'none',
			read: () => readSides(step, desk),
			plan: situation => {
				differences = differencesOf(step, direction, situation);
				return mode === 'ask' && differences.length > 0
					? {kind: 'impossible', why: 'somebody else changed it meanwhile'}
					: reversalPlan(step, direction, situation);
			},
		},
		desk,
	);
	if (mode === 'ask' && differences.length > 0) {
		return {kind: 'differs', what: step.what, differences};
	}
	if (performed.kind === 'done' || isAlreadyAsWanted(performed)) {
		await moved(step, direction, desk);
		return isAlreadyAsWanted(performed) ? {kind: 'done', items: []} : performed;
	}
	return performed;
};

const moved = async (step: UndoStep, direction: Direction, desk: Desk): Promise<void> => {
	if (direction === 'undo' && step.guard !== undefined) {
		await confirmGuard(step.guard, desk);
	}
	const {undo, redo, journal} = desk.store.get();
	const without = (steps: readonly UndoStep[]) => steps.filter(({id}) => id !== step.id);
	const own = {...step, guard: undefined};
	update(desk, {
		undo: direction === 'undo' ? without(undo) : [...undo, own],
		redo: direction === 'undo' ? [...redo, own] : without(redo),
		journal: markUndone(journal, step.id, direction === 'undo'),
	});
};

/** What others made pointless: it would stand before every earlier step for good. */
const dropped = (step: UndoStep, direction: Direction, desk: Desk): void =>
	update(desk, {[direction]: desk.store.get()[direction].filter(({id}) => id !== step.id)});

const reversalPlan = (step: UndoStep, direction: Direction, situation: Situation): Preview => {
	const {changes} = reversal(sidesOf(step, direction), presentOf(step, situation));
	const own = repinned(repinsOf(step, direction), situation.care).pins;
	const said = new Set(step.pins.map(({item}) => itemKey(item)));
	const others = pinsFor({changes}, situation).filter(({item}) => !said.has(itemKey(item)));
	const pins = [...own, ...others];
	return changes.length + pins.length === 0
		? {kind: 'impossible', why: asWanted}
		: makePlan(
				{
					what: `${direction}: ${step.what}`,
					changes,
					pins,
					mode: 'apart',
				},
				{kind: 'change', changes},
				situation,
			);
};

/** The sides in the direction of travel: what shall be, and what we left. */
const sidesOf = ({before, after}: UndoStep, direction: Direction): Sides =>
	direction === 'undo' ? {before, after} : {before: after, after: before};

const repinsOf = ({pins}: UndoStep, direction: Direction): readonly Repin[] =>
	direction === 'undo'
		? pins
		: pins.map(({item, before, after}) => ({item, before: after, after: before}));

/** What somebody else changed since. */
const differencesOf = (
	step: UndoStep,
	direction: Direction,
	situation: Situation,
): readonly string[] => [
	...reversal(sidesOf(step, direction), presentOf(step, situation)).differences,
	...repinned(repinsOf(step, direction), situation.care).differences,
];

const presentOf = (step: UndoStep, situation: Situation) => partOf(situation, servicesOf(step));

const servicesOf = ({before, after}: UndoStep): ReadonlySet<string> =>
	new Set(touchedItems(before, after).map(({service}) => service));

const readSides = (step: UndoStep, desk: Desk): Promise<Situation | string> =>
	read(
		{
			services: servicesOf(step),
			withTimeouts: JSON.stringify(step.before.timeouts) !== JSON.stringify(step.after.timeouts),
			withDaemons: !isSameDaemons(step.before, step.after),
		},
		desk,
	);

const isAlreadyAsWanted = (performed: Performed): boolean =>
	performed.kind === 'not possible' && performed.why === asWanted;

const asWanted = 'everything is as it was before already';

const nothing = {
	undo: 'nothing was done here that could be undone',
	redo: 'nothing was undone that could be done again',
} as const;
