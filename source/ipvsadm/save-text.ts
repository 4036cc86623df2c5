import {familyNumber} from '../model/address.ts';
import {forwarding} from '../model/destination.ts';
import {serviceFlag} from '../model/service.ts';
import type {DestinationColumns, ServiceColumns, Table} from '../model/table.ts';
import {asciiBytes} from './byte-text.ts';
import type {EndpointWriter} from './endpoint-text.ts';
import {destinationSorter, sortedServices} from './order.ts';
import {put, putByte, putBytes, putNumber, startLine, textOf, type Page} from './page.ts';
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
): string => textOf(page => writeSave(page, table, endpoint, style));

/** The same onto a page. */
// oxlint-disable-next-line max-params -- the page and what `saveText` takes
export const writeSave = (
	page: Page,
	table: Table,
	endpoint: EndpointWriter,
	style: SaveStyle = 'usual',
): void => {
	const {services, destinations, firstDestination} = table;
	const rowsOf = destinationSorter(table);
	const order = sortedServices(services);
	// No iterator: its steps would be most of the garbage of a large table.
	for (let place = 0; place < order.length; place += 1) {
		const row = order[place] ?? 0;
		startLine(page);
		const protocol = services.mark[row] === 0 ? (services.protocol[row] ?? 0) : 0;
		put(page, '-A ');
		const start = page.at;
		writeService(page, services, row, {endpoint, style});
		const service = page.bytes.slice(start, page.at);
		put(page, settingWords(services, row, style));
		putByte(page, lineFeed);
		const count = (firstDestination[row + 1] ?? 0) - (firstDestination[row] ?? 0);
		const rows = rowsOf(row);
		for (let index = 0; index < count; index += 1) {
			const destination = rows[index] ?? 0;
			startLine(page);
			putBytes(page, addition);
			putBytes(page, service);
			putBytes(page, server);
			endpoint(page, destinations, destination, protocol);
			putByte(page, blank);
			writeServer(page, destinations, destination);
			if (style === 'full') {
				put(page, thresholdWords(destinations, destination));
			}
			putByte(page, lineFeed);
		}
	}
};

const blank = 32;
const lineFeed = 10;
const addition = asciiBytes('-a ');
const server = asciiBytes(' -r ');
const weightWord = asciiBytes(' -w ');

// oxlint-disable-next-line max-params -- as above
const writeService = (
	page: Page,
	services: ServiceColumns,
	row: number,
	{endpoint, style}: {endpoint: EndpointWriter; style: SaveStyle},
): void => {
	const mark = services.mark[row] ?? 0;
	if (mark !== 0) {
		const isWide = services.family[row] === familyNumber.ipv6;
		// Signed, as ipvsadm writes it, though it refuses to read it back.
		put(page, `-f ${style === 'full' ? mark : mark | 0}${isWide ? ' -6' : ''}`);
		return;
	}
	const number = services.protocol[row] ?? 0;
	put(page, serviceOption(number));
	putByte(page, blank);
	endpoint(page, services, row, number);
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

const writeServer = (
	page: Page,
	{method, weight, tunnelType, tunnelPort, tunnelFlags}: DestinationColumns,
	row: number,
): void => {
	const number = method[row] ?? forwarding.directRouting;
	put(page, methodOption(number));
	putBytes(page, weightWord);
	putNumber(page, weight[row] ?? 0);
	if (number === forwarding.tunneling) {
		const tunnel = {
			type: tunnelType[row] ?? 0,
			port: tunnelPort[row] ?? 0,
			flags: tunnelFlags[row] ?? 0,
		};
		put(page, ` ${tunnelArguments(tunnel).join(' ')}`);
	}
};
