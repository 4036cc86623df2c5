import {familyNumber} from '../model/address.ts';
import {forwarding} from '../model/destination.ts';
import {serviceFlag} from '../model/service.ts';
import type {DestinationColumns, ServiceColumns, Table} from '../model/table.ts';
import type {EndpointWriter} from './endpoint-text.ts';
import {sortedDestinations, sortedServices} from './order.ts';
import {schedulerBits, schedulerFlagsText} from './scheduler-flags.ts';
import {partialMask} from './service-text.ts';
import {methodOption, serviceOption, tunnelArguments} from './unparse.ts';

/**
- `usual`: what -S prints. It leaves out thresholds and some flags, and writes large firewall marks so that nothing reads them back.
- `full`: also these, in options that -R takes.
*/
export type SaveStyle = 'usual' | 'full';

/**
The table as commands. Not all of the director: timeouts and daemons are left out, and so is the mask of a service without
persistence.
*/
export const saveText = (
	table: Table,
	endpoint: EndpointWriter,
	style: SaveStyle = 'usual',
): string => [...saveLines(table, endpoint, style)].join('');

/** The same in pieces of whole lines. */
export function* saveLines(
	table: Table,
	endpoint: EndpointWriter,
	style: SaveStyle = 'usual',
): Generator<string> {
	const {services, destinations} = table;
	for (const row of sortedServices(services)) {
		const service = serviceWords(services, row, endpoint, style);
		const protocol = services.mark[row] === 0 ? (services.protocol[row] ?? 0) : 0;
		let text = `-A ${service}${settingWords(services, row, style)}\n`;
		for (const destination of sortedDestinations(table, row)) {
			const {family, address, port} = destinations;
			const server = endpoint(
				family[destination] ?? 0,
				address,
				destination * 16,
				port[destination] ?? 0,
				protocol,
			);
			text += `-a ${service} -r ${server} ${serverWords(destinations, destination)}${style === 'full' ? thresholdWords(destinations, destination) : ''}\n`;
		}
		yield text;
	}
}

const serviceWords = (
	{mark, family, protocol, address, port}: ServiceColumns,
	row: number,
	endpoint: EndpointWriter,
	style: SaveStyle,
): string => {
	const value = mark[row] ?? 0;
	if (value !== 0) {
		// Signed, as ipvsadm writes it, though it refuses to read it back.
		return `-f ${style === 'full' ? value : value | 0}${family[row] === familyNumber.ipv6 ? ' -6' : ''}`;
	}
	const number = protocol[row] ?? 0;
	return `${serviceOption(number)} ${endpoint(family[row] ?? 0, address, row * 16, port[row] ?? 0, number)}`;
};

const settingWords = (services: ServiceColumns, row: number, style: SaveStyle): string => {
	const flags = services.flags[row] ?? 0;
	const scheduler = services.scheduler[row] ?? '';
	const engine = services.persistenceEngine[row] ?? '';
	let text = ` -s ${scheduler}`;
	if ((flags & serviceFlag.persistent) !== 0) {
		const mask = partialMask(services.family[row] ?? 0, services.netmask[row] ?? 0);
		text += ` -p ${services.timeout[row]}${mask === undefined ? '' : ` -M ${mask}`}`;
	}
	text += engine === '' ? '' : ` --pe ${engine}`;
	text += (flags & serviceFlag.onePacket) === 0 ? '' : ' -o';
	return (flags & schedulerBits) === 0
		? text
		: `${text} -b ${schedulerFlagsText(flags, scheduler, style === 'full' ? 'complete' : 'listed')}`;
};

const thresholdWords = (
	{upperThreshold, lowerThreshold}: DestinationColumns,
	row: number,
): string => {
	const upper = upperThreshold[row] ?? 0;
	const lower = lowerThreshold[row] ?? 0;
	return `${upper === 0 ? '' : ` -x ${upper}`}${lower === 0 ? '' : ` -y ${lower}`}`;
};

const serverWords = (
	{method, weight, tunnelType, tunnelPort, tunnelFlags}: DestinationColumns,
	row: number,
): string => {
	const number = method[row] ?? forwarding.directRouting;
	const words = `${methodOption(number)} -w ${weight[row]}`;
	if (number !== forwarding.tunneling) {
		return words;
	}
	const tunnel = {
		type: tunnelType[row] ?? 0,
		port: tunnelPort[row] ?? 0,
		flags: tunnelFlags[row] ?? 0,
	};
	return `${words} ${tunnelArguments(tunnel).join(' ')}`;
};
