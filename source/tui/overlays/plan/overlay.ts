import {textOfField, withValue, type FormSpec} from '../../form/form.ts';
import type {KeyBinding} from '../../keys/binding.ts';
import {bodyArea, say, type Action, type TuiState} from '../../store/state.ts';
import {plainLine, type Line} from '../../view/line.ts';
import type {Hints} from '../../screens/screen.ts';
import {dialog} from '../dialog.ts';
import type {Overlay} from '../overlay.ts';

import {fieldNames, nextRevert, revertField, typedField} from './fields.ts';
import {outlookKeys, outlookLines} from './outlook.ts';
import {previewLines, sentence} from './preview-lines.ts';
import {isCurrent, perform} from './perform-plan.ts';
import {planDialog, type PlanDialog} from './state.ts';

const specOf = (own: PlanDialog, state: TuiState): FormSpec => {
	const {ask, preview} = own;
	const isImpossible = preview?.kind === 'impossible' && preview.needs === undefined;
	const fields = [
		...(ask.fields?.(own, state) ?? []),
		...(preview?.kind === 'plan' ? typedField(preview) : []),
		...(ask.canRevert ? [revertField(revertGiven(ask))] : []),
	];
	return {
		fields: isImpossible && ask.fields === undefined ? [] : fields,
		buttons: [
			{name: 'cancel', label: isImpossible ? 'Close' : 'Cancel'},
			...(isImpossible ? [] : [{name: 'do', label: ask.button}]),
		],
		button: isImpossible ? 'cancel' : 'do',
		free: ['cancel'],
	};
};

const revertGiven = ({values}: PlanDialog['ask']): string | undefined => {
	const given = values?.[fieldNames.revert];
	return given === undefined ? undefined : String(given);
};

/** Lines of the box that are not for the preview: its frame and the buttons. */
const others = 3;

const above = (own: PlanDialog, state: TuiState, width: number): readonly Line[] => {
	const {columns, rows} = state.size;
	const {preview} = own;
	const fields = specOf(own, state).fields.length;
	const isLow = rows < 20;
	const gap = isLow || fields === 0 ? 0 : 1;
	// What is wrong with a text that is typed stands below it.
	const faults = preview?.kind === 'plan' && preview.severity.kind === 'large' ? 2 : 0;
	const room = Math.max(3, bodyArea({columns, rows}).rows - others - gap - fields - faults);
	const lines = bodyLines(own, state, {width, room});
	return gap === 0 || lines.length === 0 ? lines : [...lines, plainLine('')];
};

type Room = {readonly width: number; readonly room: number};

const bodyLines = (own: PlanDialog, state: TuiState, {width, room}: Room): readonly Line[] => {
	const {preview, phase, differences} = own;
	const work = state.operator?.work;
	if (phase === 'working') {
		const count = work === undefined ? '' : `: ${work.done} of ${work.total}`;
		return [plainLine(` at work${count}`, 'strong')];
	}
	if (preview === undefined) {
		const isMissing = own.ask.intent(own.form, own) === undefined;
		return isMissing ? [] : [plainLine(' reading the table', 'dim')];
	}
	return preview.kind === 'impossible'
		? sentence('!', preview.why, {width, tone: 'warning'})
		: previewLines(preview, {
				width,
				room,
				differences,
				advice: own.ask.advice,
				outlook: outlookLines(own, width),
			});
};

const planKeys: readonly KeyBinding[] = [
	{
		keys: ['y'],
		name: 'yes',
		says: 'yes, also when something is lost by it',
		hint: 'yes',
		does: context => {
			const own = planDialog.of(context.get());
			if (own?.preview?.kind === 'plan' && own.preview.severity.kind === 'large') {
				press('do', own, context);
			} else {
				perform(context);
			}
		},
	},
	{
		keys: ['!'],
		name: 'revert',
		says: 'revert by itself after 5, 15 or 1 minutes unless it is confirmed, or not',
		hint: 'revert',
		does: ({apply}) =>
			apply(
				planDialog.step(own =>
					own.ask.canRevert
						? {...own, form: withValue(own.form, fieldNames.revert, nextRevert(own.form))}
						: own,
				),
			),
	},
	{
		keys: ['s'],
		name: 'slowly',
		says: 'return in steps over five minutes',
		hint: 'slowly',
		does: context => perform(context, 'slowly'),
		why: state =>
			planDialog.of(state)?.ask.actSlowly === undefined ? 'only a return goes in steps' : undefined,
	},
];

const press = (
	button: string,
	own: PlanDialog,
	context: Parameters<KeyBinding['does']>[0],
): void => {
	if (button === 'cancel') {
		context.apply(planDialog.close);
		return;
	}
	const {preview, form} = own;
	if (preview?.kind === 'plan' && isCurrent(own)) {
		const {severity} = preview;
		if (severity.kind === 'large' && typedText(own) !== severity.type) {
			context.apply(say(`type ${severity.type} first`));
			return;
		}
		// Enter in a field is not yet a yes to what is lost.
		if (severity.kind === 'lossy' && form.focus !== 'do') {
			context.apply(
				planDialog.step(present => ({...present, form: {...present.form, focus: 'cancel'}})),
			);
			context.apply(say('something is lost by it: y does it'));
			return;
		}
	}
	perform(context);
};

const typedText = ({form}: PlanDialog): string => textOfField(form, fieldNames.typed);

const hints = (state: TuiState): Hints => {
	const own = planDialog.of(state);
	const plan = own?.preview?.kind === 'plan' ? own.preview : undefined;
	const isLossy = plan?.severity.kind === 'lossy';
	// From a field Enter is no yes to what is lost.
	const isInField = own !== undefined && !['do', 'cancel'].includes(own.form.focus);
	return {
		names: [
			...(isLossy ? ['yes'] : []),
			...(isLossy && isInField ? [] : ['form-enter']),
			...(own?.ask.actSlowly === undefined ? [] : ['slowly']),
			...(own?.ask.canRevert === true ? ['revert'] : []),
			'next-field',
			...(plan === undefined ? [] : ['simulate']),
		],
		last: 'form-escape',
	};
};

const sentenceCase = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const unchanged: Action = state => state;

const form = dialog<PlanDialog>({
	handle: planDialog,
	title: 'Preview of a change',
	heading: ({ask, preview}) => (preview?.kind === 'plan' ? sentenceCase(preview.what) : ask.title),
	spec: specOf,
	above,
	press,
	bindings: [...planKeys, ...outlookKeys],
	settle: (before, after) => {
		// Enter was for what stood there: after another choice it is asked for again.
		const past = planDialog.of(before);
		return planDialog.step(own =>
			own.phase.startsWith('pressed') &&
			past?.phase === own.phase &&
			past.form.values !== own.form.values
				? {...own, phase: 'asking'}
				: own,
		)(after);
	},
});

/** What is about to be done, in all its consequences. */
export const planOverlay: Overlay = {
	...form,
	// Once Enter was pressed, text is not for this dialog any more.
	type: (text, context) =>
		planDialog.of(context.get())?.phase === 'asking'
			? (form.type?.(text, context) ?? unchanged)
			: unchanged,
	hints,
};
