import {parseIpv6} from '../../model/address.ts';
import type {Match} from '../../model/service.ts';
import type {ServerName} from '../../plan/drain.ts';
import type {OptionName} from '../../ipvsadm/options.ts';
import {readArguments} from '../../ipvsadm/popt.ts';
import {command, option} from '../../ipvsadm/unparse.ts';
import {openNames} from '../ipvsadm/names.ts';
import {understand} from '../ipvsadm/session.ts';
import type {WordCall} from './word.ts';

/** A real server and perhaps a weight, in ipvsadm's notation. */
export type ServerArguments = {
	readonly match: Match;
	readonly server: ServerName;
	/** Undefined when none was given. */
	readonly weight: number | undefined;
};

/**
Reads `-t VIP:PORT -r SERVER` and the like. ipvsadm's own grammar reads the values, so that everything is understood here as there.

@param takesWeight - whether -w may be among them
@returns one sentence when something does not fit
*/
export const readServer = async (
	argv: readonly string[],
	{takesWeight, names = openNames()}: {readonly takesWeight: boolean} & Pick<WordCall, 'names'>,
): Promise<ServerArguments | string> => {
	const given = optionsOf(argv, takesWeight);
	if (typeof given === 'string') {
		return given;
	}
	const service = serviceOptions.flatMap(name => argumentsOf(given, name));
	const server = argumentsOf(given, 'real-server');
	if (service.length === 0 || server.length === 0) {
		return 'a service and a server are needed, such as -t 192.0.2.1:80 -r 198.51.100.1';
	}
	const circumstances = {program: 'ipvs-tui', names, source: 'restore'} as const;
	const found = await understand([command('delete-server'), ...service, ...server], circumstances);
	if (found.kind !== 'change' || found.change.kind !== 'delete-destination') {
		return found.kind === 'refused' ? found.stderr.trim() : 'this is no server';
	}
	const {match, address, port} = found.change;
	const isPortGiven = hasPort(given.get('real-server') ?? '');
	const weight = await weightOf(
		[...service, ...server, ...argumentsOf(given, 'weight')],
		circumstances,
	);
	return typeof weight === 'string'
		? weight
		: {
				match,
				server: {address, port: isPortGiven ? port : undefined, usualPort: port},
				weight: given.has('weight') ? weight : undefined,
			};
};

const optionsOf = (
	argv: readonly string[],
	takesWeight: boolean,
): ReadonlyMap<OptionName, string> | string => {
	const given = new Map<OptionName, string>();
	const found = readArguments(argv);
	for (let word = found.next(); word !== 'end'; word = found.next()) {
		if (typeof word === 'string') {
			return `${found.lastConsumed()}: ${word}`;
		}
		if (word.kind === 'command') {
			return `${found.lastConsumed()} is a command of ipvsadm and has no place here`;
		}
		if (word.option === 'weight' ? !takesWeight : !known.has(word.option)) {
			return `${option(word.option)} has no place here: method, thresholds and tunnel stay what they are`;
		}
		if (given.has(word.option) && word.option !== 'ipv6') {
			return `${option(word.option)} was given twice`;
		}
		given.set(word.option, found.value ?? '');
	}
	return found.positionals[0] === undefined ? given : `unexpected argument ${found.positionals[0]}`;
};

const argumentsOf = (
	given: ReadonlyMap<OptionName, string>,
	name: OptionName,
): readonly string[] => {
	const value = given.get(name);
	if (value === undefined) {
		return [];
	}
	return name === 'ipv6' ? [option(name)] : [option(name), value];
};

/** Any forwarding method would do; a tunnel is the only one that takes every mixture of address families. */
const weightOf = async (
	argv: readonly string[],
	circumstances: Parameters<typeof understand>[1],
): Promise<number | string> => {
	const edit = await understand([command('edit-server'), ...argv, option('ipip')], circumstances);
	if (edit.kind === 'change' && edit.change.kind === 'edit-destination') {
		return edit.change.destination.weight;
	}
	return edit.kind === 'refused' ? edit.stderr.trim() : 'this is no weight';
};

/** `[2001:db8::1]:80` and `192.0.2.1:80` have one, `2001:db8::1:80` has none. */
const hasPort = (text: string): boolean =>
	text.startsWith('[')
		? text.includes(']:') && (text.includes('::') || text.split(':').length > 3)
		: parseIpv6(text) === undefined && text.includes(':');

const serviceOptions = [
	'tcp-service',
	'udp-service',
	'sctp-service',
	'fwmark-service',
	'ipv6',
] as const satisfies readonly OptionName[];

const known: ReadonlySet<OptionName> = new Set([...serviceOptions, 'real-server']);
