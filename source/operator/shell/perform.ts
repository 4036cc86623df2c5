import {changeLine} from '../../ipvsadm/unparse.ts';
import type {Change} from '../../model/change.ts';
import {inverse, inverseOfAll} from '../../plan/inverse.ts';
import {openLedger} from '../../plan/ledger.ts';

import {repinsOf, type Repin} from '../care-plan.ts';
import {markOf, type Mark} from '../foreign.ts';
import {isServer, itemKey, itemOfKey} from '../item.ts';
import type {Actor, NewEntry} from '../journal.ts';
import {after} from '../make-plan.ts';
import type {ItemResult, Performed, PerformOptions} from '../operator.ts';
import type {Plan, Preview} from '../preview.ts';
import {withItems} from '../put-back.ts';
import {settingsIn} from '../settings.ts';
import type {Situation} from '../situation.ts';
import {differenceText, touchedItems, type UndoStep} from '../undo.ts';
import {sayPins} from './care.ts';
import {armGuard, settleGuard} from './guard.ts';
import {keepStep, log, update, type Desk} from './desk.ts';
import {send} from './send.ts';

export type Errand = PerformOptions & {
	readonly actor: Actor;
	/** What was shown; undefined when nothing was. */
	readonly shown?: Plan | undefined;
	/** Reads the table; a sentence when that is not possible. */
	readonly read: () => Promise<Situation | string>;
	/** The plan for the table as it is now. */
	readonly plan: (situation: Situation) => Preview;
	/** `new`: can be undone by itself; a number: belongs to that step; `none`: is an undo itself. */
	readonly undoable: 'new' | number | 'none';
};

export type Done = {
	readonly performed: Performed;
	/** The plan that was carried out, and the step that it belongs to. */
	readonly plan?: Plan | undefined;
	readonly step?: number | undefined;
};

/** Carries out one thing after all that was begun before it. */
export const perform = (errand: Errand, desk: Desk): Promise<Done> =>
	desk.turn(async () => {
		const {access} = desk.store.get();
		if (access.kind === 'read-only') {
			return impossible(access.why);
		}
		const situation = await errand.read();
		if (typeof situation === 'string') {
			return impossible(situation);
		}
		const preview = errand.plan(situation);
		if (preview.kind === 'impossible') {
			return impossible(preview.why);
		}
		const {shown, evenIfChanged} = errand;
		if (shown !== undefined && evenIfChanged !== true && linesOf(shown) !== linesOf(preview)) {
			return {performed: {kind: 'changed', preview, differences: changesSince(shown, preview)}};
		}
		return carryOut(preview, errand, desk);
	});

const carryOut = async (plan: Plan, errand: Errand, desk: Desk): Promise<Done> => {
	const {remembered, own, clock} = desk;
	const step = typeof errand.undoable === 'number' ? errand.undoable : desk.nextId();
	const guard = await armGuard({plan, step, revertAfter: errand.revertAfter}, desk);
	if (typeof guard === 'string') {
		return impossible(`${guard}; nothing was changed`);
	}
	const kept = new Map([...plan.weights].filter(([, weight]) => weight !== undefined));
	const earlier = new Map([...kept.keys()].map(key => [key, remembered.get(key)]));
	const problem = kept.size === 0 ? undefined : remembered.set(kept);
	if (problem !== undefined) {
		await settleGuard({guard, plan, applied: [], step}, desk);
		return impossible(`${problem}; nothing was changed`);
	}
	const pins = repinsOf(plan.pins, desk.store.get().care);
	const unsaid = sayPins(plan, {actor: errand.actor, step}, desk);
	if (unsaid !== undefined) {
		await settleGuard({guard, plan, applied: [], step}, desk);
		return impossible(`${unsaid}; nothing was changed`);
	}
	const changes = plan.steps.map(({change}) => change);
	own.expect(changes, plan.before, clock.now());
	const total = changes.length;
	update(desk, {work: {what: plan.what, done: 0, total}});
	const results = await send(plan, desk, done =>
		update(desk, {work: {what: plan.what, done, total}}),
	);
	const items = plan.steps.flatMap((item, index): readonly ItemResult[] => {
		const result = results[index];
		return result === undefined ? [] : [{step: item, result}];
	});
	forget(plan, items, {remembered, earlier});
	const applied = items.flatMap(({step: {change}, result}) =>
		result.kind === 'done' ? change : [],
	);
	const guardId = await settleGuard({guard, plan, applied, step}, desk);
	update(desk, {work: undefined});
	log(desk, entriesOf(items, {plan, actor: errand.actor, step, at: clock.now()}));
	keep(applied, {plan, pins, errand, step, guard: guardId}, desk);
	desk.sampler.refresh();
	const isWhole = items.every(({result}) => result.kind === 'done');
	return {performed: {kind: isWhole ? 'done' : 'partly', items, guard: guardId}, plan, step};
};

