import {tunnelFlag, tunnelType, forwarding} from '../model/destination.ts';
import {counter, counterCount, type DestinationColumns} from '../model/table.ts';
import {exactCount, scaledCount} from './count.ts';
import type {TableFormat} from './parsed.ts';

export type RowWriter = (destinations: DestinationColumns, row: number) => string;

/** Writes the counters that begin at a cell. */
type CounterWriter = (counters: Float64Array, cell: number) => string;

export type TableColumns = {
	/** Two lines. */
	readonly title: string;
	/** What follows the name of a service: its settings, or its counters. */
	readonly ofService: 'settings' | CounterWriter;
	readonly ofDestination: RowWriter;
};

export const columnsOf = (format: TableFormat, isExact: boolean): TableColumns => {
	const count = isExact ? exactCount : scaledCount;
	switch (format) {
		case 'stats':
			return counted(stats, (counters, cell) => totals(counters, cell, count));
		case 'rate':
			return counted(rate, (counters, cell) => rates(counters, cell, count));
		default:
			return settings[format];
	}
};

const counted = (titles: readonly string[], write: CounterWriter): TableColumns => ({
	title: `${nameTitle.padEnd(33)} ${titles.map(title => title.padStart(8)).join(' ')}\n${serverTitle}`,
	ofService: write,
	ofDestination: ({counters}, row) => write(counters, row * counterCount),
});

const totals = (counters: Float64Array, cell: number, count: (value: number) => string): string => {
	let text = '';
	for (let which: number = counter.connections; which <= counter.outBytes; which += 1) {
		text += count(counters[cell + which] ?? 0);
	}
	return text;
};

/** Connections and packets per second are never scaled. */
const rates = (counters: Float64Array, cell: number, count: (value: number) => string): string => {
	let text = '';
	for (let which: number = counter.connectionRate; which <= counter.outPacketRate; which += 1) {
		text += ` ${String(counters[cell + which] ?? 0).padStart(8)}`;
	}
	return (
		text +
		count(counters[cell + counter.inByteRate] ?? 0) +
		count(counters[cell + counter.outByteRate] ?? 0)
	);
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
		ofDestination: ({method, weight, active, inactive}, row) =>
			` ${forwardName(method[row])} ${cell(weight[row], 6)} ${cell(active[row], 10)} ${cell(inactive[row], 10)}`,
	},
	'tun-info': {
		title: `${settingsTitle}           Forward TunnelInfo    Weight ActiveConn InActConn`,
		ofService: 'settings',
		ofDestination: (destinations, row) => {
			const {method, weight, active, inactive} = destinations;
			const info = tunnelInfo(destinations, row).padEnd(13);
			return ` ${forwardName(method[row])} ${info} ${cell(weight[row], 6)} ${cell(active[row], 10)} ${cell(inactive[row], 10)}`;
		},
	},
	thresholds: {
		title: `${nameTitle.padEnd(33)} Uthreshold Lthreshold ActiveConn InActConn \n${serverTitle}`,
		ofService: 'settings',
		ofDestination: ({upperThreshold, lowerThreshold, active, inactive}, row) =>
			` ${cell(upperThreshold[row], 10)} ${cell(lowerThreshold[row], 10)} ${cell(active[row], 10)} ${cell(inactive[row], 10)}`,
	},
	'persistent-conn': {
		title: `${nameTitle.padEnd(33)} Weight    PersistConn ActiveConn InActConn \n${serverTitle}`,
		ofService: 'settings',
		ofDestination: ({weight, persistent, active, inactive}, row) =>
			` ${cell(weight[row], 9)} ${cell(persistent[row], 11)} ${cell(active[row], 10)} ${cell(inactive[row], 10)}`,
	},
};

const cell = (value: number | undefined, width: number): string => String(value ?? 0).padEnd(width);

/** Seven wide; printf writes its own word for the methods that have no name. */
const forwardName = (method: number | undefined): string => forwardNames[method ?? -1] ?? '(null) ';

const forwardNames: Readonly<Record<number, string>> = {
	[forwarding.masquerading]: 'Masq   ',
	[forwarding.local]: 'Local  ',
	[forwarding.tunneling]: 'Tunnel ',
	[forwarding.directRouting]: 'Route  ',
};

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
