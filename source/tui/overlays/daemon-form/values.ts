import {changeLine} from '../../../ipvsadm/unparse.ts';
import {addressText, parseIpv4, parseIpv6} from '../../../model/address.ts';
import type {Change} from '../../../model/change.ts';
import type {Daemon, DaemonRole} from '../../../model/director.ts';
import {readLine} from '../../../operator/lines.ts';
import {numberOfField, textOfField, type FormState} from '../../form/form.ts';
import {textInput} from '../../form/text-input.ts';
import type {FieldValues} from '../line-form/state.ts';

export type DaemonSubject = {readonly role: DaemonRole};

/** The fields with a daemon in them; nothing where the kernel chooses. */
export const valuesOfDaemon = (daemon: Daemon): FieldValues => {
	const {group} = daemon;
	return {
		interface: textInput(daemon.interface),
		syncId: textInput(String(daemon.syncId)),
		group: textInput(
			group === undefined
				? ''
				: addressText({family: group.length === 16 ? 'ipv6' : 'ipv4', bytes: group}),
		),
		port: textInput(numberText(daemon.port)),
		ttl: textInput(numberText(daemon.ttl)),
		maxLength: textInput(numberText(daemon.maxLength)),
	};
};

const numberText = (value: number | undefined): string =>
	value === undefined ? '' : String(value);

export const daemonOf = (form: FormState, {role}: DaemonSubject): Daemon => {
	const optional = (name: string): number | undefined => numberOfField(form, name) || undefined;
	const group = textOfField(form, 'group');
	return {
		role,
		interface: textOfField(form, 'interface'),
		syncId: numberOfField(form, 'syncId') || 0,
		group: (parseIpv4(group) ?? parseIpv6(group))?.bytes,
		port: optional('port'),
		ttl: optional('ttl'),
		maxLength: optional('maxLength'),
	};
};

export const changeOfDaemon = (form: FormState, subject: DaemonSubject): Change => ({
	kind: 'start-daemon',
	daemon: daemonOf(form, subject),
});

export const lineOfDaemon = (form: FormState, subject: DaemonSubject): string =>
	changeLine(changeOfDaemon(form, subject));

export const valuesOfLine = (line: string, {role}: DaemonSubject): FieldValues | string => {
	const change = readLine(line);
	if (typeof change === 'string') {
		return change;
	}
	return change.kind === 'start-daemon' && change.daemon.role === role
		? valuesOfDaemon(change.daemon)
		: `this form takes a line with --start-daemon ${role}; others go into the command line (:)`;
};

/** What is wrong, by the name of the field. */
export const daemonProblems = (form: FormState): Readonly<Record<string, string | undefined>> => ({
	interface: interfaceProblem(textOfField(form, 'interface')),
	group: groupProblem(textOfField(form, 'group')),
	port: rangeProblem(form, 'port', 65_535),
	ttl: rangeProblem(form, 'ttl', 255),
	maxLength: rangeProblem(form, 'maxLength', 65_507),
});

const interfaceProblem = (name: string): string | undefined => {
	if (name === '') {
		return 'the interface towards the other director, such as eth1';
	}
	return /^[^\s/]{1,15}$/.test(name) ? undefined : 'names of interfaces have at most 15 characters';
};

const groupProblem = (text: string): string | undefined => {
	if (text === '') {
		return undefined;
	}
	const address = parseIpv4(text) ?? parseIpv6(text);
	const [first = 0] = address?.bytes ?? [];
	return address !== undefined && (address.family === 'ipv4' ? first >> 4 === 0xe : first === 0xff)
		? undefined
		: 'a multicast group, such as 224.0.0.81 or ff02::81, or nothing for the usual one';
};

const rangeProblem = (form: FormState, name: string, most: number): string | undefined => {
	const value = numberOfField(form, name);
	return textOfField(form, name) === '' || (value >= 1 && value <= most)
		? undefined
		: `a whole number from 1 to ${most}, or nothing for the usual one`;
};
