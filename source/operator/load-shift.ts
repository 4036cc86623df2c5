import type {Configuration, ServiceConfiguration} from '../plan/configuration.ts';
import type {Shift} from './preview.ts';
import {totalWeight, viewOf, type Situation} from './situation.ts';
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
	const totalBefore = totalWeight(earlier.destinations.values());
	const totalAfter = totalWeight(later.destinations.values());
	return [...new Set([...earlier.destinations.keys(), ...later.destinations.keys()])].map(
		destination => {
			const weightBefore = earlier.destinations.get(destination)?.weight ?? 0;
			const weightAfter = later.destinations.get(destination)?.weight ?? 0;
			return {
				destination,
				weightBefore,
				weightAfter,
				before: share(weightBefore, totalBefore),
				after: share(weightAfter, totalAfter),
			};
		},
	);
};

const share = (weight: number, total: number): number => (total === 0 ? 0 : weight / total);
