import {familyOfMatch, matchKey, serviceFlag} from '../../../model/service.ts';
import {numberOfField, textOfField, type FormState} from '../../form/form.ts';
import {addressFault} from '../address-fault.ts';
import {schedulers} from './schedulers.ts';
import {addressOf, matchOf, netmaskIn, serviceOf, type ServiceSubject} from './values.ts';

/** What is wrong, by the name of the field: why, and what to do. */
export const serviceProblems = (
	form: FormState,
	subject: ServiceSubject,
): Readonly<Record<string, string | undefined>> => {
	const isNew = subject.present === undefined;
	const isMark = textOfField(form, 'kind') === 'fwmark';
	const duplicate = duplicateOf(form, subject);
	return {
		...(isNew && !isMark
			? {
					address:
						addressOf(form) === undefined
							? addressFault(textOfField(form, 'address'), '192.0.2.10')
							: duplicate,
				}
			: {}),
		...(isNew && isMark ? {mark: duplicate} : {}),
		persistence: portProblem(form, subject),
		scheduler: schedulerProblem(form, subject),
		netmask: netmaskProblem(form, subject),
		engine: /^\S{0,16}$/.test(textOfField(form, 'engine'))
			? undefined
			: 'a name of at most 16 characters, such as sip',
	};
};

const duplicateOf = (form: FormState, subject: ServiceSubject): string | undefined => {
	const match = matchOf(form, subject);
	return match !== undefined && subject.present === undefined && subject.known.has(matchKey(match))
		? `there is a service ${matchKey(match)} already; e edits it`
		: undefined;
};

const portProblem = (form: FormState, subject: ServiceSubject): string | undefined => {
	const match = matchOf(form, subject);
	return match?.kind === 'address' && match.port === 0 && !(numberOfField(form, 'persistence') > 0)
		? 'a service on all ports (port 0) must be persistent: give seconds, such as 360'
		: undefined;
};

const schedulerProblem = (form: FormState, subject: ServiceSubject): string | undefined => {
	const name = textOfField(form, 'scheduler');
	return Object.hasOwn(schedulers, name) || subject.schedulers.has(name)
		? undefined
		: `one of ${Object.keys(schedulers).join(' ')}`;
};

const netmaskProblem = (form: FormState, subject: ServiceSubject): string | undefined => {
	const text = textOfField(form, 'netmask');
	const {match} = serviceOf(form, subject);
	const family = familyOfMatch(match);
	if (text === '' || netmaskIn(text, family) !== undefined) {
		return undefined;
	}
	return family === 'ipv6'
		? 'a prefix length from 1 to 128, or nothing for single clients'
		: 'a mask such as 255.255.255.0, or nothing for single clients';
};

/** What a person should know before, though it can be done. */
export const serviceWarnings = (form: FormState, subject: ServiceSubject): readonly string[] => {
	const service = serviceOf(form, subject);
	const {present} = subject;
	const isPersistent = (service.flags & serviceFlag.persistent) !== 0;
	const wasPersistent = present !== undefined && (present.flags & serviceFlag.persistent) !== 0;
	return [
		...(present !== undefined && present.scheduler !== service.scheduler
			? [`new connections go by ${service.scheduler} from then on; open ones stay where they are`]
			: []),
		...(wasPersistent && !isPersistent
			? ['clients may come to another server with their next connection']
			: []),
		...(wasPersistent && isPersistent && present.timeout !== service.timeout
			? ['templates that are there keep the time they began with until they are used again']
			: []),
		...(service.persistenceEngine !== '' && !isPersistent
			? ['a persistence engine does nothing without persistence']
			: []),
		...(service.persistenceEngine !== '' && service.persistenceEngine !== 'sip'
			? ['the kernel itself only has the engine sip']
			: []),
		...(present === undefined ? ['it has no real servers yet: a adds them'] : []),
	];
};
