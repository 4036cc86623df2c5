import {addressText} from '../model/address.ts';
import type {Change} from '../model/change.ts';
import {
	forwarding,
	tunnelFlag,
	tunnelType,
	type Destination,
	type Tunnel,
} from '../model/destination.ts';
import type {Daemon} from '../model/director.ts';
import {
	endpointText,
	familyOfMatch,
	protocols,
	serviceFlag,
	netmaskText,
	wholeNetmask,
	type Match,
	type Service,
} from '../model/service.ts';
import {commands, type CommandName} from './commands.ts';
import {options, type OptionName} from './options.ts';
import {schedulerBits, schedulerFlagsText} from './scheduler-flags.ts';

/** A change as the arguments of ipvsadm that make it, without the program's name. Parsing them gives the same change again. */
export const changeArguments = (change: Change): readonly string[] => {
	switch (change.kind) {
		case 'add-service':
		case 'edit-service':
			return [command(change.kind), ...serviceArguments(change.service)];
		case 'delete-service':
			return [command('delete-service'), ...matchArguments(change.match)];
		case 'add-destination':
			return destinationArguments('add-server', change.match, change.destination);
		case 'edit-destination':
			return destinationArguments('edit-server', change.match, change.destination);
		case 'delete-destination':
			return [
				command('delete-server'),
				...matchArguments(change.match),
				option('real-server'),
				endpointText(change.address, change.port),
			];
		case 'zero':
			return [command('zero'), ...(change.match === undefined ? [] : matchArguments(change.match))];
		case 'flush':
			return [command('flush')];
		case 'set-timeouts': {
			const {tcp, tcpFin, udp} = change.timeouts;
			return [command('set'), String(tcp), String(tcpFin), String(udp)];
		}
		case 'start-daemon':
			return daemonArguments(change.daemon);
		case 'stop-daemon':
			return [command('stop-daemon'), change.role];
	}
};

/** The same as one line, for rules files, logs and the screen. */
export const changeLine = (change: Change): string => changeArguments(change).join(' ');

/** `-t 192.0.2.1:80`, `-f 7 -6`. */
export const matchArguments = (match: Match): readonly string[] => {
	if (match.kind === 'mark') {
		const mark = [option('fwmark-service'), String(match.mark)];
		return match.family === 'ipv6' ? [...mark, option('ipv6')] : mark;
	}
	return [serviceOption(match.protocol), endpointText(match.address, match.port)];
};

/** `--xxx-service` is what ipvsadm prints for a protocol it has no option for. */
export const serviceOption = (protocol: number): string =>
	serviceOptions[protocol] ?? '--xxx-service';

/** The short name where there is one. */
export const option = (name: OptionName): string => dashed(options[name].short, name);

export const command = (name: CommandName): string =>
	dashed(commands[name].short, commands[name].long);

/** The checksum options are always written, also the default. */
export const tunnelArguments = ({type, port, flags}: Tunnel): readonly string[] => {
	const sums = option(checksumOptions[flags] ?? 'tun-nocsum');
	switch (type) {
		case tunnelType.gue:
			return [option('tun-type'), 'gue', option('tun-port'), String(port), sums];
		case tunnelType.gre:
			return [option('tun-type'), 'gre', sums];
		default:
			return [option('tun-type'), 'ipip'];
	}
};

/** A local server is written as one behind direct routing: ipvsadm has no option for it. */
export const methodOption = (method: number): string =>
	option(methodOptions[method] ?? 'gatewaying');

const serviceArguments = ({match, scheduler, flags, ...service}: Service): readonly string[] => {
	const words = [...matchArguments(match), option('scheduler'), scheduler];
	if ((flags & serviceFlag.persistent) !== 0) {
		words.push(option('persistent'), String(service.timeout));
	}
	const family = familyOfMatch(match);
	if (service.netmask !== wholeNetmask(family)) {
		words.push(option('netmask'), netmaskText(family, service.netmask));
	}
	if (service.persistenceEngine !== '') {
		words.push(option('pe'), service.persistenceEngine);
	}
	if ((flags & serviceFlag.onePacket) !== 0) {
		words.push(option('ops'));
	}
	if ((flags & schedulerBits) !== 0) {
		words.push(option('sched-flags'), schedulerFlagsText(flags, scheduler, 'complete'));
	}
	return words;
};

const destinationArguments = (
	name: 'add-server' | 'edit-server',
	match: Match,
	destination: Destination,
): readonly string[] => {
	const {upperThreshold, lowerThreshold, method, tunnel} = destination;
	const words = [
		command(name),
		...matchArguments(match),
		option('real-server'),
		endpointText(destination.address, destination.port),
		methodOption(method),
		option('weight'),
		String(destination.weight),
	];
	if (upperThreshold !== 0) {
		words.push(option('u-threshold'), String(upperThreshold));
	}
	if (lowerThreshold !== 0) {
		words.push(option('l-threshold'), String(lowerThreshold));
	}
	if (method === forwarding.tunneling && tunnel.type !== tunnelType.ipip) {
		words.push(...tunnelArguments(tunnel));
	}
	return words;
};

const daemonArguments = (daemon: Daemon): readonly string[] => {
	const words = [
		command('start-daemon'),
		daemon.role,
		option('mcast-interface'),
		daemon.interface,
		option('syncid'),
		String(daemon.syncId),
	];
	const {maxLength, group, port, ttl} = daemon;
	if (maxLength !== undefined) {
		words.push(option('sync-maxlen'), String(maxLength));
	}
	if (group !== undefined) {
		const family = group.length === 16 ? 'ipv6' : 'ipv4';
		words.push(option('mcast-group'), addressText({family, bytes: group}));
	}
	if (port !== undefined) {
		words.push(option('mcast-port'), String(port));
	}
	if (ttl !== undefined) {
		words.push(option('mcast-ttl'), String(ttl));
	}
	return words;
};

const dashed = (short: string, long: string): string =>
	short === '' ? `--${long}` : `-${short[0]}`;

const serviceOptions: Readonly<Record<number, string>> = {
	[protocols.tcp]: option('tcp-service'),
	[protocols.udp]: option('udp-service'),
	[protocols.sctp]: option('sctp-service'),
};

const methodOptions: Readonly<Record<number, OptionName>> = {
	[forwarding.masquerading]: 'masquerading',
	[forwarding.tunneling]: 'ipip',
	[forwarding.directRouting]: 'gatewaying',
};

const checksumOptions: Readonly<Record<number, OptionName>> = {
	[tunnelFlag.noChecksum]: 'tun-nocsum',
	[tunnelFlag.checksum]: 'tun-csum',
	[tunnelFlag.remoteChecksum]: 'tun-remcsum',
};
