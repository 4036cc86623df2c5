import {tunnelFlag, tunnelType, forwarding} from '../model/destination.ts';
import {counter, counterCount, type DestinationColumns} from '../model/table.ts';
import {putExactCount, putScaledCount, type CountWriter} from './count.ts';
import {asciiBytes} from './byte-text.ts';
import {padTo, put, putByte, putBytes, putLeft, putRight, type Page} from './page.ts';
import type {TableFormat} from './parsed.ts';

type RowWriter = (page: Page, destinations: DestinationColumns, row: number) => void;

/** Writes the counters that begin at a cell. */
type CounterWriter = (page: Page, counters: Float64Array, cell: number) => void;

export type TableColumns = {
	/** Two lines. */
	readonly title: string;
	/** What follows the name of a service: its settings, or its counters. */
	readonly ofService: 'settings' | CounterWriter;
	readonly ofDestination: RowWriter;
};

export const columnsOf = (format: TableFormat, isExact: boolean): TableColumns => {
	const count = isExact ? putExactCount : putScaledCount;
	switch (format) {
		case 'stats':
			return counted(stats, totals(count));
		case 'rate':
			return counted(rate, rates(count));
		default:
			return settings[format];
	}
};

const counted = (titles: readonly string[], write: CounterWriter): TableColumns => ({
	title: `${nameTitle.padEnd(33)} ${titles.map(title => title.padStart(8)).join(' ')}\n${serverTitle}`,
	ofService: write,
	ofDestination: (page, {counters}, row) => write(page, counters, row * counterCount),
});

const totals =
	(count: CountWriter): CounterWriter =>
	(page, counters, cell) => {
		for (let which: number = counter.connections; which <= counter.outBytes; which += 1) {
			count(page, counters[cell + which] ?? 0);
		}
	};

/** Connections and packets per second are never scaled. */
const rates =
	(count: CountWriter): CounterWriter =>
	(page, counters, cell) => {
		for (let which: number = counter.connectionRate; which <= counter.outPacketRate; which += 1) {
			putByte(page, blank);
			putRight(page, counters[cell + which] ?? 0, 8);
		}
		count(page, counters[cell + counter.inByteRate] ?? 0);
		count(page, counters[cell + counter.outByteRate] ?? 0);
	};

const nameTitle = 'Prot LocalAddress:Port';
const serverTitle = '  -> RemoteAddress:Port';
const settingsTitle = `${nameTitle} Scheduler Flags\n${serverTitle}`;
const stats = ['Conns', 'InPkts', 'OutPkts', 'InBytes', 'OutBytes'];
const rate = ['CPS', 'InPPS', 'OutPPS', 'InBPS', 'OutBPS'];

const settings: Readonly<Record<Exclude<TableFormat, 'stats' | 'rate'>, TableColumns>> = {
	default: {
		title: `${settingsTitle}           Forward Weight ActiveConn InActConn`,
		ofService: 'settings',
		ofDestination: (page, {method, weight, active, inactive}, row) => {
			putByte(page, blank);
			putBytes(page, forwardName(method[row]));
			putCell(page, weight[row], 6);
			putCell(page, active[row], 10);
			putCell(page, inactive[row], 10);
		},
	},
	'tun-info': {
		title: `${settingsTitle}           Forward TunnelInfo    Weight ActiveConn InActConn`,
		ofService: 'settings',
		ofDestination: (page, destinations, row) => {
			const {method, weight, active, inactive} = destinations;
			putByte(page, blank);
			putBytes(page, forwardName(method[row]));
			putByte(page, blank);
			const start = page.at;
			put(page, tunnelInfo(destinations, row));
			padTo(page, start + 13);
			putCell(page, weight[row], 6);
			putCell(page, active[row], 10);
			putCell(page, inactive[row], 10);
		},
	},
	thresholds: {
		title: `${nameTitle.padEnd(33)} Uthreshold Lthreshold ActiveConn InActConn \n${serverTitle}`,
		ofService: 'settings',
		ofDestination: (page, {upperThreshold, lowerThreshold, active, inactive}, row) => {
			putCell(page, upperThreshold[row], 10);
			putCell(page, lowerThreshold[row], 10);
			putCell(page, active[row], 10);
			putCell(page, inactive[row], 10);
		},
	},
	'persistent-conn': {
		title: `${nameTitle.padEnd(33)} Weight    PersistConn ActiveConn InActConn \n${serverTitle}`,
		ofService: 'settings',
		ofDestination: (page, {weight, persistent, active, inactive}, row) => {
			putCell(page, weight[row], 9);
			putCell(page, persistent[row], 11);
			putCell(page, active[row], 10);
			putCell(page, inactive[row], 10);
		},
	},
};

/** A blank, and a number to the left of so many columns. */
const putCell = (page: Page, value: number | undefined, width: number): void => {
	putByte(page, blank);
	putLeft(page, value ?? 0, width);
};

/** Seven wide; printf writes its own word for the methods that have no name. */
const forwardName = (method: number | undefined): Uint8Array =>
	forwardNames[method ?? -1] ?? noName;

const forwardNames: Readonly<Record<number, Uint8Array>> = {
	[forwarding.masquerading]: asciiBytes('Masq   '),
	[forwarding.local]: asciiBytes('Local  '),
	[forwarding.tunneling]: asciiBytes('Tunnel '),
	[forwarding.directRouting]: asciiBytes('Route  '),
};
const noName = asciiBytes('(null) ');

const tunnelInfo = (
	{method, tunnelType: type, tunnelPort, tunnelFlags}: DestinationColumns,
	row: number,
): string => {
	if (method[row] !== forwarding.tunneling) {
		return 'n/a';
	}
	const sums = checksumNames[tunnelFlags[row] ?? 0] ?? '';
	switch (type[row]) {
		case tunnelType.ipip:
			return 'ipip';
		case tunnelType.gue:
			return `gue:${tunnelPort[row]}:${sums}`;
		case tunnelType.gre:
			return `gre:${sums}`;
		default:
			return 'n/a';
	}
};

const checksumNames: Readonly<Record<number, string>> = {
	[tunnelFlag.noChecksum]: '-c',
	[tunnelFlag.checksum]: '+c',
	[tunnelFlag.remoteChecksum]: 'r+c',
};

const blank = 32;
