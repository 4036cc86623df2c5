import {countedWeight, weightReadingOf} from '../../model/asked-share.ts';
import {rate} from '../../sampler/rates.ts';
import {destinationRateAt, type Sample} from '../../sampler/sample.ts';

/** What the servers of each service are compared by. Their shares are not kept: of all servers they would be most of what is. */
export type ShareBasis = {
	/** 1 where their new connections are counted, 0 where those that there are. */
	readonly byRate: Uint8Array;
	/** How many of them all servers have. */
	readonly sum: Float64Array;
	/** The weights as they are counted, and the highest one as it is. */
	readonly weights: Float64Array;
	readonly highest: Float64Array;
};

type Shared = {readonly sample: Sample; readonly basis: ShareBasis};

/** What a server has of that by which the servers of its service are compared. */
export const partAt = ({sample, basis}: Shared, server: number): number =>
	basis.byRate[serviceOf(sample, server)] === 1
		? destinationRateAt(sample, server, rate.connections)
		: heldBy(sample.table.destinations, server);

/** Share of a server in what its service does, 0 to 1; NaN where nothing is done. */
export const shareAt = (shared: Shared, server: number): number => {
	const sum = shared.basis.sum[serviceOf(shared.sample, server)] ?? 0;
	return sum > 0 ? partAt(shared, server) / sum : Number.NaN;
};

/** The share that its weight would give it; NaN where no weight counts. */
export const fairAt = ({sample, basis}: Shared, server: number): number => {
	const service = serviceOf(sample, server);
	const {services, destinations} = sample.table;
	const reading = weightReadingOf(services.scheduler[service] ?? '');
	const weight = destinations.weight[server] ?? 0;
	return (
		countedWeight(reading, weight, basis.highest[service] ?? 0) /
		(basis.weights[service] || Number.NaN)
	);
};

/** Connections that a server has now. */
export const heldBy = (
	{active, inactive}: Sample['table']['destinations'],
	server: number,
): number => (active[server] ?? 0) + (inactive[server] ?? 0);

const serviceOf = ({structure}: Sample, server: number): number => structure.serviceOf[server] ?? 0;
