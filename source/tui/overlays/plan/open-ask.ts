import type {Plan, Preview} from '../../../operator/preview.ts';
import {newForm, type FormState} from '../../form/form.ts';
import {textInput} from '../../form/text-input.ts';
import type {Action} from '../../store/state.ts';
import {fieldNames, revertValue} from './fields.ts';
import {planDialog, type Ask, type PlanDialog} from './state.ts';

/** A plan that is known already, and what others changed since. */
type Given = {readonly plan: Plan; readonly differences: readonly string[]};

/** An ask that begins with a time after which it reverts by itself. */
export const reverting = (ask: Ask, milliseconds: number | undefined): Ask =>
	milliseconds === undefined
		? ask
		: {...ask, values: {...ask.values, ...revertValue(milliseconds)}};

/** Opens the dialog for an ask; its preview follows where it is not given. */
export const openAsk =
	(ask: Ask, given?: Given): Action =>
	state => {
		const values = {[fieldNames.revert]: '0', ...ask.values};
		const own: PlanDialog = {
			ask,
			form: {focus: ask.focus ?? 'do', values: {}},
			previewOf: undefined,
			preview: undefined,
			differences: given?.differences ?? [],
			phase: 'asking',
		};
		const fields = ask.fields?.(own, state) ?? [];
		const spec = {fields, buttons: [], button: 'do', free: []};
		const form = newForm(spec, values, own.form.focus);
		const opened: PlanDialog = {...own, form: {...form, values: {...late(values), ...form.values}}};
		return planDialog.open(given === undefined ? opened : asked(opened, given))(state);
	};

/** What others changed is read before it is confirmed. */
const asked = (own: PlanDialog, {plan, differences}: Given): PlanDialog => {
	const shown = withPreview(own, plan);
	const isSafe = differences.length === 0 || shown.form.focus !== 'do';
	return isSafe ? shown : {...shown, form: {...shown.form, focus: 'cancel'}};
};

/** Fields that appear later have their values from the start. */
const late = (values: NonNullable<Ask['values']>): FormState['values'] =>
	Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			typeof value === 'number' ? textInput(String(value)) : value,
		]),
	);

/** The keys stand where the severity of the plan wants them: on the button, on Cancel, or on the text to type. */
export const withPreview = (own: PlanDialog, preview: Preview, previewOf?: string): PlanDialog => ({
	...own,
	preview,
	previewOf,
	form: {...own.form, focus: focusFor(preview, own.form.focus)},
});

const focusFor = (preview: Preview, focus: string): string => {
	if (preview.kind === 'impossible') {
		return preview.needs === 'weight' ? fieldNames.weight : focus;
	}
	return focus === 'do' ? focusBySeverity[preview.severity.kind] : focus;
};

const focusBySeverity = {reversible: 'do', lossy: 'cancel', large: fieldNames.typed} as const;
