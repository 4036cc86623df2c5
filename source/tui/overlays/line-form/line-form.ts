import type {KeyBinding} from '../../keys/binding.ts';
import {plainLine, type Line} from '../../view/line.ts';
import {wrapped} from '../../view/wrap.ts';
import {dialog} from '../dialog.ts';
import type {Overlay} from '../overlay.ts';
import type {LineFormOptions} from './options.ts';
import {inStep, lineField, type Remark} from './state.ts';
import {dryRun, submit} from './submit.ts';

/** A dialog with fields, the ipvsadm line that they stand for, and what the director would make of it. */
export const lineForm = <Subject>(options: LineFormOptions<Subject>): Overlay => {
	const {handle, title, heading, verb, rare, remarks, rebased} = options;
	return dialog({
		handle,
		title,
		width: 76,
		heading: ({subject}) => heading(subject),
		spec: own => ({
			fields: [
				...options.fields(own),
				{
					kind: 'text',
					name: lineField,
					label: '$ ipvsadm',
					width: 62,
					check: () => own.lineFault,
				},
			],
			buttons: [
				{name: 'cancel', label: 'Cancel'},
				{name: 'dry-run', label: 'Dry run'},
				{name: 'do', label: verb(own.subject)},
			],
			button: 'do',
			free: ['cancel'],
		}),
		below: (own, state, width) => [
			...remarkLines([...remarks(own, state), ...own.outcome], width),
			...(own.isBusy ? [plainLine(' asking the director …', 'dim')] : []),
			...(own.isRareShown || rare(own) === undefined
				? []
				: [plainLine(` ^t shows ${rare(own)}`, 'dim')]),
		],
		bindings: [lineKey(options), rareKey(options)],
		hints: own => [
			'edit-line',
			...(rare(own) === undefined && !own.isRareShown ? [] : ['rare-options']),
		],
		press: (button, own, context) => {
			if (button === 'cancel') {
				context.apply(handle.close);
			} else if (!own.isBusy) {
				void (button === 'dry-run' ? dryRun : submit)(options, own, context);
			}
		},
		settle: (before, after) => {
			const own = handle.of(after);
			if (own === undefined) {
				return after;
			}
			const present =
				rebased === undefined || before.sampler.sample === after.sampler.sample
					? own
					: rebased(own, after);
			const settled = inStep(options, handle.of(before) ?? present, present);
			return settled === own ? after : handle.step(() => settled)(after);
		},
	});
};

/** Shift-Tab goes there too, but by way of the buttons. */
const lineKey = <Subject>({handle, fields}: LineFormOptions<Subject>): KeyBinding => ({
	keys: ['^g'],
	name: 'edit-line',
	says: 'edit the ipvsadm line, or go back to the first field',
	hint: 'edit line',
	does: ({apply}) =>
		apply(
			handle.step(own => ({
				...own,
				form: {
					...own.form,
					focus: own.form.focus === lineField ? (fields(own)[0]?.name ?? lineField) : lineField,
				},
			})),
		),
});

const rareKey = <Subject>({handle, rare}: LineFormOptions<Subject>): KeyBinding => ({
	keys: ['^t'],
	name: 'rare-options',
	says: 'show the options that are seldom needed, or hide them',
	hint: state => (handle.of(state)?.isRareShown === true ? 'fewer options' : 'more options'),
	does: ({apply}) => apply(handle.step(own => ({...own, isRareShown: !own.isRareShown}))),
	why: state => {
		const own = handle.of(state);
		return own === undefined || rare(own) === undefined ? 'there are no more options' : undefined;
	},
});

const remarkLines = (remarks: readonly Remark[], width: number): readonly Line[] =>
	remarks.flatMap(({text, tone}) =>
		wrapped(text, width - 4).map((part, index) =>
			plainLine(` ${index > 0 ? ' ' : (signs[tone] ?? ' ')} ${part}`, tone),
		),
	);

const signs: Readonly<Partial<Record<Remark['tone'], string>>> = {
	warning: '!',
	bad: '!',
	good: '=',
	dim: '=',
};
