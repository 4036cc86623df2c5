import {insertText, textInput, type TextInput} from './text-input.ts';

type Common = {
	/** Unique in the form. */
	readonly name: string;
	readonly label: string;
	/** A few words at the right, while nothing is wrong. */
	readonly note?: string | undefined;
};

export type TextField = Common & {
	readonly kind: 'text';
	/** Cells of the field. */
	readonly width?: number;
	/** Keeps a line below it for what is wrong, so that nothing moves while it is typed. */
	readonly isSteady?: boolean;
	/** What stands there at first is only a guess: like a number, it gives way to what is typed. */
	readonly isGuess?: boolean;
	/** What is wrong with the text and what to do, in a sentence. */
	readonly check?: (text: string) => string | undefined;
};

/** A whole number. */
export type NumberField = Common & {
	readonly kind: 'number';
	readonly least: number;
	readonly most: number;
	readonly check?: (value: number) => string | undefined;
};

/** One of several. */
export type ChoiceField = Common & {
	readonly kind: 'choice';
	readonly options: readonly {readonly value: string; readonly label: string}[];
	readonly check?: ((value: string) => string | undefined) | undefined;
};

export type CheckboxField = Common & {readonly kind: 'checkbox'};

export type Field = TextField | NumberField | ChoiceField | CheckboxField;

export type Button = {readonly name: string; readonly label: string};

/** What a form asks for. It may be another one at every step: fields appear and disappear, their values stay. */
export type FormSpec = {
	readonly fields: readonly Field[];
	readonly buttons: readonly Button[];
	/** The button that Enter presses from a field. */
	readonly button: string;
	/** Buttons that need no valid fields. */
	readonly free: readonly string[];
};

type Value = TextInput | string | boolean;

/** What was typed and chosen so far. */
export type FormState = {
	/** Name of the field or button that the keys go to. */
	readonly focus: string;
	readonly values: Readonly<Record<string, Value>>;
	/** Name of the field that was edited since the keys came to it. */
	readonly edited?: string | undefined;
};

/** The start of a form: texts and numbers as text, choices by their value, checkboxes as booleans. */
export const newForm = (
	spec: FormSpec,
	values: Readonly<Record<string, string | number | boolean>> = {},
	focus: string = spec.fields[0]?.name ?? spec.button,
): FormState => ({
	focus,
	values: Object.fromEntries(
		spec.fields.map(field => [field.name, valueFrom(field, values[field.name])]),
	),
});

const valueFrom = (field: Field, value: string | number | boolean | undefined): Value => {
	switch (field.kind) {
		case 'text':
		case 'number':
			return textInput(String(value ?? ''));
		case 'choice':
			return String(value ?? field.options[0]?.value ?? '');
		case 'checkbox':
			return value === true;
	}
};

export const inputOf = ({values}: FormState, name: string): TextInput => {
	const value = values[name];
	return typeof value === 'object' ? value : textInput();
};

/** Text of a text or number field, trimmed, or the value of a choice. */
export const textOfField = (form: FormState, name: string): string => {
	const value = form.values[name];
	return typeof value === 'string' ? value : inputOf(form, name).text.trim();
};

/** NaN for what is no whole number. */
export const numberOfField = (form: FormState, name: string): number => {
	const text = textOfField(form, name);
	return /^\d+$/.test(text) ? Number(text) : Number.NaN;
};

export const isChecked = ({values}: FormState, name: string): boolean => values[name] === true;

/** What is wrong with a field, in a sentence. */
export const faultOf = (field: Field, form: FormState): string | undefined => {
	switch (field.kind) {
		case 'text':
			return field.check?.(textOfField(form, field.name));
		case 'number': {
			const value = numberOfField(form, field.name);
			return Number.isNaN(value) || value < field.least || value > field.most
				? `a whole number from ${field.least} to ${field.most}`
				: field.check?.(value);
		}
		case 'choice':
			return field.check?.(textOfField(form, field.name));
		case 'checkbox':
			return undefined;
	}
};

/** The first field with something wrong. */
export const firstFault = (
	{fields}: FormSpec,
	form: FormState,
): {readonly field: Field; readonly fault: string} | undefined => {
	for (const field of fields) {
		const fault = faultOf(field, form);
		if (fault !== undefined) {
			return {field, fault};
		}
	}
	return undefined;
};

/** The place of the keys: a field or a button that is gone gives way to the first one. */
export const focusOf = (spec: FormSpec, {focus}: FormState): string => {
	const places = placesOf(spec);
	return places.includes(focus) ? focus : (places[0] ?? '');
};

export const focusedField = (spec: FormSpec, form: FormState): Field | undefined =>
	spec.fields.find(({name}) => name === focusOf(spec, form));

/** Goes so many fields and buttons on, around the ends. */
export const moveFocus = (spec: FormSpec, form: FormState, places: number): FormState => {
	const all = placesOf(spec);
	const next = all.indexOf(focusOf(spec, form)) + places;
	return {...form, focus: all[(next + all.length) % all.length] ?? '', edited: undefined};
};

const placesOf = ({fields, buttons}: FormSpec): readonly string[] => [
	...fields.map(({name}) => name),
	...buttons.map(({name}) => name),
];

/** Turns a choice on or back, or a checkbox round; moves between buttons. Texts stay. */
export const turn = (spec: FormSpec, form: FormState, places: number): FormState => {
	const field = focusedField(spec, form);
	switch (field?.kind) {
		case 'choice': {
			const values = field.options.map(({value}) => value);
			const next = values.indexOf(textOfField(form, field.name)) + places;
			return withValue(form, field.name, values[(next + values.length) % values.length] ?? '');
		}
		case 'checkbox':
			return withValue(form, field.name, !isChecked(form, field.name));
		case 'text':
		case 'number':
			return form;
		case undefined:
			return moveFocus(spec, form, places);
	}
};

/** Whether the keys have just come to this number or guess: what is typed now takes its place. */
export const isSelected = (field: Field, {edited, focus}: FormState): boolean =>
	(field.kind === 'number' || (field.kind === 'text' && field.isGuess === true)) &&
	focus === field.name &&
	edited !== field.name;

/** Text into the field that has the keys; elsewhere nothing. */
export const typeInto = (spec: FormSpec, form: FormState, text: string): FormState => {
	const field = focusedField(spec, form);
	const isWhole = field !== undefined && isSelected(field, form);
	return editField(spec, form, input => insertText(isWhole ? textInput() : input, text));
};

export const editField = (
	spec: FormSpec,
	form: FormState,
	edit: (input: TextInput) => TextInput,
): FormState => {
	const field = focusedField(spec, form);
	return field?.kind === 'text' || field?.kind === 'number'
		? {...withValue(form, field.name, edit(inputOf(form, field.name))), edited: field.name}
		: form;
};

export const withValue = (form: FormState, name: string, value: Value): FormState => ({
	...form,
	values: {...form.values, [name]: value},
});
