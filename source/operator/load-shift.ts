import {countedWeight, weightReadingOf} from '../model/asked-share.ts';
import type {Configuration, ServiceConfiguration} from '../plan/configuration.ts';
import type {Shift} from './preview.ts';
import {viewOf, type Situation} from './situation.ts';
import type {Warning} from './preview.ts';

/** Where the load goes: the services in which the shares that the weights ask for are not the same afterwards. */
export const shiftsOf = (before: Configuration, after: Configuration): readonly Shift[] => {
	const shifts: Shift[] = [];
	for (const [service, earlier] of before.services) {
		const later = after.services.get(service);
		if (later !== undefined) {
			const shift = {service, servers: serversOf(earlier, later)};
			if (shift.servers.some(({before: share, after: newShare}) => share !== newShare)) {
				shifts.push(shift);
			}
		}
	}
	return shifts;
};

/** Servers whose connections would probably pass the threshold, when they take their new share of what there is now. */
export const overloads = (
	shifts: readonly Shift[],
	after: Configuration,
	situation: Situation,
): readonly Warning[] =>
	shifts.flatMap(({service, servers}) => {
		const view = viewOf(situation, service);
		const destinations = after.services.get(service)?.destinations;
		const connections = [...(view?.loads.values() ?? [])].reduce(
			(total, {active, inactive}) => total + active + inactive,
			0,
		);
		return servers.flatMap(({destination, before, after: share}): readonly Warning[] => {
			const limit = destinations?.get(destination)?.upperThreshold ?? 0;
			const expected = Math.round(connections * share);
			return limit > 0 && share > before && expected >= limit
				? [
						{
							kind: 'over-threshold',
							says: `${destination} in ${service} would have about ${expected} connections, and takes no more at ${limit}`,
						},
					]
				: [];
		});
	});

const serversOf = (
	earlier: ServiceConfiguration,
	later: ServiceConfiguration,
): Shift['servers'] => {
	const shareBefore = sharesIn(earlier);
	const shareAfter = sharesIn(later);
	return [...new Set([...earlier.destinations.keys(), ...later.destinations.keys()])].map(
		destination => {
			const weightBefore = earlier.destinations.get(destination)?.weight ?? 0;
			const weightAfter = later.destinations.get(destination)?.weight ?? 0;
			return {
				destination,
				weightBefore,
				weightAfter,
				before: shareBefore(weightBefore),
				after: shareAfter(weightAfter),
			};
		},
	);
};

/** The share that a weight asks for in a service, as its scheduler reads weights. */
const sharesIn = ({service, destinations}: ServiceConfiguration): ((weight: number) => number) => {
	const reading = weightReadingOf(service.scheduler);
	const weights = [...destinations.values()].map(({weight}) => weight);
	const highest = Math.max(0, ...weights);
	const total = weights.reduce((sum, weight) => sum + countedWeight(reading, weight, highest), 0);
	return weight => (total === 0 ? 0 : countedWeight(reading, weight, highest) / total);
};
