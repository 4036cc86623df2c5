import type {Change} from '../../model/change.ts';
import {inverseOfAll} from '../../plan/inverse.ts';
import type {Guarded, GuardOrder} from '../guard.ts';
import {markUndone, recorded, type NewEntry} from '../journal.ts';
import {after} from '../make-plan.ts';
import type {Plan} from '../preview.ts';
import {notify, update, type Desk} from './desk.ts';

type Arming = {
	readonly plan: Plan;
	readonly step: number;
	/** Milliseconds; undefined for no guard. */
	readonly revertAfter: number | undefined;
};

/** Has a guard wait before anything is changed; a sentence when there is none to have. */
export const armGuard = async (
	{plan, step, revertAfter}: Arming,
	{guards, clock}: Desk,
): Promise<GuardOrder | undefined | string> => {
	if (revertAfter === undefined) {
		return undefined;
	}
	if (guards === undefined) {
		return 'no guard can be left behind here that would revert it';
	}
	const {changes, impossible} = inverseOfAll(
		plan.steps.map(({change}) => change),
		plan.before,
	);
	if (impossible.length > 0) {
		return `this cannot be reverted: ${impossible.join(', ')}`;
	}
	const now = clock.now();
	const order: GuardOrder = {
		id: `${Math.round(now).toString(36)}-${step}`,
		what: plan.what,
		deadline: now + revertAfter,
		inverse: changes,
	};
	return (await guards.arm(order)) ?? order;
};

type Settling = {
	readonly guard: GuardOrder | undefined;
	readonly plan: Plan;
	readonly applied: readonly Change[];
	readonly step: number;
};

/** A guard reverts what was done and not what was meant. Returns its id while it waits. */
export const settleGuard = async (
	{guard, plan, applied, step}: Settling,
	desk: Desk,
): Promise<string | undefined> => {
	const {guards, clock, own} = desk;
	if (guard === undefined || guards === undefined) {
		return undefined;
	}
	const {id, what, deadline} = guard;
	if (applied.length === 0) {
		await guards.confirm(id);
		return undefined;
	}
	const back = inverseOfAll(applied, plan.before).changes;
	if (applied.length < plan.steps.length) {
		await guards.amend({...guard, inverse: back});
	}
	update(desk, {guarded: [...desk.store.get().guarded, {id, what, deadline, step}]});
	const later = after(plan.before, applied);
	// A moment early: what the guard does shows in the next reading, and is not somebody else's.
	clock.setTimer(() => own.expect(back, later, clock.now()), deadline - clock.now() - early);
	clock.setTimer(() => noteReversion({id, what, deadline, step}, desk), deadline - clock.now());
	return id;
};

/** What an earlier program left waiting, as one whose connection was lost, can be kept from here, too. */
export const adoptGuards = (desk: Desk): void => {
	const {guards, clock, store} = desk;
	const known = new Set(store.get().guarded.map(({id}) => id));
	const left = (guards?.waiting() ?? []).flatMap(({id, what, deadline}) =>
		known.has(id) ? [] : [{id, what, deadline, step: noStep}],
	);
	update(desk, {guarded: [...store.get().guarded, ...left]});
	for (const guarded of left) {
		clock.setTimer(() => noteReversion(guarded, desk), guarded.deadline - clock.now());
	}
};

/** What is done here can be undone here; that of an earlier program cannot. */
const noStep = -1;

/** What a person confirmed, or undid before the guard did, is no longer its business. */
export const confirmGuard = async (id: string, desk: Desk): Promise<string | undefined> => {
	const guarded = desk.store.get().guarded.find(other => other.id === id);
	if (guarded === undefined || desk.guards === undefined) {
		return 'nothing waits to be confirmed';
	}
	if ((await desk.guards.confirm(id)) === 'too late') {
		return `too late: ${guarded.what} was reverted already`;
	}
	const {guarded: all, undo} = desk.store.get();
	update(desk, {
		guarded: all.filter(other => other.id !== id),
		undo: undo.map(step => (step.guard === id ? {...step, guard: undefined} : step)),
	});
	return undefined;
};

/** The guard works and writes its log by itself; here only the picture is kept in step. */
const noteReversion = ({id, what, step}: Guarded, desk: Desk): void => {
	const {guarded, undo, redo, journal} = desk.store.get();
	if (!guarded.some(other => other.id === id)) {
		return;
	}
	const undone = undo.filter(other => other.id === step);
	const entry: NewEntry = {
		at: desk.clock.now(),
		actor: 'scheduled',
		what: `not confirmed in time, the guard reverts: ${what}`,
		inverse: [],
		result: {kind: 'done'},
	};
	update(desk, {
		guarded: guarded.filter(other => other.id !== id),
		undo: undo.filter(other => other.id !== step),
		redo: [...redo, ...undone.map(other => ({...other, guard: undefined}))],
		journal: markUndone(recorded(journal, [entry]), step, true),
	});
	notify(desk, entry.what, 'warning');
	desk.sampler.refresh();
};

/** Milliseconds. */
const early = 1000;
