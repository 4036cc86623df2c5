import {matchKey} from '../../../model/service.ts';
import {destinationKey, forwarding} from '../../../model/destination.ts';
import {viewOf, leftOf, emptyLoad} from '../../../operator/situation.ts';
import {numberOfField, textOfField} from '../../form/form.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {TuiState} from '../../store/state.ts';
import {lineForm} from '../line-form/line-form.ts';
import type {LineFormOptions} from '../line-form/options.ts';
import {untouched, type LineFormState, type Remark} from '../line-form/state.ts';
import {alsoServes} from './also-serves.ts';
import {wayRemarks} from './way.ts';
import {serverFields} from './fields.ts';
import {serverWarnings} from './problems.ts';
import {
	addressOf,
	changeOfServer,
	lineOfServer,
	serverOf,
	valuesOfLine,
	valuesOfServer,
	type ServerSubject,
} from './values.ts';

export const serverFormHandle = overlayHandle<LineFormState<ServerSubject>>('server-form');

type Own = LineFormState<ServerSubject>;

export const serverForm: LineFormOptions<ServerSubject> = {
	handle: serverFormHandle,
	title: 'Real server',
	heading: ({service, present, clonedFrom}) => {
		const name = matchKey(service.match);
		return present === undefined
			? `Add a real server to ${name}${clonedFrom === undefined ? '' : `, as ${clonedFrom}`}`
			: `Edit ${destinationKey(present.address, present.port)} in ${name}`;
	},
	verb: ({present}) => (present === undefined ? 'Add' : 'Change'),
	done: ({form, subject}) => {
		const {address, port} = serverOf(form, subject);
		return `${subject.present === undefined ? 'added' : 'changed'} ${destinationKey(address, port)}`;
	},
	added: ({form, subject}) => {
		const {address, port} = serverOf(form, subject);
		return subject.present === undefined
			? {service: matchKey(subject.service.match), destination: destinationKey(address, port)}
			: undefined;
	},
	fields: serverFields,
	line: ({form, subject}) => lineOfServer(form, subject),
	read: (line, {subject}) => valuesOfLine(line, subject),
	change: ({form, subject}) => changeOfServer(form, subject),
	rare: ({form}) =>
		Number(textOfField(form, 'method')) === forwarding.tunneling
			? 'tunnel type, port and checksum'
			: undefined,
	remarks: ({form, subject}, state) => [
		...serverWarnings(form, subject).map((text): Remark => ({text, tone: 'warning'})),
		...wayRemarks(serverOf(form, subject), state),
		...alsoServes(addressOf(form), subject, state).map((text): Remark => ({text, tone: 'dim'})),
	],
	rebased: (own, state) => rebased(own, state),
	afterwards: async ({form, subject}, {ports}) => {
		const weight = numberOfField(form, 'ramp');
		const {address, port, weight: now} = serverOf(form, subject);
		if (subject.present !== undefined || now !== 0 || !(weight > 0)) {
			return undefined;
		}
		const item = {
			service: matchKey(subject.service.match),
			destination: destinationKey(address, port),
		};
		const plan = await ports.operator?.prepare({kind: 'return', servers: [item], weight});
		if (plan?.kind !== 'plan') {
			return `its weight stays 0: ${plan?.why ?? 'nothing can be changed here'}`;
		}
		const performed = await ports.operator?.startRamps(plan, {});
		return performed?.kind === 'done'
			? `weight rises to ${weight} in 5 min`
			: 'its weight stays 0: it could not be raised';
	},
};

export const serverFormOverlay = lineForm(serverForm);

/** What others changed meanwhile comes into the fields that were not touched here, so that an edit never takes it back. */
const rebased = (own: Own, state: TuiState): Own => {
	const {subject} = own;
	const {sample} = state.sampler;
	const view = sample && viewOf(sample, matchKey(subject.service.match));
	if (view === undefined || !view.isDetailed) {
		return own;
	}
	const {present} = subject;
	const key = present && destinationKey(present.address, present.port);
	const fresh = key === undefined ? undefined : view.destinations.get(key);
	const load = key === undefined ? emptyLoad : (view.loads.get(key) ?? emptyLoad);
	const next: ServerSubject = {
		...subject,
		service: view.service,
		servers: view.destinations,
		present: fresh ?? present,
		connections: leftOf({...load, persistent: 0}),
	};
	return present === undefined || fresh === undefined || own.lineFault !== undefined
		? {...own, subject: next}
		: {
				...own,
				subject: next,
				form: {
					...own.form,
					values: untouched(own.form.values, valuesOfServer(present), valuesOfServer(fresh)),
				},
			};
};
