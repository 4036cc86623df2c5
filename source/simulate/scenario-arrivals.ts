import type {Population} from '../engine/population.ts';
import {matchKey} from '../model/service.ts';
import type {Table} from '../model/table.ts';
import {serviceConfigurationAt} from '../plan/configuration.ts';
import type {Arrivals, ServiceArrivals} from './arrivals.ts';
import {assumedArrivals, loadsOf} from './measured.ts';
import {isPresent, rateAt} from './population-rates.ts';
import {engineKey} from './stage.ts';

export type Populated = {
	/** As it is at the moment, with its destinations dumped. */
	readonly table: Table;
	readonly populations: readonly Population[];
	/** Seconds of the populations' clock. */
	readonly time: number;
	/** Connections a second that a person gave, by service. */
	readonly given: ReadonlyMap<string, number>;
};

/** Who comes, by what a scenario says. To a service without populations nobody comes, unless a rate is given. */
export const scenarioArrivals = ({table, populations, time, given}: Populated): Arrivals => {
	const found = new Map<string, ServiceArrivals>();
	for (let row = 0; row < table.services.count; row += 1) {
		const {match} = serviceConfigurationAt(table, row).service;
		const name = matchKey(match);
		const own = populations.filter(({service}) => service === engineKey(match));
		const present = own.filter(population => isPresent(population, time));
		const rate = present.reduce((total, population) => total + rateAt(population, time), 0);
		const wanted = given.get(name);
		const loads = loadsOf(table, row);
		if (rate === 0) {
			const {populations: some, ...rest} = assumedArrivals(match, wanted ?? 0);
			found.set(name, {
				...rest,
				populations: own.length > 0 && wanted === undefined ? own : some,
				loads,
			});
			continue;
		}
		const factor = wanted === undefined ? 1 : wanted / rate;
		found.set(name, {
			populations: own.map(population => ({...population, rate: population.rate * factor})),
			rate: rate * factor,
			source: 'scenario',
			clients: present.reduce((total, {clients}) => total + clients, 0),
			loads,
		});
	}
	return found;
};
