import {applies, type KeyBinding} from '../../keys/binding.ts';
import {cannotChange} from '../../operator/may-change.ts';
import {openCommand} from '../../overlays/command/state.ts';
import {openText} from '../../overlays/text/state.ts';
import type {Action, TuiState} from '../../store/state.ts';
import {applyRules, dryRun, rollBack} from './apply.ts';
import {comparisonIn, listHeight, rules, shownSteps, type RulesState} from './state.ts';

const moveTo = (to: (own: RulesState, room: number) => number): Action =>
	rules.step((own, {size}) => {
		const room = listHeight(size);
		const last = Math.max(0, shownSteps(own).length - 1);
		const cursor = Math.max(0, Math.min(last, to(own, room)));
		const top = Math.max(cursor - room + 1, Math.min(own.top, cursor));
		return {...own, cursor, top};
	});

const moveBy = (steps: number): Action => moveTo(({cursor}) => cursor + steps);

const skip: Action = state => {
	const own = rules.of(state);
	const line = shownSteps(own)[own.cursor]?.line;
	if (line === undefined) {
		return state;
	}
	const skipped = new Set(own.skipped);
	if (!skipped.delete(line)) {
		skipped.add(line);
	}
	return moveBy(1)(rules.set(state, {...own, skipped}));
};

const otherMode: Action = rules.step(own => ({
	...own,
	mode: own.mode === 'merge' ? 'exact' : 'merge',
	cursor: 0,
	top: 0,
}));

const isCompared = (state: TuiState): string | undefined =>
	comparisonIn(rules.of(state)) === undefined ? 'nothing is compared yet' : undefined;

const hasSteps = (state: TuiState): string | undefined =>
	isCompared(state) ?? (shownSteps(rules.of(state)).length === 0 ? 'nothing differs' : undefined);

const mayApply = (state: TuiState): string | undefined =>
	rules.of(state).phase.kind === 'applying'
		? 'the steps are being made'
		: (hasSteps(state) ?? cannotChange(state));

/** Only as long as nothing else was done: undo takes back what was done last. */
const mayRollBack = (state: TuiState): string | undefined => {
	const {phase} = rules.of(state);
	if (phase.kind !== 'stopped') {
		return 'nothing stopped half-way';
	}
	return phase.undo === undefined || state.operator?.undo.at(-1)?.id !== phase.undo.id
		? 'something else was done since: u undoes one after the other, or use the script'
		: undefined;
};

/** Keys of the rules screen. */
export const rulesKeys: readonly KeyBinding[] = [
	{keys: ['j', 'down'], name: 'down', says: 'next row', does: applies(moveBy(1))},
	{keys: ['k', 'up'], name: 'up', says: 'previous row', does: applies(moveBy(-1))},
	{
		keys: ['pagedown', '^f'],
		name: 'page-down',
		says: 'a screen down',
		does: applies(moveTo(({cursor}, room) => cursor + room)),
	},
	{
		keys: ['pageup', '^b'],
		name: 'page-up',
		says: 'a screen up',
		does: applies(moveTo(({cursor}, room) => cursor - room)),
	},
	{keys: ['g', 'home'], name: 'start', says: 'first row', does: applies(moveTo(() => 0))},
	{
		keys: ['G', 'end'],
		name: 'end',
		says: 'last row',
		does: applies(moveTo(own => shownSteps(own).length)),
	},
	{
		keys: ['space'],
		name: 'skip-step',
		says: 'leave this step out, or take it in again',
		hint: 'skip',
		does: applies(skip),
		why: hasSteps,
	},
	{
		keys: ['m'],
		name: 'restore-mode',
		says: 'merge (what the file does not have stays) or exact (it goes)',
		hint: state => (rules.of(state).mode === 'merge' ? 'exact' : 'merge'),
		does: applies(otherMode),
	},
	{
		keys: ['enter'],
		name: 'apply-rules',
		says: 'make the table what the file says, in this order',
		hint: 'apply',
		does: context => void applyRules(context),
		why: mayApply,
	},
	{
		keys: ['t'],
		name: 'dry-run',
		says: 'what would be sent, without sending it',
		hint: 'dry run',
		does: context => void dryRun(context),
		why: hasSteps,
	},
	{
		keys: ['b'],
		name: 'roll-back',
		says: 'undo the steps that were made before one was refused',
		hint: 'roll back',
		does: rollBack,
		why: mayRollBack,
	},
	{
		keys: ['='],
		name: 'unchanged',
		says: 'what is alike in the table and in the file',
		hint: 'unchanged',
		does: ({apply, get}) => {
			const same = comparisonIn(rules.of(get()))?.same ?? [];
			apply(openText(`${same.length} unchanged`, same.join('\n')));
		},
		why: isCompared,
	},
	{
		keys: ['o'],
		name: 'other-file',
		says: 'compare with another file',
		hint: 'other file',
		does: ({apply, get}) => apply(openCommand(`diff ${rules.of(get()).path ?? ''}`)),
	},
];
