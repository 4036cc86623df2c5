import type {Glyphs} from '../view/glyphs.ts';
import {lineOf, plainLine, type Line, type Segment, type Tone} from '../view/line.ts';
import {cut, padEnd, widthOf} from '../view/text.ts';
import {wrapped} from '../view/wrap.ts';
import {
	faultOf,
	focusOf,
	inputOf,
	isChecked,
	isSelected,
	textOfField,
	type Field,
	type FormSpec,
	type FormState,
} from './form.ts';
import {inputSegments} from './text-input.ts';

export type FormLines = {
	readonly lines: readonly Line[];
	/** Index of the line that has the keys; the last field's when a button has them. */
	readonly focus: number;
	/** The buttons. */
	readonly foot: Line;
};

type Look = {
	readonly width: number;
	readonly glyphs: Glyphs;
	/** Whether every line is wanted. */
	readonly isLow: boolean;
};

/** The lines of a form in so many cells. */
export const formLines = (spec: FormSpec, form: FormState, look: Look): FormLines => {
	const labels = Math.min(
		Math.max(0, ...spec.fields.map(({label, kind}) => (kind === 'checkbox' ? 0 : widthOf(label)))),
		Math.floor(look.width / 3),
	);
	const focused = focusOf(spec, form);
	const lines: Line[] = [];
	let focus = 0;
	for (const field of spec.fields) {
		if (field.name === focused) {
			focus = lines.length;
		}
		lines.push(...fieldLines(field, form, {...look, labels, isFocused: field.name === focused}));
	}
	const isOnButton = spec.buttons.some(({name}) => name === focused);
	return {
		lines,
		focus: isOnButton ? Math.max(0, lines.length - 1) : focus,
		foot: buttonLine(spec, focused, look),
	};
};

type FieldLook = Look & {readonly labels: number; readonly isFocused: boolean};

const fieldLines = (field: Field, form: FormState, look: FieldLook): readonly Line[] => {
	const {labels, isFocused, width, glyphs, isLow} = look;
	const fault = faultOf(field, form);
	const label: Segment =
		field.kind === 'checkbox'
			? {text: ' ', tone: 'plain'}
			: {
					text: ` ${padEnd(cut(field.label, labels, glyphs), labels)} `,
					tone: isFocused ? 'accent' : 'plain',
				};
	const room = width - widthOf(label.text) - 1;
	const lines = valueLines(field, form, {...look, width: room}).map((segments, index) =>
		index === 0 ? [label, ...segments] : [{...label, text: blank(label)}, ...segments],
	);
	const [first = [label], ...others] = lines;
	const used = first.reduce((sum, {text}) => sum + widthOf(text), 0);
	const isEmpty = textOfField(form, field.name) === '';
	// What is to be typed is no mistake yet.
	const isBeside = fault !== undefined && isEmpty && used + 2 + widthOf(fault) < width;
	const beside = isBeside ? (isFocused ? fault : undefined) : fault === undefined ? field.note : '';
	const faults =
		fault === undefined || isBeside || (!isFocused && isEmpty)
			? []
			: wrapped(fault, width - widthOf(label.text) - 2).map((part, index) =>
					plainLine(
						`${blank(label)}${index === 0 && !isEmpty ? '!' : ' '} ${part}`,
						isEmpty ? 'dim' : 'bad',
					),
				);
	return [
		lineOf([...first, {text: beside ? cut(`  ${beside}`, width - used, glyphs) : '', tone: 'dim'}]),
		...others.map(lineOf),
		// What is wrong is said in words, below the field, and only where something was typed or is looked at.
		...(faults.length === 0 && field.kind === 'text' && field.isSteady && !isLow
			? [plainLine('')]
			: faults),
	];
};

const blank = ({text}: Segment): string => ' '.repeat(widthOf(text));

const valueLines = (
	field: Field,
	form: FormState,
	{width, glyphs, isFocused}: FieldLook,
): readonly (readonly Segment[])[] => {
	const tone: Tone = isFocused ? 'accent' : 'plain';
	switch (field.kind) {
		case 'text':
		case 'number': {
			const wanted = field.kind === 'number' ? String(field.most).length + 1 : (field.width ?? 24);
			const shown = inputSegments(inputOf(form, field.name), {
				width: Math.max(1, Math.min(wanted, width - 2)),
				glyphs,
				isFocused,
				isSelected: isSelected(field, form),
			});
			return [[{text: '[', tone}, ...shown, {text: ']', tone}]];
		}
		case 'checkbox':
			return [
				[
					{text: isChecked(form, field.name) ? '[x] ' : '[ ] ', tone},
					{text: field.label, tone},
				],
			];
		case 'choice': {
			const value = textOfField(form, field.name);
			const pieces = field.options.map((option): Segment => {
				const isChosen = option.value === value;
				return {
					text: `${isChosen ? '(x)' : '( )'} ${option.label}`,
					tone: isChosen ? (isFocused ? 'accent' : 'strong') : 'plain',
				};
			});
			const inOne = pieces.flatMap((piece, index): readonly Segment[] =>
				index === 0 ? [piece] : [{text: '  ', tone: 'plain'}, piece],
			);
			const needed = inOne.reduce((sum, {text}) => sum + widthOf(text), 0);
			return needed <= width ? [inOne] : pieces.map(piece => [piece]);
		}
	}
};

/** At the right edge, the one that has the keys inverse, the one for Enter bold. */
const buttonLine = ({buttons, button}: FormSpec, focused: string, {width}: Look): Line => {
	const pieces = buttons.flatMap(({name, label}): readonly Segment[] => [
		{text: '  ', tone: 'plain'},
		{
			text: `[ ${label} ]`,
			tone: name === focused ? 'selected' : name === button ? 'strong' : 'plain',
		},
	]);
	const used = pieces.reduce((sum, {text}) => sum + widthOf(text), 0);
	return lineOf([{text: ' '.repeat(Math.max(0, width - used - 1)), tone: 'plain'}, ...pieces]);
};
