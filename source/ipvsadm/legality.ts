import {forwarding, tunnelType} from '../model/destination.ts';
import {protocols} from '../model/service.ts';
import type {Draft} from './draft.ts';
import type {SubjectName} from './subjects.ts';
import {legalityOf, subjectIndex, subjectNames} from './words.ts';

/** The first option that is missing, illegal or in conflict for this command, as a message. */
export const illegalCombination = ({command, given}: Draft): string | undefined => {
	const legality = legalityOf(command);
	let alone = -1;
	for (let index = 0; index < legality.length; index += 1) {
		const rule = legality[index];
		if (given[index] === 0) {
			if (rule === 'must') {
				return `You need to supply the '${subjectNames[index]}' option for the '${command}' command`;
			}
		} else if (rule === undefined) {
			return `Illegal '${subjectNames[index]}' option with the '${command}' command`;
		} else if (rule === 'alone') {
			if (alone !== -1) {
				return `The option '${subjectNames[index]}' conflicts with the '${subjectNames[alone]}' option in the '${command}' command`;
			}
			alone = index;
		}
	}
	return undefined;
};

/** What ipvsadm checks once the options as such fit the command. */
export const illegalMeaning = (draft: Draft): string | undefined =>
	meaningChecks[draft.command]?.(draft);

const service = ({mark, port, persistence, isOnePacket, protocol}: Draft): string | undefined => {
	if (mark !== 0) {
		return undefined;
	}
	if (port === 0 && persistence === undefined) {
		return 'Zero port specified for non-persistent service';
	}
	return isOnePacket && protocol !== protocols.udp
		? 'One-Packet Scheduling is only for UDP virtual services'
		: undefined;
};

const server = (draft: Draft): string | undefined => {
	const isTunnel = draft.method === forwarding.tunneling;
	if (draft.serverAddress?.family !== draft.family && !isTunnel) {
		return 'Different address family is allowed only for tunneling servers';
	}
	if (isTunnel) {
		return illegalTunnel(draft);
	}
	return has(draft, 'tun-type') || tunnelSubjects.some(subject => has(draft, subject))
		? 'Tunnel options conflict with forward method'
		: undefined;
};

const illegalTunnel = (draft: Draft): string | undefined => {
	const type = tunnelNames[draft.tunnelType] ?? 'ipip';
	let alone: SubjectName | undefined;
	for (const subject of tunnelSubjects) {
		const rule = tunnelRules[type][subject];
		if (!has(draft, subject)) {
			if (rule === 'must') {
				return `You need to supply the '${subject}' option for the '${type}' tunnel type`;
			}
		} else if (rule === undefined) {
			return `Illegal '${subject}' option with the '${type}' tunnel type`;
		} else if (rule === 'alone') {
			if (alone !== undefined) {
				return `The option '${subject}' conflicts with the '${alone}' option in the '${type}' tunnel type`;
			}
			alone = subject;
		}
	}
	return undefined;
};

const list = (draft: Draft): string | undefined => {
	const isClock = has(draft, 'timeout') || has(draft, 'daemon');
	const isCounted = has(draft, 'stats') || has(draft, 'rate') || has(draft, 'thresholds');
	return (isCounted && (isClock || has(draft, 'connection'))) ||
		(isClock && has(draft, 'persistent-conn'))
		? 'options conflicts in the list command'
		: undefined;
};

const meaningChecks: Readonly<
	Partial<Record<Draft['command'], (draft: Draft) => string | undefined>>
> = {
	'add-service': service,
	'edit-service': service,
	'add-server': server,
	'edit-server': server,
	list,
};

export const has = ({given}: Draft, subject: SubjectName): boolean =>
	given[positions[subject] ?? -1] === 1;

const positions: Readonly<Record<string, number>> = Object.fromEntries(
	subjectNames.map(name => [name, subjectIndex(name)]),
);

const tunnelSubjects = ['tun-port', 'tun-nocsum', 'tun-csum', 'tun-remcsum'] as const;
type TunnelRule = Readonly<Partial<Record<(typeof tunnelSubjects)[number], 'must' | 'alone'>>>;

const tunnelRules: Readonly<Record<keyof typeof tunnelType, TunnelRule>> = {
	ipip: {},
	gue: {'tun-port': 'must', 'tun-nocsum': 'alone', 'tun-csum': 'alone', 'tun-remcsum': 'alone'},
	gre: {'tun-nocsum': 'alone', 'tun-csum': 'alone'},
};

const tunnelNames = Object.keys(tunnelType) as (keyof typeof tunnelType)[];
