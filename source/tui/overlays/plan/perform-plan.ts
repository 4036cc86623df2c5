import type {Intent} from '../../../operator/intent.ts';
import type {Performed, Undone} from '../../../operator/operator.ts';
import type {Plan, Preview} from '../../../operator/preview.ts';
import {clearMarks} from '../../screens/services/actions.ts';
import {say} from '../../store/state.ts';
import {openResults} from '../results/state.ts';
import {revertAfterOf} from './fields.ts';
import {withPreview} from './open-ask.ts';
import {intentText, planDialog, type Acting, type Ask, type PlanDialog} from './state.ts';

/** A preview came for what the dialog wants. If Enter was pressed before it, what undo brings back is done now. */
export const previewCame = (intent: Intent, preview: Preview, context: Acting): void => {
	const of = intentText(intent);
	context.apply(
		planDialog.step(own =>
			wantedText(own) === of && own.phase !== 'working' ? withPreview(own, preview, of) : own,
		),
	);
	const own = planDialog.of(context.get());
	const way = own === undefined ? undefined : wayOf[own.phase];
	if (way === undefined || own?.previewOf !== of) {
		return;
	}
	context.apply(planDialog.step(present => ({...present, phase: 'asking'})));
	if (preview.kind === 'plan' && preview.severity.kind === 'reversible') {
		perform(context, way);
	}
};

type Way = 'at once' | 'slowly';

/** What was wanted before the preview was there. */
const wayOf: Readonly<Partial<Record<PlanDialog['phase'], Way>>> = {
	pressed: 'at once',
	'pressed slowly': 'slowly',
};

const wantedText = (own: PlanDialog): string | undefined => {
	const wanted = own.ask.intent(own.form, own);
	return wanted === undefined ? undefined : intentText(wanted);
};

/** Whether the preview is the one for the form as it is now. */
export const isCurrent = (own: PlanDialog): boolean =>
	own.preview !== undefined && own.previewOf === wantedText(own);

/** Does what the dialog shows. */
export const perform = (context: Acting, way: Way = 'at once'): void => {
	const own = planDialog.of(context.get());
	const {operator} = context.ports;
	if (own === undefined || operator === undefined || own.phase === 'working') {
		return;
	}
	const {ask, form, preview: plan} = own;
	if (!isCurrent(own)) {
		if (wantedText(own) !== undefined) {
			const phase = way === 'slowly' ? 'pressed slowly' : 'pressed';
			context.apply(planDialog.step(present => ({...present, phase})));
		}
		return;
	}
	if (plan?.kind !== 'plan') {
		return;
	}
	const revertAfter = revertAfterOf(form);
	if (way === 'slowly' && revertAfter !== undefined) {
		context.apply(
			say('what goes in steps cannot revert by itself: set Revert to no, or return at once'),
		);
		return;
	}
	context.apply(planDialog.step(present => ({...present, phase: 'working'})));
	const act = way === 'slowly' ? (ask.actSlowly ?? ask.act) : ask.act;
	void act({operator, plan, form, revertAfter}).then(performed =>
		ended(
			performed,
			{ask, plan, what: way === 'slowly' ? `${plan.what}, in steps` : plan.what},
			context,
		),
	);
};

type Asked = {readonly ask: Ask; readonly plan: Plan; readonly what: string};

/** What is done to the marked rows; then the marks have done their work. */
const actsOnMarks: ReadonlySet<Intent['kind']> = new Set(['drain', 'return', 'weigh', 'remove']);

const ended = (
	performed: Performed | Undone,
	{ask, plan, what}: Asked,
	{apply, get, ports}: Acting,
): void => {
	if (
		(performed.kind === 'done' || performed.kind === 'partly') &&
		actsOnMarks.has(plan.intent.kind)
	) {
		apply(clearMarks);
	}
	switch (performed.kind) {
		case 'done':
			apply(planDialog.close);
			apply(say(`done, u undoes it: ${what}`));
			if (ask.done !== undefined) {
				ask.done({apply, get, ports});
			} else if (performed.items.length > 1) {
				apply(openResults(what, performed.items));
			}
			return;
		case 'partly':
			apply(planDialog.close);
			apply(openResults(what, performed.items));
			return;
		case 'changed':
			apply(askAgain(performed.preview, performed.differences));
			return;
		case 'differs':
			apply(planDialog.step(own => again({...own, differences: performed.differences})));
			return;
		case 'not possible':
			apply(askAgain({kind: 'impossible', why: performed.why}, []));
	}
};

/** With what is known now: nobody confirms what they have not seen. */
const askAgain = (preview: Preview, differences: readonly string[]) =>
	planDialog.step(own => again({...withPreview(own, preview, own.previewOf), differences}));

const again = (own: PlanDialog): PlanDialog => ({
	...own,
	phase: 'asking',
	form: {...own.form, focus: 'cancel'},
});