/** Weights of servers that are back need not be remembered; of those that could not be drained, what was remembered before is. */
const forget = (
	{weights}: Plan,
	items: readonly ItemResult[],
	{
		remembered,
		earlier,
	}: Pick<Desk, 'remembered'> & {
		readonly earlier: ReadonlyMap<string, number | undefined>;
	},
): void => {
	const settled = items.flatMap(({step: {item}, result}): [string, number | undefined][] => {
		const key = item === undefined ? '' : itemKey(item);
		if (!weights.has(key) || result.kind === 'unknown') {
			return [];
		}
		const isReturned = weights.get(key) === undefined;
		if (result.kind === 'done') {
			return isReturned ? [[key, undefined]] : [];
		}
		return isReturned ? [] : [[key, earlier.get(key)]];
	});
	if (settled.length > 0) {
		remembered.set(new Map(settled));
	}
};

type Circumstances = {
	readonly plan: Plan;
	readonly actor: Actor;
	readonly step: number;
	readonly at: number;
};

const entriesOf = (
	items: readonly ItemResult[],
	{plan, actor, step, at}: Circumstances,
): readonly NewEntry[] => {
	const {now, enter} = openLedger(plan.before);
	return items.map(({step: {item, change, line, effect}, result}): NewEntry => {
		const back = inverse(change, now);
		if (result.kind === 'done') {
			enter(change);
		}
		return {
			at,
			actor,
			what: `${plan.what}: ${effect}`,
			item,
			line,
			inverse: back.kind === 'undo' ? back.changes.map(changeLine) : [],
			result,
			step,
		};
	});
};

/** Remembers what can be undone, how things were left, and what to highlight. */
const keep = (
	applied: readonly Change[],
	{
		plan,
		pins,
		errand: {undoable, actor},
		step,
		guard,
	}: {
		readonly plan: Plan;
		readonly pins: readonly Repin[];
		readonly errand: Errand;
		readonly step: number;
		readonly guard: string | undefined;
	},
	desk: Desk,
): void => {
	if (applied.length + pins.length === 0) {
		return;
	}
	const {before} = plan;
	const later = after(before, applied);
	const state = desk.store.get();
	const left = new Map(state.left);
	const marks = new Map(state.marks);
	const displaced = new Map(state.displaced);
	const at = desk.clock.now();
	for (const item of touchedItems(before, later)) {
		const sides = {before: settingsIn(before, item), after: settingsIn(later, item)};
		left.set(itemKey(item), sides.after);
		displaced.delete(itemKey(item));
		if (sides.after === undefined && !isServer(item)) {
			forgetServers(displaced, item.service);
		}
		marks.set(itemKey(item), {at, actor, ...markOf(sides)} satisfies Mark);
	}
	update(desk, {left, marks, displaced});
	if (undoable === 'new') {
		const undone: UndoStep = {
			id: step,
			at,
			what: plan.what,
			before,
			after: later,
			impossible: inverseOfAll(applied, before).impossible,
			pins,
			guard,
		};
		keepStep(undone, desk);
	} else if (typeof undoable === 'number') {
		update(desk, {
			undo: state.undo.map(other =>
				other.id === step ? joined(other, {before, after: later}) : other,
			),
		});
	}
};

/** What was displaced in a service that is gone by our own will has no place any more. */
const forgetServers = (displaced: Map<string, unknown>, service: string): void => {
	for (const key of displaced.keys()) {
		if (itemOfKey(key).service === service) {
			displaced.delete(key);
		}
	}
};

const joined = (step: UndoStep, sides: Pick<UndoStep, 'before' | 'after'>): UndoStep => {
	const placed = touchedItems(sides.before, sides.after).map(item => ({
		item,
		settings: settingsIn(sides.after, item),
	}));
	return {...step, after: withItems(step.after, placed)};
};

const linesOf = ({steps}: Plan): string => steps.map(({line}) => line).join('\n');

/** What others changed between two plans for the same intent. */
const changesSince = (shown: Plan, now: Plan): readonly string[] =>
	touchedItems(shown.before, now.before).map(item =>
		differenceText(item, settingsIn(shown.before, item), settingsIn(now.before, item)),
	);

const impossible = (why: string): Done => ({performed: {kind: 'not possible', why}});
