import type {KeyBinding, KeyContext} from '../../keys/binding.ts';
import {openCommand} from '../../overlays/command/state.ts';
import type {TuiState} from '../../store/state.ts';
import {showRules} from './compare.ts';
import {rules} from './state.ts';

const noFiles = 'rules files cannot be used from here';

/** A file without thresholds and persistence would be no copy of the table. */
export const cannotSave = ({sampler: {sample}}: TuiState): string | undefined =>
	sample?.limitation?.kind === 'no-permission'
		? 'not saved: without CAP_NET_ADMIN not all of it can be read; run with sudo'
		: undefined;

/** The file that was used last, or that the host loads. */
const pathOf = ({get, ports}: KeyContext): string =>
	rules.of(get()).path ?? ports.rules?.usual ?? '';

/** Keys about rules files on every screen. */
export const rulesFileKeys: readonly KeyBinding[] = [
	{
		keys: ['R'],
		name: 'rules',
		says: 'compare the table with a rules file, and restore it',
		hint: 'rules',
		does: context => showRules(context),
	},
	{
		keys: ['W'],
		name: 'save-rules',
		says: 'save the table into a rules file',
		hint: 'save',
		does: context =>
			context.apply(
				context.ports.rules === undefined
					? state => ({...state, flash: noFiles})
					: openCommand(`save ${pathOf(context)}`),
			),
		why: cannotSave,
	},
];
