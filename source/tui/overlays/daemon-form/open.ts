import type {DaemonRole} from '../../../model/director.ts';
import type {Field, TextField} from '../../form/form.ts';
import {textInput} from '../../form/text-input.ts';
import {sync} from '../../screens/sync/state.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {Action} from '../../store/state.ts';
import {lineForm} from '../line-form/line-form.ts';
import type {LineFormOptions} from '../line-form/options.ts';
import {newLineForm, type LineFormState} from '../line-form/state.ts';
import {
	changeOfDaemon,
	daemonOf,
	daemonProblems,
	lineOfDaemon,
	valuesOfLine,
	type DaemonSubject,
} from './values.ts';

const handle = overlayHandle<LineFormState<DaemonSubject>>('daemon-form');

const fieldsOf = ({form, subject, isRareShown}: LineFormState<DaemonSubject>): readonly Field[] => {
	const problems = daemonProblems(form);
	const text = (name: string, label: string, note: string, width: number): TextField => ({
		kind: 'text',
		name,
		label,
		note,
		width,
		check: () => problems[name],
	});
	return [
		{...text('interface', 'Interface', 'where the multicast goes', 16), isGuess: true} as const,
		{
			kind: 'number',
			name: 'syncId',
			label: 'Syncid',
			note: 'the same on both directors; a backup with 0 takes all',
			least: 0,
			most: 255,
		},
		...(isRareShown
			? [
					text('group', 'Group', 'empty: 224.0.0.81', 40),
					text('port', 'Port', 'empty: 8848', 6),
					...(subject.role === 'master' ? [text('ttl', 'TTL', 'empty: 1, the next link', 4)] : []),
					text('maxLength', 'Maxlen', 'bytes in a message; empty: as the interface takes', 6),
				]
			: []),
	];
};

const form: LineFormOptions<DaemonSubject> = {
	handle,
	title: 'Synchronisation daemon',
	heading: ({role}) => `Start a ${role}`,
	verb: () => 'Start',
	done: own => `started a ${own.subject.role} on ${daemonOf(own.form, own.subject).interface}`,
	fields: fieldsOf,
	line: ({form: values, subject}) => lineOfDaemon(values, subject),
	read: (line, {subject}) => valuesOfLine(line, subject),
	change: ({form: values, subject}) => changeOfDaemon(values, subject),
	rare: () => 'group, port, TTL, longest message',
	remarks: ({subject}, state) => {
		const {daemons} = sync.of(state);
		const other = daemons?.ok === true ? daemons.value[0] : undefined;
		return other === undefined || other.role === subject.role
			? []
			: [
					{
						text: `the ${other.role} runs on ${other.interface} with syncid ${other.syncId}`,
						tone: 'dim',
					},
				];
	},
};

export const daemonFormOverlay = lineForm(form);

/** Opens the form for a daemon; the interface of the other one is the likely one. */
export const openDaemonForm =
	(role: DaemonRole): Action =>
	state => {
		const {daemons} = sync.of(state);
		const [other] = daemons?.ok === true ? daemons.value : [];
		return handle.open(
			newLineForm(form, {
				subject: {role},
				values: {
					interface: textInput(other?.interface ?? 'eth0'),
					syncId: textInput(String(other?.syncId ?? 0)),
					group: textInput(),
					port: textInput(),
					ttl: textInput(),
					maxLength: textInput(),
				},
				focus: 'interface',
			}),
		)(state);
	};
