import {addressText} from '../../../model/address.ts';
import {forwarding, destinationKey, tunnelType} from '../../../model/destination.ts';
import {endpointText, familyOfMatch} from '../../../model/service.ts';
import {methodWord} from '../../../operator/settings.ts';
import {rampCaution} from '../../../operator/weight-caution.ts';
import {numberOfField, textOfField, type FormState} from '../../form/form.ts';
import {addressFault, unfitForServer} from '../address-fault.ts';
import {addressOf, serverOf, type ServerSubject} from './values.ts';

/** What is wrong, by the name of the field: why, and what to do. Numbers out of their range are the form's own business. */
export const serverProblems = (
	form: FormState,
	subject: ServerSubject,
): Readonly<Record<string, string | undefined>> => {
	const {upperThreshold, lowerThreshold} = serverOf(form, subject);
	return {
		...(subject.present === undefined
			? {address: addressProblem(form, subject), port: portProblem(form, subject)}
			: {method: familyProblem(form, subject)}),
		lower:
			lowerThreshold > upperThreshold
				? `at most the upper limit, ${upperThreshold}; 0 stands for three quarters of it`
				: undefined,
		ramp: rampProblem(form),
	};
};

const addressProblem = (form: FormState, subject: ServerSubject): string | undefined => {
	const address = addressOf(form);
	if (address === undefined) {
		return addressFault(textOfField(form, 'address'), exampleFor(subject));
	}
	const port = numberOfField(form, 'port');
	const key = destinationKey(address, port);
	return (
		unfitForServer(address) ??
		familyProblem(form, subject) ??
		(subject.servers.has(key)
			? `${endpointText(address, port)} is in this service already; e edits it`
			: undefined)
	);
};

/** Only the outer addresses of a tunnel may be of another family. */
const familyProblem = (form: FormState, subject: ServerSubject): string | undefined => {
	const {address, method} = serverOf(form, subject);
	const family = familyOfMatch(subject.service.match);
	return address.family === family || method === forwarding.tunneling
		? undefined
		: `${familyWords[address.family]} server of an ${familyWords[family]} service: only TUN can do that`;
};

const portProblem = (form: FormState, {service: {match}}: ServerSubject): string | undefined => {
	const method = Number(textOfField(form, 'method'));
	return match.kind === 'mark' ||
		method === forwarding.masquerading ||
		numberOfField(form, 'port') === match.port
		? undefined
		: `${methodWord(method)} keeps the port: it must be ${match.port}; NAT can change it`;
};

const rampProblem = (form: FormState): string | undefined => {
	const text = textOfField(form, 'ramp');
	const value = numberOfField(form, 'ramp');
	return text === '' || (value >= 1 && value <= largestWeight)
		? undefined
		: `a weight from 1 to ${largestWeight}, or nothing for no ramp`;
};

/** What a person should know before, though it can be done. */
export const serverWarnings = (form: FormState, subject: ServerSubject): readonly string[] => {
	const server = serverOf(form, subject);
	const {match} = subject.service;
	const others = [...subject.servers.values()];
	const {present} = subject;
	const isNew = present === undefined;
	const [other] = others;
	return [
		...(match.kind === 'address' &&
		isNew &&
		addressOf(form) !== undefined &&
		addressText(server.address) === addressText(match.address)
			? ['this is the address of the virtual service itself']
			: []),
		...(isNew && other !== undefined && others.every(({method}) => method !== server.method)
			? [`the other servers of this service are ${methodWord(other.method)}`]
			: []),
		...(present !== undefined && present.method !== server.method
			? [`connections that are open stay ${methodWord(present.method)}`]
			: []),
		...(server.weight === 0 && isNew && textOfField(form, 'ramp') === ''
			? ['weight 0: it gets no connections until its weight is raised']
			: []),
		...(server.weight === 0 && isNew && numberOfField(form, 'ramp') > 1
			? optional(rampCaution(subject.service.scheduler))
			: []),
		...(server.weight > 65_535 ? ['other builds of ipvsadm take no weight above 65535'] : []),
		...(server.upperThreshold > 0 && subject.connections >= server.upperThreshold
			? [
					`it has ${subject.connections} connections now: it gets no new ones until they are fewer than ${server.lowerThreshold || Math.floor((server.upperThreshold * 3) / 4)}`,
				]
			: []),
		...(server.method === forwarding.tunneling && server.tunnel.type === tunnelType.gue
			? ['GUE needs a kernel from 5.3 on, and a FOU port on the server']
			: []),
	];
};

const optional = (text: string | undefined): readonly string[] =>
	text === undefined ? [] : [text];

const exampleFor = ({service: {match}}: ServerSubject): string =>
	familyOfMatch(match) === 'ipv6' ? '2001:db8::14' : '10.0.0.14';

const familyWords = {ipv4: 'IPv4', ipv6: 'IPv6'} as const;

/** What the kernel takes. */
export const largestWeight = 2_147_483_647;
