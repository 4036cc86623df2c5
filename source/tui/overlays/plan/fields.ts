import type {Plan} from '../../../operator/preview.ts';
import {textOfField, type Field, type FormState} from '../../form/form.ts';

export const fieldNames = {revert: 'revert', typed: 'typed', weight: 'weight'} as const;

/** Minutes after which a change reverts by itself. */
const revertChoices = ['0', '1', '5', '15'];

/** @param given - minutes that were asked for before the dialog opened, which may be another choice */
export const revertField = (given: string | undefined): Field => ({
	kind: 'choice',
	name: fieldNames.revert,
	label: 'Revert',
	note: 'K keeps it',
	options: [...new Set([...revertChoices, given ?? '0'])]
		.toSorted((left, right) => Number(left) - Number(right))
		.map(value => ({value, label: revertLabel(Number(value))})),
});

const revertLabel = (minutes: number): string => {
	if (minutes === 0) {
		return 'no';
	}
	return Number.isInteger(minutes) ? `${minutes}m` : `${Math.round(minutes * 60)}s`;
};

/** The value of the field for a time in milliseconds. */
export const revertValue = (milliseconds: number): Readonly<Record<string, string>> => ({
	[fieldNames.revert]: String(milliseconds / 60_000),
});

/** Milliseconds; nothing where it stays. */
export const revertAfterOf = (form: FormState): number | undefined => {
	const minutes = Number(textOfField(form, fieldNames.revert) || '0');
	return minutes === 0 ? undefined : minutes * 60_000;
};

/** The usual time first, then the others, then none again. */
export const nextRevert = (form: FormState): string => {
	const order = ['0', '5', '15', '1'];
	const present = order.indexOf(textOfField(form, fieldNames.revert) || '0');
	return order[(present + 1) % order.length] ?? '0';
};

/** What a person must type for a large plan. */
export const typedField = ({severity}: Plan): readonly Field[] =>
	severity.kind === 'large'
		? [
				{
					kind: 'text',
					name: fieldNames.typed,
					label: `Type ${severity.type}`,
					width: Math.max(8, severity.type.length + 1),
					check: text => (text === severity.type ? undefined : 'to show that you mean it'),
				},
			]
		: [];
