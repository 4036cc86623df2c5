import type {Intent} from '../../../operator/intent.ts';
import type {Operator, Performed} from '../../../operator/operator.ts';
import type {Plan} from '../../../operator/preview.ts';
import {counted} from '../../../operator/words.ts';
import {changeLine} from '../../../ipvsadm/unparse.ts';
import {inverseOfAll} from '../../../plan/inverse.ts';
import type {Field} from '../../form/form.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {reverse} from '../../operator/undo.ts';
import {openAsk} from '../../overlays/plan/open-ask.ts';
import type {Ask} from '../../overlays/plan/state.ts';
import {openText} from '../../overlays/text/state.ts';
import {say} from '../../store/state.ts';
import {chosenChanges, isRemoval} from './comparison.ts';
import {comparisonIn, rules, shownSteps} from './state.ts';

/** Makes the table what the file says, but for what was left out. Removals are counted by a person first. */
export const applyRules = async (context: KeyContext): Promise<void> => {
	const {operator} = context.ports;
	const intent = wantedIntent(context);
	if (operator === undefined || intent === undefined) {
		context.apply(say('nothing is to be done'));
		return;
	}
	const plan = await operator.prepare(intent);
	if (plan.kind === 'impossible') {
		context.apply(say(plan.why));
		return;
	}
	const removals = plan.steps.filter(({change}) => isRemoval(change.kind)).length;
	if (removals === 0 && plan.severity.kind === 'reversible') {
		told(await performed(plan, operator, context), context);
		return;
	}
	context.apply(openAsk(askFor(intent, {removals, context})));
};

/** What would be sent, in its order, and what to know about it. */
export const dryRun = async (context: KeyContext): Promise<void> => {
	const intent = wantedIntent(context);
	const plan = intent && (await context.ports.operator?.prepare(intent));
	if (plan?.kind !== 'plan') {
		context.apply(say(plan?.why ?? 'nothing is to be done'));
		return;
	}
	const {steps, warnings, severity} = plan;
	context.apply(
		openText(
			`Dry run: ${counted(steps.length, 'step')}, nothing was changed`,
			[
				...steps.map(({line, effect}) => `ipvsadm ${line}   # ${effect}`),
				...(severity.kind === 'reversible' ? [] : ['', severity.loses]),
				...(warnings.length === 0 ? [] : ['', ...warnings.map(({says}) => `! ${says}`)]),
			].join('\n'),
		),
	);
};

/** Undoes the steps that were made before one was refused. */
export const rollBack = (context: KeyContext): void => {
	reverse('undo', context);
	context.apply(rules.step(own => ({...own, phase: {kind: 'nothing'}})));
};

const wantedIntent = ({get}: KeyContext): (Intent & {kind: 'change'}) | undefined => {
	const own = rules.of(get());
	const changes =
		comparisonIn(own) === undefined ? [] : chosenChanges(shownSteps(own), own.skipped);
	return changes.length === 0
		? undefined
		: {kind: 'change', changes, what: `restore ${own.path} (${own.mode})`};
};

const askFor = (
	intent: Intent,
	{removals, context}: {readonly removals: number; readonly context: KeyContext},
): Ask => ({
	title: 'Restore',
	button: 'Apply',
	intent: () => intent,
	// Large plans ask for a text by themselves.
	fields: ({preview}) =>
		removals === 0 || (preview?.kind === 'plan' && preview.severity.kind === 'large')
			? []
			: [countField(removals)],
	...(removals === 0 ? {} : {focus: 'removals'}),
	act: ({operator, plan}) => performed(plan, operator, context),
	canRevert: false,
	done: () => {},
});

const countField = (removals: number): Field => ({
	kind: 'text',
	name: 'removals',
	label: 'Removals',
	width: 6,
	note: 'type how many things this removes',
	check: text =>
		text === String(removals)
			? undefined
			: `type ${removals} to show that you mean to remove ${removals === 1 ? 'it' : 'them'}`,
});

/** Keeps what undoes it in a file, makes the steps, and shows what came of them. */
const performed = async (
	plan: Plan,
	operator: Operator,
	{apply, get, ports, clock, refresh}: KeyContext,
): Promise<Performed> => {
	const comparison = comparisonIn(rules.of(get()));
	const rollback = keepRollback(plan, ports.saveText, clock.now());
	if (comparison !== undefined) {
		apply(rules.step(own => ({...own, phase: {kind: 'applying', comparison}})));
	}
	const result = await operator.perform(plan);
	refresh();
	apply(
		rules.step(own => {
			switch (result.kind) {
				case 'done':
					return {
						...own,
						skipped: new Set(),
						phase: {kind: 'done', count: result.items.length, rollback},
					};
				case 'partly':
					return {
						...own,
						phase: {
							kind: 'stopped',
							results: result.items,
							rollback,
							undo: result.items.some(item => item.result.kind === 'done')
								? operator.get().undo.at(-1)
								: undefined,
						},
					};
				default:
					return comparison === undefined ? own : {...own, phase: {kind: 'compared', comparison}};
			}
		}),
	);
	return result;
};

/** The path of the script, or why there is none. */
const keepRollback = (
	{steps, before}: Plan,
	saveText: KeyContext['ports']['saveText'],
	now: number,
): string | undefined => {
	const {changes} = inverseOfAll(
		steps.map(({change}) => change),
		before,
	);
	const stamp = new Date(now).toISOString().replaceAll(/[:T]/g, '-').slice(0, 19);
	const saved = saveText?.(
		`rollback-${stamp}.rules`,
		changes.map(change => `${changeLine(change)}\n`).join(''),
	);
	return saved === undefined ? undefined : saved.kind === 'saved' ? saved.path : saved.why;
};

const told = (result: Performed, {apply}: KeyContext): void => {
	if (result.kind === 'changed') {
		apply(say(`the table changed meanwhile, look again (^r): ${result.differences.join(', ')}`));
	} else if (result.kind === 'not possible') {
		apply(say(result.why));
	}
};
