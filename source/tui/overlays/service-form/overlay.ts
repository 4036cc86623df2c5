import {matchKey, type Service} from '../../../model/service.ts';
import {viewOf} from '../../../operator/situation.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import {lineForm} from '../line-form/line-form.ts';
import type {LineFormOptions} from '../line-form/options.ts';
import {untouched, type LineFormState, type Remark} from '../line-form/state.ts';
import {serviceFields} from './fields.ts';
import {serviceWarnings} from './problems.ts';
import {
	changeOfService,
	lineOfService,
	serviceOf,
	valuesOfLine,
	valuesOfService,
	type ServiceSubject,
} from './values.ts';

export const serviceFormHandle = overlayHandle<LineFormState<ServiceSubject>>('service-form');

export const serviceForm: LineFormOptions<ServiceSubject> = {
	handle: serviceFormHandle,
	title: 'Virtual service',
	heading: ({present}) =>
		present === undefined ? 'Add a virtual service' : `Edit ${matchKey(present.match)}`,
	verb: ({present}) => (present === undefined ? 'Add' : 'Change'),
	done: ({form, subject}) =>
		`${subject.present === undefined ? 'added' : 'changed'} ${matchKey(serviceOf(form, subject).match)}`,
	added: ({form, subject}) =>
		subject.present === undefined ? {service: matchKey(serviceOf(form, subject).match)} : undefined,
	fields: serviceFields,
	line: ({form, subject}) => lineOfService(form, subject),
	read: (line, {subject}) => valuesOfLine(line, subject),
	change: ({form, subject}) => changeOfService(form, subject),
	rare: () => 'netmask, engine, one-packet, scheduler flags',
	remarks: ({form, subject}) =>
		serviceWarnings(form, subject).map((text): Remark => ({text, tone: 'warning'})),
	rebased: (own, state) => {
		const {sample} = state.sampler;
		const {present} = own.subject;
		const fresh: Service | undefined =
			present && sample && viewOf(sample, matchKey(present.match))?.service;
		return present === undefined || fresh === undefined || own.lineFault !== undefined
			? own
			: {
					...own,
					subject: {...own.subject, present: fresh},
					form: {
						...own.form,
						values: untouched(own.form.values, valuesOfService(present), valuesOfService(fresh)),
					},
				};
	},
};

export const serviceFormOverlay = lineForm(serviceForm);
