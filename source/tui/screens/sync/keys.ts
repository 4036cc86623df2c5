import type {DaemonRole} from '../../../model/director.ts';
import {textOfField} from '../../form/form.ts';
import {applies, type KeyBinding} from '../../keys/binding.ts';
import {cannotChange} from '../../operator/may-change.ts';
import {openDaemonForm} from '../../overlays/daemon-form/open.ts';
import {confirmAsk} from '../../overlays/plan/confirm-plan.ts';
import {openAsk} from '../../overlays/plan/open-ask.ts';
import {openTimeoutsForm} from '../../overlays/timeouts-form/open.ts';
import type {Action, TuiState} from '../../store/state.ts';
import {sync} from './state.ts';
import {countOrigins} from './watch.ts';

const running = (state: TuiState): readonly DaemonRole[] => {
	const {daemons} = sync.of(state);
	return daemons?.ok === true ? daemons.value.map(({role}) => role) : [];
};

const mayStart =
	(role: DaemonRole) =>
	(state: TuiState): string | undefined =>
		running(state).includes(role)
			? `a ${role} runs already; S stops it first`
			: cannotChange(state);

const stopping = (role: DaemonRole) =>
	({kind: 'change', changes: [{kind: 'stop-daemon', role}]}) as const;

const stop: Action = state => {
	const roles = running(state);
	const [role = 'master'] = roles;
	const usual = confirmAsk(stopping(role), {title: 'Stop synchronisation', button: 'Stop'});
	return openAsk(
		roles.length < 2
			? usual
			: {
					...usual,
					values: {role},
					fields: () => [
						{
							kind: 'choice',
							name: 'role',
							label: 'Daemon',
							options: roles.map(value => ({value, label: value})),
						},
					],
					focus: 'role',
					intent: form => stopping(textOfField(form, 'role') === 'backup' ? 'backup' : 'master'),
				},
	)(state);
};

/** Keys of the screen of synchronisation and timeouts. */
export const syncKeys: readonly KeyBinding[] = [
	{
		keys: ['m'],
		name: 'start-master',
		says: 'start sending connections to another director',
		hint: 'start master',
		does: applies(openDaemonForm('master')),
		why: mayStart('master'),
	},
	{
		keys: ['b'],
		name: 'start-backup',
		says: 'start receiving connections from another director',
		hint: 'start backup',
		does: applies(openDaemonForm('backup')),
		why: mayStart('backup'),
	},
	{
		keys: ['S'],
		name: 'stop-daemon',
		says: 'stop a synchronisation daemon',
		hint: 'stop',
		does: applies(stop),
		why: state => (running(state).length === 0 ? 'no daemon runs' : cannotChange(state)),
	},
	{
		keys: ['e'],
		name: 'edit-timeouts',
		says: 'edit the timeouts',
		hint: 'timeouts',
		does: applies(openTimeoutsForm),
		why: state =>
			sync.of(state).timeouts?.ok === true ? cannotChange(state) : 'they are not known',
	},
	{
		keys: ['c'],
		name: 'count-origins',
		says: 'count the connections of this director and those that came from another one',
		hint: 'count',
		does: context => void countOrigins(context),
	},
];
