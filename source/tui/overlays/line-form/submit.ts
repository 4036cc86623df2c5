import type {Intent} from '../../../operator/intent.ts';
import type {Performed} from '../../../operator/operator.ts';
import type {Plan} from '../../../operator/preview.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {expectItem} from '../../screens/services/actions.ts';
import {say} from '../../store/state.ts';
import {confirmPlan} from '../plan/confirm-plan.ts';
import type {LineFormOptions} from './options.ts';
import type {LineFormState, Remark} from './state.ts';

/** Shows what the change would do, and does nothing. */
export const dryRun = async <Subject>(
	options: LineFormOptions<Subject>,
	own: LineFormState<Subject>,
	context: KeyContext,
): Promise<void> => {
	const {operator} = context.ports;
	if (operator === undefined) {
		show(options, own, context, nothingHere);
		return;
	}
	busy(options, own, context);
	const preview = await operator.prepare(intentOf(options, own));
	show(
		options,
		own,
		context,
		preview.kind === 'impossible'
			? [{text: preview.why, tone: 'bad'}]
			: [...previewRemarks(preview), {text: 'dry run: nothing was changed', tone: 'dim'}],
	);
};

/** Makes the change, after a question where something would be lost. */
export const submit = async <Subject>(
	options: LineFormOptions<Subject>,
	own: LineFormState<Subject>,
	context: KeyContext,
): Promise<void> => {
	const {operator} = context.ports;
	if (operator === undefined) {
		show(options, own, context, nothingHere);
		return;
	}
	busy(options, own, context);
	const intent = intentOf(options, own);
	const preview = await operator.prepare(intent);
	if (preview.kind === 'impossible') {
		show(options, own, context, [{text: preview.why, tone: 'bad'}]);
		return;
	}
	if (preview.severity.kind !== 'reversible') {
		context.apply(options.handle.close);
		confirmPlan(intent, context, {title: options.heading(own.subject)});
		return;
	}
	const performed = await operator.perform(preview);
	const refused = refusalsOf(performed);
	if (refused.length > 0) {
		show(options, own, context, refused);
		return;
	}
	context.apply(options.handle.close);
	context.apply(expectItem(options.added?.(own)));
	context.refresh();
	const also = await options.afterwards?.(own, context);
	context.apply(
		say([options.done(own), ...(also === undefined ? [] : [also]), 'u undoes it'].join('; ')),
	);
};

const intentOf = <Subject>(
	{change}: LineFormOptions<Subject>,
	own: LineFormState<Subject>,
): Intent => ({kind: 'change', changes: [change(own)]});

const nothingHere: readonly Remark[] = [{text: 'nothing can be changed from here', tone: 'bad'}];

const busy = <Subject>(
	{handle}: LineFormOptions<Subject>,
	{id}: LineFormState<Subject>,
	{apply}: KeyContext,
): void => apply(handle.step(own => (own.id === id ? {...own, isBusy: true} : own)));

/** For the form that asked, if it still is there. */
// oxlint-disable-next-line max-params -- the form, its state and the way to it
const show = <Subject>(
	{handle}: LineFormOptions<Subject>,
	{id}: LineFormState<Subject>,
	{apply}: KeyContext,
	outcome: readonly Remark[],
): void => apply(handle.step(own => (own.id === id ? {...own, isBusy: false, outcome} : own)));

const previewRemarks = ({steps, warnings, severity}: Plan): readonly Remark[] => [
	...steps.map(({effect}): Remark => ({text: effect, tone: 'good'})),
	...(severity.kind === 'reversible' ? [] : [{text: severity.loses, tone: 'bad'} as const]),
	...warnings.map(({says}): Remark => ({text: says, tone: 'warning'})),
];

const refusalsOf = (performed: Performed): readonly Remark[] => {
	switch (performed.kind) {
		case 'done':
			return [];
		case 'partly':
			return performed.items.flatMap(({result}) =>
				'why' in result ? [{text: result.why, tone: 'bad'} as const] : [],
			);
		case 'changed':
			return [
				{text: 'somebody changed it meanwhile; press again to do it anyway', tone: 'warning'},
				...performed.differences.map((text): Remark => ({text, tone: 'warning'})),
			];
		case 'not possible':
			return [{text: performed.why, tone: 'bad'}];
	}
};
