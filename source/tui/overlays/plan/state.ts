import type {Intent} from '../../../operator/intent.ts';
import type {Operator, Performed, Undone} from '../../../operator/operator.ts';
import type {Plan, Preview} from '../../../operator/preview.ts';
import type {Forecast} from '../../ports.ts';
import type {Field, FormState} from '../../form/form.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {TuiState} from '../../store/state.ts';

/** What a dialog needs of the keys' context; what comes later than a key has it too. */
export type Acting = Pick<KeyContext, 'get' | 'apply' | 'ports'>;

export type Request = {
	readonly operator: Operator;
	readonly plan: Plan;
	readonly form: FormState;
	/** Milliseconds. */
	readonly revertAfter: number | undefined;
};

/** What a dialog asks for before it is done: drain, return, remove, or anything that is an intent. */
export type Ask = {
	readonly title: string;
	/** The word of the button that does it. */
	readonly button: string;
	readonly values?: Readonly<Record<string, string | number | boolean>>;
	readonly fields?: (own: PlanDialog, state: TuiState) => readonly Field[];
	/** The field or button that has the keys first. @default the button that does it */
	readonly focus?: string;
	/** What shall be done as the form is now; undefined while something is missing in it, and where the plan is there already. */
	readonly intent: (form: FormState, own: PlanDialog) => Intent | undefined;
	readonly act: (request: Request) => Promise<Performed | Undone>;
	/** The same in steps over some minutes. */
	readonly actSlowly?: ((request: Request) => Promise<Performed>) | undefined;
	/** What a person may do instead, where something would be lost. */
	readonly advice?: string | undefined;
	/** False where nothing can revert it by itself. */
	readonly canRevert: boolean;
	/** What else is to be seen when it was done. @default a list of results for more than one item */
	readonly done?: ((context: Acting) => void) | undefined;
};

export type PlanDialog = {
	readonly form: FormState;
	readonly ask: Ask;
	/** The intent as text that the preview is for, and the preview; nothing until it was made. */
	readonly previewOf: string | undefined;
	readonly preview: Preview | undefined;
	/** What was simulated, and of which plan. */
	readonly outlook?: Outlook | undefined;
	/** What somebody else changed since the plan was first shown, or since what is undone. */
	readonly differences: readonly string[];
	readonly phase:
		| 'asking'
		/** The key that does it came before the preview: what undo brings back is then done as it was wanted, at once or in steps. */
		| 'pressed'
		| 'pressed slowly'
		| 'working';
};

export type Outlook = {
	readonly plan: Plan;
	/** Undefined while it is being simulated; a sentence when that was not possible. */
	readonly answer: Forecast | string | undefined;
};

export const planDialog = overlayHandle<PlanDialog>('plan');

/** What the open dialog wants a preview of. */
export const wantedIntent = (state: TuiState): Intent | undefined => {
	const own = planDialog.of(state);
	return own === undefined || own.phase === 'working' ? undefined : own.ask.intent(own.form, own);
};

/** Whether the open dialog has the preview that it wants. */
export const isPrepared = (state: TuiState): boolean => {
	const own = planDialog.of(state);
	const intent = wantedIntent(state);
	return own === undefined || intent === undefined || own.previewOf === intentText(intent);
};

export const intentText = (intent: Intent): string => JSON.stringify(intent);
