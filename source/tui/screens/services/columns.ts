import {forwarding} from '../../../model/destination.ts';
import {counter, counterAt} from '../../../model/table.ts';
import {rate} from '../../../sampler/rates.ts';
import {destinationRate, isReplyRate, serviceRate, type Facts} from '../../view/facts.ts';
import type {Tone} from '../../view/line.ts';
import {forwardName} from '../../view/names.ts';
import {countText, rateText} from '../../view/number-text.ts';
import {destinationStateAt, serviceStateAt} from '../../view/states.ts';

export type Cell = {readonly text: string; readonly tone: Tone};

/** A column of the services tree. Rows are numbers of the table's services or destinations. */
export type Column = {
	readonly title: string;
	/** For the help screen. */
	readonly says: string;
	readonly align: 'start' | 'end';
	/** How the first press sorts. */
	readonly order: 'ascending' | 'descending';
	/** True when the values need counters, which only CAP_NET_ADMIN may read. */
	readonly needsCounters?: boolean;
	readonly service: (facts: Facts, row: number, width: number) => Cell;
	readonly destination: (facts: Facts, row: number, width: number) => Cell;
	/** Sort values; NaN is unknown and goes last. */
	readonly serviceValue: (facts: Facts, row: number) => number;
	readonly destinationValue: (facts: Facts, row: number) => number;
};

const blank: Cell = {text: '', tone: 'plain'};
const unknown: Cell = {text: '-', tone: 'dim'};
const notApplicable: Cell = {text: 'n/a', tone: 'dim'};

const count = (value: number, width: number): Cell =>
	Number.isNaN(value)
		? unknown
		: {text: countText(value, width), tone: value === 0 ? 'dim' : 'plain'};

const speed = (value: number, width: number): Cell =>
	Number.isNaN(value)
		? unknown
		: {text: rateText(value, width), tone: value === 0 ? 'dim' : 'plain'};

const rateColumn = (
	which: number,
	{title, says, factor = 1}: {title: string; says: string; factor?: number},
): Column => ({
	title,
	says,
	align: 'end',
	order: 'descending',
	needsCounters: true,
	service: (facts, row, width) => {
		const value = serviceRate(facts, row, which) * factor;
		return isReplyRate(which) && value === 0 && facts.countsReplies[row] === 0
			? notApplicable
			: speed(value, width);
	},
	destination: (facts, row, width) => {
		const value = destinationRate(facts, row, which) * factor;
		const isCounted = facts.sample.table.destinations.method[row] === forwarding.masquerading;
		return isReplyRate(which) && value === 0 && !isCounted ? notApplicable : speed(value, width);
	},
	serviceValue: (facts, row) => serviceRate(facts, row, which),
	destinationValue: (facts, row) => destinationRate(facts, row, which),
});

const connectionColumn = (
	name: 'active' | 'inactive',
	{title, says}: {title: string; says: string},
): Column => ({
	title,
	says,
	align: 'end',
	order: 'descending',
	service: (facts, row, width) => count(facts[name][row] ?? 0, width),
	destination: (facts, row, width) => count(facts.sample.table.destinations[name][row] ?? 0, width),
	serviceValue: (facts, row) => facts[name][row] ?? 0,
	destinationValue: (facts, row) => facts.sample.table.destinations[name][row] ?? 0,
});

/** A number that only a destination dump has. */
const detailed = ({sample}: Facts, row: number, value: number | undefined): number =>
	sample.table.destinations.isDetailed[row] === 1 ? (value ?? 0) : Number.NaN;

const bits = 8;

export const columns = {
	forward: {
		title: 'FWD',
		says: 'forwarding method: DR, NAT, TUN, LOC (this machine)',
		align: 'start',
		order: 'ascending',
		service: () => blank,
		destination: (facts, row, width) => ({
			text: forwardName(facts.sample.table.destinations.method[row] ?? 0).slice(0, width),
			tone: 'plain',
		}),
		serviceValue: () => 0,
		destinationValue: (facts, row) => facts.sample.table.destinations.method[row] ?? 0,
	},
	weight: {
		title: 'WGT',
		says: 'weight; a server with 0 takes no new connections',
		align: 'end',
		order: 'descending',
		service: () => blank,
		destination: (facts, row, width) =>
			count(facts.sample.table.destinations.weight[row] ?? 0, width),
		serviceValue: (facts, row) => facts.weight[row] ?? 0,
		destinationValue: (facts, row) => facts.sample.table.destinations.weight[row] ?? 0,
	},
	active: connectionColumn('active', {
		title: 'ACT',
		says: 'active connections (TCP: established)',
	}),
	inactive: connectionColumn('inactive', {
		title: 'INACT',
		says: 'connections that are closing, half open, or of UDP',
	}),
	persistent: {
		title: 'PERS',
		says: 'sticky clients (persistence templates)',
		align: 'end',
		order: 'descending',
		service: (facts, row, width) => count(facts.persistent[row] ?? 0, width),
		destination: (facts, row, width) =>
			count(detailed(facts, row, facts.sample.table.destinations.persistent[row]), width),
		serviceValue: (facts, row) => facts.persistent[row] ?? 0,
		destinationValue: (facts, row) =>
			detailed(facts, row, facts.sample.table.destinations.persistent[row]),
	},
	connections: rateColumn(rate.connections, {title: 'CPS', says: 'new connections per second'}),
	packetsIn: rateColumn(rate.inPackets, {
		title: 'PPS IN',
		says: 'packets per second from clients',
	}),
	packetsOut: rateColumn(rate.outPackets, {
		title: 'PPS OUT',
		says: 'packets per second back to clients, NAT only',
	}),
	bitsIn: rateColumn(rate.inBytes, {
		title: 'b/s IN',
		says: 'bits per second from clients',
		factor: bits,
	}),
	bitsOut: rateColumn(rate.outBytes, {
		title: 'b/s OUT',
		says: 'bits per second back to clients, NAT only',
		factor: bits,
	}),
	total: {
		title: 'CONNS',
		says: 'connections since the counters were last zeroed',
		align: 'end',
		order: 'descending',
		needsCounters: true,
		service: (facts, row, width) =>
			count(counterAt(facts.sample.table.services.counters, row, counter.connections), width),
		destination: (facts, row, width) =>
			count(counterAt(facts.sample.table.destinations.counters, row, counter.connections), width),
		serviceValue: (facts, row) =>
			counterAt(facts.sample.table.services.counters, row, counter.connections),
		destinationValue: (facts, row) =>
			counterAt(facts.sample.table.destinations.counters, row, counter.connections),
	},
	limit: {
		title: 'LIMIT',
		says: 'upper connection threshold of a server, blank for none',
		align: 'end',
		order: 'descending',
		service: () => blank,
		destination: (facts, row, width) => {
			const limit = detailed(facts, row, facts.sample.table.destinations.upperThreshold[row]);
			return limit === 0 ? blank : count(limit, width);
		},
		serviceValue: () => 0,
		destinationValue: (facts, row) =>
			detailed(facts, row, facts.sample.table.destinations.upperThreshold[row]),
	},
	state: {
		title: 'STATE',
		says: 'see States below',
		align: 'start',
		order: 'ascending',
		service: serviceStateAt,
		destination: destinationStateAt,
		serviceValue: (facts, row) => facts.serviceState[row] ?? 0,
		destinationValue: (facts, row) => facts.destinationState[row] ?? 0,
	},
} as const satisfies Readonly<Record<string, Column>>;

export type ColumnId = keyof typeof columns;

export const columnOf = (id: ColumnId): Column => columns[id];
