import type {Plan} from '../../../operator/preview.ts';
import {textOfField, type Field, type FormState} from '../../form/form.ts';

export const fieldNames = {revert: 'revert', typed: 'typed', weight: 'weight'} as const;

/** Minutes after which a change reverts by itself. */
const revertChoices = ['0', '1', '5', '15'];

export const revertField: Field = {
	kind: 'choice',
	name: fieldNames.revert,
	label: 'Revert',
	note: 'K keeps it',
	options: revertChoices.map(value => ({value, label: value === '0' ? 'no' : `${value}m`})),
};

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
