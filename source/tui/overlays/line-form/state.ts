import type {Field, FormState} from '../../form/form.ts';
import {inputOf, textOfField, withValue} from '../../form/form.ts';
import {textInput} from '../../form/text-input.ts';
import type {Tone} from '../../view/line.ts';

/** A form whose fields and whose ipvsadm line say the same: whichever is edited, the other one follows. */
export type LineFormState<Subject> = {
	/** Tells two forms of one kind apart. */
	readonly id: symbol;
	readonly form: FormState;
	/** What the form is about. */
	readonly subject: Subject;
	/** Whether the fields that are seldom needed are shown. */
	readonly isRareShown: boolean;
	/** What is wrong with the line as it was typed. */
	readonly lineFault: string | undefined;
	/** What came of the dry run or of the last attempt. */
	readonly outcome: readonly Remark[];
	/** Set while the director is asked. */
	readonly isBusy: boolean;
};

export type Remark = {readonly text: string; readonly tone: Tone};

/** Values of fields by their names, as `FormState` keeps them: texts and numbers as inputs, choices as words, checkboxes as booleans. */
export type FieldValues = FormState['values'];

/** What the two sides of a form have to say about each other. */
export type LineSides<Subject> = {
	/** The fields without the line, with what is wrong with each; the seldom ones too where they are shown. */
	readonly fields: (own: LineFormState<Subject>) => readonly Field[];
	/** The line that the fields stand for, finished or not. */
	readonly line: (own: LineFormState<Subject>) => string;
	/** The values that a line stands for, or what is wrong with it. */
	readonly read: (line: string, own: LineFormState<Subject>) => FieldValues | string;
};

export const lineField = 'line';

/** The start of a form: its line follows from its values. */
export const newLineForm = <Subject>(
	sides: LineSides<Subject>,
	{
		subject,
		values,
		focus,
		isRareShown = false,
	}: {
		readonly subject: Subject;
		readonly values: FieldValues;
		readonly focus: string;
		readonly isRareShown?: boolean;
	},
): LineFormState<Subject> =>
	withLine(sides, {
		id: Symbol(focus),
		form: {focus, values},
		subject,
		isRareShown,
		lineFault: undefined,
		outcome: [],
		isBusy: false,
	});

/** After a key: the side that was edited is right, the other one follows. */
export const inStep = <Subject>(
	sides: LineSides<Subject>,
	before: LineFormState<Subject>,
	after: LineFormState<Subject>,
): LineFormState<Subject> => {
	if (after.form.values === before.form.values) {
		return after;
	}
	const line = textOfField(after.form, lineField);
	if (line === textOfField(before.form, lineField)) {
		// A cursor that moved in the line has changed nothing.
		return inputOf(after.form, lineField) === inputOf(before.form, lineField)
			? withLine(sides, {...after, outcome: []})
			: after;
	}
	const read = sides.read(line, after);
	return typeof read === 'string'
		? {...after, lineFault: read, outcome: []}
		: {
				...after,
				lineFault: undefined,
				outcome: [],
				form: {...after.form, values: {...after.form.values, ...read}},
			};
};

const withLine = <Subject>(
	sides: LineSides<Subject>,
	own: LineFormState<Subject>,
): LineFormState<Subject> => ({
	...own,
	lineFault: undefined,
	form: withValue(own.form, lineField, textInput(sides.line(own))),
});

/** Values that others changed meanwhile, but for those that were touched here: an edit never takes back what somebody else did. */
export const untouched = (
	values: FieldValues,
	before: FieldValues,
	after: FieldValues,
): FieldValues => {
	const changed = Object.entries(after).filter(
		([name, value]) =>
			plain(value) !== plain(before[name]) && plain(values[name]) === plain(before[name]),
	);
	return changed.length === 0 ? values : {...values, ...Object.fromEntries(changed)};
};

const plain = (value: FieldValues[string] | undefined): string =>
	typeof value === 'object' ? value.text.trim() : String(value);
