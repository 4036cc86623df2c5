import {changeLine} from '../../../ipvsadm/unparse.ts';
import type {Change} from '../../../model/change.ts';
import type {Timeouts} from '../../../model/director.ts';
import {readLine} from '../../../operator/lines.ts';
import {numberOfField, type FormState} from '../../form/form.ts';
import {textInput} from '../../form/text-input.ts';
import {affectedBy} from '../../screens/sync/affected.ts';
import {sync} from '../../screens/sync/state.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import {say, type Action, type TuiState} from '../../store/state.ts';
import {countText} from '../../view/number-text.ts';
import {lineForm} from '../line-form/line-form.ts';
import type {LineFormOptions} from '../line-form/options.ts';
import {
	newLineForm,
	type FieldValues,
	type LineFormState,
	type Remark,
} from '../line-form/state.ts';

type Own = LineFormState<Timeouts>;

const handle = overlayHandle<Own>('timeouts-form');

const names = ['tcp', 'tcpFin', 'udp'] as const;

const labels = {tcp: 'TCP', tcpFin: 'TCP after FIN', udp: 'UDP'} as const;

const notes = {
	tcp: 'seconds without a packet, established; 0 keeps',
	tcpFin: 'seconds once one side has closed; 0 keeps',
	udp: 'seconds without a packet; 0 keeps',
} as const;

/** Seconds; 31 days, what ipvsadm takes. */
const longest = 2_678_400;

const timeoutsIn = (form: FormState): Timeouts => {
	const seconds = (name: string): number => numberOfField(form, name) || 0;
	return {tcp: seconds('tcp'), tcpFin: seconds('tcpFin'), udp: seconds('udp')};
};

const changeOf = ({form}: Own): Change => ({kind: 'set-timeouts', timeouts: timeoutsIn(form)});

const valuesOf = (timeouts: Timeouts): FieldValues =>
	Object.fromEntries(names.map(name => [name, textInput(String(timeouts[name]))]));

const form: LineFormOptions<Timeouts> = {
	handle,
	title: 'Timeouts',
	heading: () => 'Timeouts of connections',
	verb: () => 'Set',
	done: own => `set ${changeLine(changeOf(own)).slice('--set '.length)}`,
	fields: () =>
		names.map(name => ({
			kind: 'number',
			name,
			label: labels[name],
			note: notes[name],
			least: 0,
			most: longest,
		})),
	line: own => changeLine(changeOf(own)),
	read: line => {
		const change = readLine(line);
		if (typeof change === 'string') {
			return change;
		}
		return change.kind === 'set-timeouts'
			? valuesOf(change.timeouts)
			: 'this form takes a line with --set; others go into the command line (:)';
	},
	change: changeOf,
	rare: () => undefined,
	remarks: (own, state) => remarksFor(own, state),
};

export const timeoutsFormOverlay = lineForm(form);

/** Opens the form with the timeouts as they are. */
export const openTimeoutsForm: Action = state => {
	const {timeouts} = sync.of(state);
	return timeouts?.ok === true
		? handle.open(
				newLineForm(form, {
					subject: timeouts.value,
					values: valuesOf(timeouts.value),
					focus: 'tcp',
				}),
			)(state)
		: say('the timeouts are not known')(state);
};

/** What each change affects. */
const remarksFor = (
	{form: present, subject}: Own,
	{sampler: {sample}}: TuiState,
): readonly Remark[] => {
	const wanted = timeoutsIn(present);
	const changed = names.filter(name => wanted[name] !== 0 && wanted[name] !== subject[name]);
	if (sample === undefined || changed.length === 0) {
		return [];
	}
	return [
		...changed.map((name): Remark => {
			const {services, active, inactive} = affectedBy(name === 'udp' ? 'udp' : 'tcp', sample);
			const entries = name === 'tcp' ? active : inactive;
			const isLower = wanted[name] < subject[name];
			return {
				text: `${labels[name]} ${subject[name]} > ${wanted[name]} s: ${countText(entries, 10)} ${name === 'tcp' ? 'active' : 'inactive'} entries of ${named(services)}${isLower ? '; quiet ones lose their server earlier' : ''}`,
				tone: isLower ? 'warning' : 'dim',
			};
		}),
		{text: 'an entry takes the new time with its next packet', tone: 'dim'},
	];
};

const named = (services: readonly string[]): string => {
	const more = services.length - mostNamed;
	return (
		`${services.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}` ||
		'no service'
	);
};

const mostNamed = 3;
