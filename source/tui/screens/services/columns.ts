import {forwarding} from '../../../model/destination.ts';
import {counter, counterOf} from '../../../model/table.ts';
import {rate} from '../../../sampler/rates.ts';
import {checkedIn, checkWordAt} from '../../view/checks.ts';
import {destinationRate, isReplyRate, serviceRate, type Facts} from '../../view/facts.ts';
import {forwardName} from '../../view/names.ts';
import {shareAt} from '../../view/share.ts';
import {
	blank,
	configured,
	count,
	destinationCheckCell,
	destinationStateCell,
	notApplicable,
	percent,
	serviceCheckCell,
	serviceStateCell,
	shareCell,
	speed,
	totalOf,
	weightCell,
	type Cell,
	type CellSource,
} from './cells.ts';

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
	readonly service: (source: CellSource, row: number, width: number) => Cell;
	readonly destination: (source: CellSource, row: number, width: number) => Cell;
	/** What a sort value is multiplied with to be what is shown. @default 1 */
	readonly factor?: number;
	/** Sort values; NaN is unknown and goes last. */
	readonly serviceValue: (facts: Facts, row: number) => number;
	readonly destinationValue: (facts: Facts, row: number) => number;
};

type Words = {readonly title: string; readonly says: string};

/** A number of a server as it is or as a part of its service's, and of a service as it is or as a part of all. */
const partly = (
	{facts, values}: CellSource,
	cell: () => Cell,
	{part, whole}: {readonly part: number; readonly whole: (facts: Facts) => number},
): Cell => (values === 'absolute' ? cell() : percent(part, whole(facts)));

const rateColumn = (
	which: number,
	{title, says, factor = 1}: Words & {factor?: number},
): Column => ({
	title,
	says,
	factor,
	align: 'end',
	order: 'descending',
	needsCounters: true,
	service: (source, row, width) => {
		const value = serviceRate(source.facts, row, which);
		if (isReplyRate(which) && value === 0 && source.facts.countsReplies[row] === 0) {
			return notApplicable;
		}
		const whole = ({total}: Facts) => total.rates[which] ?? Number.NaN;
		return partly(source, () => speed(value * factor, width), {part: value, whole});
	},
	destination: (source, row, width) => {
		const {facts} = source;
		const value = destinationRate(facts, row, which);
		const isCounted = facts.sample.table.destinations.method[row] === forwarding.masquerading;
		if (isReplyRate(which) && value === 0 && !isCounted) {
			return notApplicable;
		}
		const whole = () => serviceRate(facts, facts.sample.structure.serviceOf[row] ?? 0, which);
		return partly(source, () => speed(value * factor, width), {part: value, whole});
	},
	serviceValue: (facts, row) => serviceRate(facts, row, which),
	destinationValue: (facts, row) => destinationRate(facts, row, which),
});

const connectionColumn = (name: 'active' | 'inactive', {title, says}: Words): Column => ({
	title,
	says,
	align: 'end',
	order: 'descending',
	service: (source, row, width) => {
		const value = source.facts[name][row] ?? 0;
		const whole = ({total}: Facts) => total[name];
		return partly(source, () => count(value, width), {part: value, whole});
	},
	destination: (source, row, width) => {
		const {facts} = source;
		const value = facts.sample.table.destinations[name][row] ?? 0;
		const whole = () => facts[name][facts.sample.structure.serviceOf[row] ?? 0] ?? 0;
		return partly(source, () => count(value, width), {part: value, whole});
	},
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
		destination: (source, row, width) =>
			configured(source, row, {
				text: forwardName(source.facts.sample.table.destinations.method[row] ?? 0).slice(0, width),
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
		destination: weightCell,
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
		service: ({facts}, row, width) => count(facts.persistent[row] ?? 0, width),
		destination: ({facts}, row, width) =>
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
		says: 'connections since the counters were last zeroed, or since z was pressed',
		align: 'end',
		order: 'descending',
		needsCounters: true,
		service: (source, row, width) => count(totalOf(source, 'services', row), width),
		destination: (source, row, width) => count(totalOf(source, 'destinations', row), width),
		serviceValue: (facts, row) => counterOf(facts.sample.table.services, row, counter.connections),
		destinationValue: (facts, row) =>
			counterOf(facts.sample.table.destinations, row, counter.connections),
	},
	limit: {
		title: 'LIMIT',
		says: 'upper connection threshold of a server, blank for none',
		align: 'end',
		order: 'descending',
		service: () => blank,
		destination: ({facts}, row, width) => {
			const limit = detailed(facts, row, facts.sample.table.destinations.upperThreshold[row]);
			return limit === 0 ? blank : count(limit, width);
		},
		serviceValue: () => 0,
		destinationValue: (facts, row) =>
			detailed(facts, row, facts.sample.table.destinations.upperThreshold[row]),
	},
	share: {
		title: 'SHARE',
		says: 'percent of what its service does (new connections, or those there are); the bar is half full where that is the share of its weight',
		align: 'start',
		order: 'descending',
		service: () => blank,
		destination: shareCell,
		serviceValue: () => 0,
		destinationValue: shareAt,
	},
	check: {
		title: 'CHECK',
		says: 'what the checks of ipvs-tui care say, while somebody takes care: up, down and how long, pin for a pinned one, held for one that a person drained, ? before the first results, stale when who took care of it has ended; of a service, how many are up',
		align: 'start',
		order: 'ascending',
		service: serviceCheckCell,
		destination: destinationCheckCell,
		serviceValue: (facts, row) => {
			const checked = checkedIn(facts, row);
			return checked === undefined ? Number.NaN : checked.up / checked.all;
		},
		destinationValue: (facts, row) => checkWordAt(facts, row)?.rank ?? Number.NaN,
	},
	state: {
		title: 'STATE',
		says: 'its state in a word; see States below',
		align: 'start',
		order: 'ascending',
		service: serviceStateCell,
		destination: destinationStateCell,
		serviceValue: (facts, row) => facts.serviceState[row] ?? 0,
		destinationValue: (facts, row) => facts.destinationState[row] ?? 0,
	},
} as const satisfies Readonly<Record<string, Column>>;

export type ColumnId = keyof typeof columns;

export const columnIds = Object.keys(columns) as readonly ColumnId[];

export const columnOf = (id: ColumnId): Column => columns[id];
