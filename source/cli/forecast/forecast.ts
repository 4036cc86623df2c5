import {sortedServices} from '../../ipvsadm/order.ts';
import type {Change} from '../../model/change.ts';
import type {Timeouts} from '../../model/director.ts';
import {matchKey} from '../../model/service.ts';
import {serviceKeyAt, type Table} from '../../model/table.ts';
import {configurationOf, type Configuration} from '../../plan/configuration.ts';
import {assumedArrivals, measuredArrivals} from '../../simulate/measured.ts';
import {simulate} from '../../simulate/simulate.ts';
import type {Forecast} from '../../tui/ports.ts';
import {serverNotes, serviceNotes} from '../words/simulate-notes.ts';
import {simulationText} from '../words/simulate-text.ts';

/** What a forecast is made from: plain data, which goes to another thread. */
export type Question = {
	readonly table: Table;
	readonly timeouts: Timeouts;
	readonly changes: readonly Change[];
	/** net.ipv4.vs.expire_quiescent_template */
	readonly expiresQuiescent: boolean;
};

/** What changes would do to the present traffic, as the word simulate says it; a sentence when that cannot be said. */
export const forecastOf = ({
	table,
	timeouts,
	changes,
	expiresQuiescent,
}: Question): Forecast | string => {
	const before = inOrder(table, timeouts);
	const arrivals = new Map(measuredArrivals({table, timeouts, given: new Map(), state: 'running'}));
	for (const change of changes) {
		if (change.kind === 'add-service') {
			const {match} = change.service;
			arrivals.set(matchKey(match), assumedArrivals(match, undefined));
		}
	}
	const outcome = simulate(before, arrivals, changes, {seeds, seconds, mostWork, expiresQuiescent});
	if (outcome.kind === 'impossible') {
		return 'this cannot be simulated';
	}
	const {kind: _, ...simulation} = outcome;
	return {
		notes: simulation.services.flatMap(service => [
			...service.servers.flatMap(server =>
				serverNotes(server, {
					service,
					seeds,
					hasChanges: true,
					changes,
					before: before.services.get(service.service),
					tcpTimeout: timeouts.tcp,
				}),
			),
			...serviceNotes(service, true),
		]),
		text: simulationText(simulation, {before, changes, state: 'running'}),
	};
};

/** Somebody waits for it: fewer runs than the word makes, of less of what comes. */
const seeds = 3;
const seconds = 300;
const mostWork = 200_000;

const inOrder = (table: Table, timeouts: Timeouts): Configuration => {
	const {services} = configurationOf(table);
	return {
		timeouts,
		daemons: undefined,
		services: new Map(
			Array.from(sortedServices(table.services), row => {
				const key = serviceKeyAt(table.services, row);
				return [key, services.get(key)!];
			}),
		),
	};
};
