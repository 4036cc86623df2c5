import {
	editField,
	firstFault,
	focusOf,
	focusedField,
	moveFocus,
	turn,
	typeInto,
	type FormSpec,
	type FormState,
} from '../form/form.ts';
import {formLines} from '../form/form-lines.ts';
import {edits} from '../form/text-input.ts';
import {applies, type KeyBinding, type KeyContext} from '../keys/binding.ts';
import type {OverlayHandle} from '../store/overlay-handle.ts';
import {say, type Action, type Size, type TuiState} from '../store/state.ts';
import type {Line} from '../view/line.ts';
import type {Overlay} from './overlay.ts';

/** A dialog is a form in a box. Its own state has the form and whatever else it needs. */
export type DialogOptions<Own extends {readonly form: FormState}> = {
	readonly handle: OverlayHandle<Own>;
	/** For the help; the box may say more. */
	readonly title: string;
	readonly heading?: (own: Own, state: TuiState) => string;
	readonly spec: (own: Own, state: TuiState) => FormSpec;
	/** Lines before and after the fields, for a width in cells. */
	readonly above?: (own: Own, state: TuiState, width: number) => readonly Line[];
	readonly below?: (own: Own, state: TuiState, width: number) => readonly Line[];
	/** Cells between the borders; less on narrow screens. */
	readonly width?: number;
	/** Called when a button is pressed and, unless it is one of the free ones, no field has a fault. */
	readonly press: (button: string, own: Own, context: KeyContext) => void;
	/** What Escape does besides closing. */
	readonly escape?: (context: KeyContext) => void;
	/** Keys of this dialog beside those of forms: chords and names that type nothing. */
	readonly bindings?: readonly KeyBinding[];
	/** Names of those that the hint line shows too. */
	readonly hints?: (own: Own) => readonly string[];
	readonly settle?: Overlay['settle'];
};

const usualWidth = 72;

/** The record for the table of overlays. */
export const dialog = <Own extends {readonly form: FormState}>(
	options: DialogOptions<Own>,
): Overlay => {
	const {handle, title, bindings = [], settle} = options;
	const change = (next: (spec: FormSpec, form: FormState) => FormState): Action =>
		handle.step((own, state) => {
			const form = next(options.spec(own, state), own.form);
			return form === own.form ? own : {...own, form};
		});
	return {
		name: handle.name,
		title,
		bindings: [...bindings, ...dialogKeys(options, change)],
		type: text => change((spec, form) => typeInto(spec, form, text)),
		hints: state => {
			const own = handle.of(state);
			const more = own === undefined ? [] : (options.hints?.(own) ?? []);
			return {names: ['next-field', 'form-enter', ...more], last: 'form-escape'};
		},
		shape: 'box',
		view: (state, area) => boxOf(options, state, area),
		...(settle === undefined ? {} : {settle}),
	};
};

/** Bodies with fewer rows have none to spare. */
const lowRows = 17;

const boxOf = <Own extends {readonly form: FormState}>(
	{handle, title, heading, spec, above, below, width: wanted = usualWidth}: DialogOptions<Own>,
	state: TuiState,
	{columns, rows}: Size,
) => {
	const own = handle.of(state);
	if (own === undefined) {
		return {title, width: wanted, lines: []};
	}
	const width = Math.min(wanted, columns - 2);
	const before = above?.(own, state, width) ?? [];
	const {lines, focus, foot} = formLines(spec(own, state), own.form, {
		width,
		glyphs: state.glyphs,
		isLow: rows < lowRows,
	});
	return {
		title: heading?.(own, state) ?? title,
		width,
		lines: [...before, ...lines, ...(below?.(own, state, width) ?? [])],
		focus: before.length + focus,
		foot: [foot],
	};
};

type Change = (next: (spec: FormSpec, form: FormState) => FormState) => Action;

