import type {Table} from '../../source/model/table.ts';
import {tableOf, type ServerSpec, type ServiceSpec} from './table-of.ts';

/** How far the counters are, in seconds of usual traffic, and the kernel's averages, in shares of it. */
type Progress = {readonly seconds: number; readonly average: number};

/** A small site after so many seconds of usual traffic; connection counts stay. */
export const webTable = (seconds: number, average = 1): Table => siteAt({seconds, average});

const siteAt = (progress: Progress): Table =>
	tableOf([
		service('tcp 192.0.2.10:443', {scheduler: 'wlc', persistent: 300}, [
			server(
				'10.0.0.11:443',
				{weight: 100, active: 4010, inactive: 1180, persistent: 150},
				1100,
				progress,
			),
			server(
				'10.0.0.12:443',
				{weight: 100, active: 4102, inactive: 1226, persistent: 160},
				1000,
				progress,
			),
			server('10.0.0.13:443', {weight: 0, active: 8, inactive: 4, persistent: 12}, 0, progress),
		]),
		service('udp 192.0.2.10:53', {scheduler: 'rr'}, [
			server('10.0.0.21:53', {method: 'masquerading', inactive: 310}, 155, progress),
			server('10.0.0.22:53', {method: 'masquerading', inactive: 308}, 154.5, progress),
			server('10.0.0.23:53', {method: 'masquerading', weight: 0}, 0, progress),
		]),
		service('fwmark 7', {scheduler: 'sh'}, [
			server(
				'10.0.0.31:8080',
				{method: 'tunneling', active: 12, inactive: 3, limit: 15},
				1,
				progress,
			),
			server(
				'10.0.0.32:8080',
				{method: 'tunneling', active: 7, inactive: 1, limit: 15},
				0.5,
				progress,
			),
		]),
		service('tcp [2001:db8:0:1f::a8]:80', {scheduler: 'mh'}, [
			server('[2001:db8:1234:5678:9abc:def0:1234:5678]:8080', {active: 2}, 0.5, progress),
		]),
		service('tcp 198.51.100.7:25', {scheduler: 'lc'}, []),
	]);

const service = (
	name: string,
	spec: Omit<ServiceSpec, 'service' | 'servers' | 'counters'>,
	servers: readonly ServerSpec[],
): ServiceSpec => {
	const sum = (cell: number) =>
		servers.reduce((total, {counters}) => total + (counters?.[cell] ?? 0), 0);
	return {
		service: name,
		...spec,
		servers,
		counters: Array.from({length: 10}, (_, cell) => sum(cell)),
	};
};

/** Ten packets in a connection, 400 bytes each way; replies are ten times larger and only seen by NAT. */
const server = (
	at: string,
	spec: Omit<ServerSpec, 'at' | 'counters'>,
	perSecond: number,
	{seconds, average}: Progress,
): ServerSpec => {
	const replies = spec.method === 'masquerading' ? 1 : 0;
	const rates = [
		perSecond,
		perSecond * 10,
		perSecond * 10 * replies,
		perSecond * 4000,
		perSecond * 40_000 * replies,
	];
	return {
		at,
		...spec,
		counters: [
			...rates.map(rate => Math.floor(rate * seconds)),
			...rates.map(rate => Math.floor(rate * average)),
		],
	};
};
