import {applies, type KeyBinding, type KeyContext} from '../../keys/binding.ts';
import type {Preview} from '../../../operator/preview.ts';
import type {Ports} from '../../ports.ts';
import {say} from '../../store/state.ts';
import {plainLine, type Line} from '../../view/line.ts';
import {openText} from '../text/state.ts';
import {sentence} from './preview-lines.ts';
import {planDialog, type Outlook, type PlanDialog} from './state.ts';

/** What was simulated of the plan that is shown, or is being simulated. */
const outlookOf = (own: PlanDialog | undefined): Outlook | undefined =>
	own?.outlook?.plan === own?.preview ? own?.outlook : undefined;

/** Simulates the plan as soon as there is one. */
const beginSoon = (context: KeyContext): void => {
	const {get, apply, subscribe, ports} = context;
	if (ports.forecast === undefined) {
		apply(say('nothing can be simulated from here'));
		return;
	}
	const {forecast} = ports;
	const present = planDialog.of(get())?.preview;
	if (present !== undefined) {
		begin(present, forecast, context);
		return;
	}
	const end = subscribe(() => {
		const own = planDialog.of(get());
		if (own === undefined || own.preview !== undefined) {
			end();
			begin(own?.preview, forecast, context);
		}
	});
};

/** Called off when the dialog is closed, does it, or wants another plan. */
const begin = (
	plan: Preview | undefined,
	forecast: NonNullable<Ports['forecast']>,
	{get, apply, subscribe}: KeyContext,
): void => {
	if (plan?.kind !== 'plan') {
		return;
	}
	apply(planDialog.step(own => ({...own, outlook: {plan, answer: undefined}})));
	const controller = new AbortController();
	const end = subscribe(() => {
		const own = planDialog.of(get());
		if (own?.preview !== plan || own.phase === 'working') {
			controller.abort();
		}
	});
	const changes = plan.steps.map(({change}) => change);
	void forecast(changes, controller.signal).then(answer => {
		end();
		apply(
			planDialog.step(own =>
				own.outlook?.plan === plan ? {...own, outlook: {plan, answer}} : own,
			),
		);
	});
};

export const outlookKeys: readonly KeyBinding[] = [
	{
		keys: ['t'],
		name: 'simulate',
		says: 'simulate it: when a server is empty, when a threshold is reached, who finds none; again: all of it',
		hint: state => (outlookOf(planDialog.of(state))?.answer === undefined ? 'simulate' : 'details'),
		does: context => {
			const outlook = outlookOf(planDialog.of(context.get()));
			if (outlook === undefined) {
				beginSoon(context);
				return;
			}
			const {plan, answer} = outlook;
			if (typeof answer === 'object') {
				applies(openText(`Simulated: ${plan.what}`, answer.text))(context);
			}
		},
	},
];

/** What came of it, in the few sentences that matter. */
export const outlookLines = (own: PlanDialog, width: number): readonly Line[] => {
	const outlook = outlookOf(own);
	if (outlook === undefined) {
		return [];
	}
	const {answer} = outlook;
	if (answer === undefined) {
		return [plainLine(' ~ simulating', 'dim')];
	}
	if (typeof answer === 'string') {
		return sentence('~', answer, {width, tone: 'warning'});
	}
	const notes = answer.notes.length === 0 ? [nothing] : answer.notes;
	return notes.flatMap(note => sentence('~', note, {width, tone: 'graph'}));
};

const nothing = 'Simulated: nothing out of the ordinary; t shows the numbers.';