const dialogKeys = <Own extends {readonly form: FormState}>(
	options: DialogOptions<Own>,
	change: Change,
): readonly KeyBinding[] => {
	const {handle, escape} = options;
	const isInText = (state: TuiState): boolean => {
		const own = handle.of(state);
		const kind = own && focusedField(options.spec(own, state), own.form)?.kind;
		return kind === 'text' || kind === 'number';
	};
	/** Edits a text; elsewhere turns a choice or goes to another button. */
	const sideways = (places: number, name: string): Action => {
		const edit = edits.find(candidate => candidate.name === name)?.does ?? (input => input);
		return state =>
			change((spec, form) =>
				isInText(state) ? editField(spec, form, edit) : turn(spec, form, places),
			)(state);
	};
	return [
		{
			keys: ['tab', 'down'],
			name: 'next-field',
			says: 'next field or button',
			hint: 'next',
			does: applies(change((spec, form) => moveFocus(spec, form, 1))),
		},
		{
			keys: ['backtab', 'up'],
			name: 'previous-field',
			says: 'previous field or button',
			does: applies(change((spec, form) => moveFocus(spec, form, -1))),
		},
		{
			keys: ['right'],
			name: 'form-right',
			says: 'next choice or button; in a text a character to the right',
			does: applies(sideways(1, 'cursor-right')),
		},
		{
			keys: ['left'],
			name: 'form-left',
			says: 'previous choice or button; in a text a character to the left',
			does: applies(sideways(-1, 'cursor-left')),
		},
		{
			keys: ['space'],
			name: 'form-space',
			says: 'check, choose, press the button; in a text a blank',
			does: context => {
				const state = context.get();
				const own = handle.of(state);
				if (own !== undefined && isButton(options.spec(own, state), own.form)) {
					pressButton(options, own, context);
				} else if (isInText(state)) {
					context.apply(change((spec, form) => typeInto(spec, form, ' ')));
				} else {
					context.apply(change((spec, form) => turn(spec, form, 1)));
				}
			},
		},
		{
			keys: ['enter'],
			name: 'form-enter',
			says: 'press the button; from a field, the one in bold',
			hint: state => {
				const own = handle.of(state);
				if (own === undefined) {
					return 'done';
				}
				const {buttons, button} = options.spec(own, state);
				const focus = buttons.find(({name}) => name === own.form.focus);
				return (focus ?? buttons.find(({name}) => name === button))?.label ?? 'done';
			},
			does: context => {
				const own = handle.of(context.get());
				if (own !== undefined) {
					pressButton(options, own, context);
				}
			},
		},
		{
			keys: ['escape'],
			name: 'form-escape',
			says: 'close without doing anything',
			hint: 'close',
			does: context => {
				context.apply(handle.close);
				escape?.(context);
			},
		},
		...edits
			.filter(({name}) => name !== 'cursor-left' && name !== 'cursor-right')
			.map(({keys, name, says, does}): KeyBinding => ({
				keys,
				name,
				says,
				does: applies(change((spec, form) => editField(spec, form, does))),
			})),
	];
};

const isButton = ({buttons}: FormSpec, {focus}: FormState): boolean =>
	buttons.some(({name}) => name === focus);

const pressButton = <Own extends {readonly form: FormState}>(
	{handle, spec: specOf, press}: DialogOptions<Own>,
	own: Own,
	context: KeyContext,
): void => {
	const spec = specOf(own, context.get());
	const focus = focusOf(spec, own.form);
	const button = isButton(spec, {...own.form, focus}) ? focus : spec.button;
	const wrong = spec.free.includes(button) ? undefined : firstFault(spec, own.form);
	if (wrong === undefined) {
		press(button, own, context);
		return;
	}
	context.apply(state =>
		say(`${wrong.field.label.replace(/^\W+/, '')}: ${wrong.fault}`)(
			handle.step(present => ({
				...present,
				form: {...present.form, focus: wrong.field.name},
			}))(state),
		),
	);
};
