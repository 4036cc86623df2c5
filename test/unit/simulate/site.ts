import type {Timeouts} from '../../../source/model/director.ts';
import {configurationOf} from '../../../source/plan/configuration.ts';
import {measuredArrivals} from '../../../source/simulate/measured.ts';
import type {SimulatedServer, SimulatedService} from '../../../source/simulate/result.ts';
import {simulate, type SimulateOptions} from '../../../source/simulate/simulate.ts';
import {tableOf, type ServiceSpec} from '../../tui/table-of.ts';
import {changeOf} from '../ipvsadm/parsing.ts';

export const timeouts: Timeouts = {tcp: 900, tcpFin: 120, udp: 300};

export const web = 'tcp 192.0.2.10:80';

type Wanted = Partial<SimulateOptions> & {
	/** Commands of ipvsadm. */
	readonly changes?: readonly string[];
	/** Connections a second. */
	readonly given?: Readonly<Record<string, number>>;
	readonly state?: 'running' | 'planned';
};

/** What comes of services as a table shows them. */
export const outcomeOf = (
	specs: readonly ServiceSpec[],
	{changes = [], given = {}, state = 'running', ...options}: Wanted = {},
) => {
	const table = tableOf(specs);
	return simulate(
		configurationOf(table, {timeouts}),
		measuredArrivals({table, timeouts, given: new Map(Object.entries(given)), state}),
		changes.map(changeOf),
		{seeds: 3, seconds: 120, ...options},
	);
};

/** The same for a table of one service. */
export const serviceAfter = (spec: ServiceSpec, wanted: Wanted = {}): SimulatedService => {
	const outcome = outcomeOf([spec], wanted);
	if (outcome.kind === 'impossible') {
		throw new Error(`change ${outcome.at}: ${JSON.stringify(outcome.why)}`);
	}
	return outcome.services[0]!;
};

export const serverOf = (service: SimulatedService, last: number): SimulatedServer =>
	service.servers.find(({server}) => server.startsWith(`10.0.0.${last}:`))!;

/** Counters of a service to which so many come a second. */
export const rateOf = (rate: number): readonly number[] => [0, 0, 0, 0, 0, rate];
