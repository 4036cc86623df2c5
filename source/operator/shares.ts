import {countedWeight, weightReadingOf} from '../model/asked-share.ts';
import {rate} from '../sampler/rates.ts';
import {destinationRateAt, type Sample} from '../sampler/sample.ts';
import {areApart, isBeyondChance, isSharedByRate, rateSpan} from '../sampler/sharing.ts';

/** All servers of a service, by their rows. */
type Rows = {
	readonly rows: readonly number[];
	readonly sample: Pick<Sample, 'table' | 'destinationRates'>;
};

export type Share = {
	/** 0 to 1: of what comes, and what the weights ask for. */
	readonly actual: number;
	readonly fair: number;
	/** How many were counted in all. */
	readonly total: number;
	/** Whether the difference between the two is more than chance brings. */
	readonly isBeyondChance: boolean;
	/** What was counted. */
	readonly of: 'new connections' | 'connections';
};

/** The share of a server in its service, counted as the SHARE column does: of the new connections, or where those are few of all that are there. */
export const shareOf = (at: number, {row, rows, sample}: Rows & {readonly row: number}): Share => {
	const {services, destinations} = sample.table;
	const reading = weightReadingOf(services.scheduler[row] ?? '');
	const highest = Math.max(0, ...rows.map(server => destinations.weight[server] ?? 0));
	const weight = (server: number): number =>
		countedWeight(reading, destinations.weight[server] ?? 0, highest);
	const rates = rateIn(sample);
	const counts = countIn(sample);
	const totalRate = sum(rows, rates);
	const totalCount = sum(rows, counts);
	const byRate = isSharedByRate(totalRate, totalCount);
	const value = byRate ? rates : counts;
	const total = byRate ? totalRate * rateSpan : totalCount;
	const weights = sum(rows, weight);
	const actual = total === 0 ? 0 : (value(at) * (byRate ? rateSpan : 1)) / total;
	const fair = weights === 0 ? 0 : weight(at) / weights;
	return {
		actual,
		fair,
		total,
		isBeyondChance: isBeyondChance(actual * total, fair * total),
		of: byRate ? 'new connections' : 'connections',
	};
};

/** What a server has of the active connections of its service, 0 to 1, against what it has of what comes. */
export const heldOf = (
	at: number,
	{rows, sample}: Rows,
): {
	readonly held: number;
	readonly comes: number;
	readonly isOdd: boolean;
	readonly of: string;
} => {
	const active = (row: number): number => sample.table.destinations.active[row] ?? 0;
	const all = sum(rows, active);
	const held = all === 0 ? 0 : active(at) / all;
	const compare = (value: (row: number) => number, span: number, of: string) => {
		const total = sum(rows, value) * span;
		const comes = total === 0 ? 0 : (value(at) * span) / total;
		const isOdd =
			total > 0 && all > 0 && Math.abs(held - comes) > noticeable && areApart(held, comes, total);
		return {held, comes, isOdd, of};
	};
	const ofNew = compare(rateIn(sample), rateSpan, 'the new ones');
	return ofNew.isOdd ? ofNew : compare(countIn(sample), 1, 'all that are there');
};

const rateIn =
	(sample: Pick<Sample, 'table' | 'destinationRates'>) =>
	(row: number): number =>
		destinationRateAt(sample, row, rate.connections) || 0;

const countIn =
	({table: {destinations}}: Pick<Sample, 'table'>) =>
	(row: number): number =>
		(destinations.active[row] ?? 0) + (destinations.inactive[row] ?? 0);

/** Parts of the whole that are so far apart want an explanation. */
const noticeable = 0.15;

export const sum = (rows: readonly number[], value: (row: number) => number): number =>
	rows.reduce((total, row) => total + (value(row) || 0), 0);
