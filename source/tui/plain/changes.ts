import {destinationState, factsOf, serviceState, type Facts} from '../view/facts.ts';
import {serverStates, serviceStates} from '../view/states.ts';
import {forwardName, serviceName} from '../view/names.ts';
import type {Sample} from '../../sampler/sample.ts';
import {plural} from '../view/number-text.ts';

/** What changed from one reading to the next, one sentence each, in the order of the table. Numbers that always move are no change. */
export const changesBetween = (earlier: Sample, later: Sample): readonly string[] => {
	if (earlier === later) {
		return [];
	}
	const before = factsOf(earlier);
	const after = factsOf(later);
	const rows = destinationRows(earlier);
	return [
		...goneServices(earlier, later),
		...Array.from({length: later.table.services.count}, (_, row) =>
			serviceChanges({before, after, rows}, row),
		).flat(),
	];
};

type Both = {
	readonly before: Facts;
	readonly after: Facts;
	/** Rows of the earlier servers by service and server. */
	readonly rows: ReadonlyMap<string, number>;
};

const keyOf = ({structure}: Sample, row: number): string =>
	`${structure.serviceKeys[structure.serviceOf[row] ?? 0]} ${structure.destinationKey(row)}`;

const destinationRows = (sample: Sample): ReadonlyMap<string, number> =>
	new Map(
		Array.from({length: sample.table.destinations.count}, (_, row) => [keyOf(sample, row), row]),
	);

const goneServices = (earlier: Sample, later: Sample): readonly string[] =>
	earlier.structure.serviceKeys.flatMap((key, row) =>
		later.structure.serviceRow.has(key) ? [] : [`${serviceName(earlier, row)} was removed`],
	);

const serviceChanges = (both: Both, row: number): readonly string[] => {
	const {before, after, rows} = both;
	const {structure, table} = after.sample;
	const name = serviceName(after.sample, row);
	const first = table.firstDestination[row] ?? 0;
	const end = table.firstDestination[row + 1] ?? 0;
	const old = before.sample.structure.serviceRow.get(structure.serviceKeys[row] ?? '');
	if (old === undefined) {
		return [`${name} was added, with ${plural(end - first, 'server')}`];
	}
	const servers = Array.from({length: end - first}, (_, index) => first + index);
	const present = new Set(servers.map(server => structure.destinationKey(server)));
	return [
		...goneServers(before.sample, old, present).map(server => `${name}: ${server} was removed`),
		...servers.flatMap(server => {
			const known = rows.get(keyOf(after.sample, server));
			const said =
				known === undefined
					? [`was added, weight ${table.destinations.weight[server] ?? 0}`]
					: serverChanges(both, known, server);
			return said.map(says => `${name}: ${structure.destinationKey(server)} ${says}`);
		}),
		...serviceStateChange(both, old, row).map(says => `${name}: ${says}`),
	];
};

const goneServers = (
	{structure, table}: Sample,
	service: number,
	present: ReadonlySet<string>,
): readonly string[] => {
	const first = table.firstDestination[service] ?? 0;
	const end = table.firstDestination[service + 1] ?? 0;
	return Array.from({length: end - first}, (_, index) =>
		structure.destinationKey(first + index),
	).filter(key => !present.has(key));
};

const serverChanges = ({before, after}: Both, old: number, present: number): readonly string[] => {
	const was = before.sample.table.destinations;
	const is = after.sample.table.destinations;
	const weights = [was.weight[old] ?? 0, is.weight[present] ?? 0] as const;
	const methods = [was.method[old] ?? 0, is.method[present] ?? 0] as const;
	const states = [before.destinationState[old] ?? 0, after.destinationState[present] ?? 0] as const;
	return [
		...(weights[0] === weights[1] ? [] : [`weight ${weights[0]} to ${weights[1]}`]),
		...(methods[0] === methods[1]
			? []
			: [`forwarding ${forwardName(methods[0])} to ${forwardName(methods[1])}`]),
		...(isSameState(...states) ? [] : [`is now ${stateName(states[1])}`]),
	];
};

const stateName = (state: number): string => serverStates[state]?.name ?? 'unknown';

/** A server is hot and is not from one reading to the next: that would be said all the time. */
const isSameState = (was: number, is: number): boolean => calm(was) === calm(is);

const calm = (state: number): number =>
	state === destinationState.hot ? destinationState.ok : state;

const serves = (state: number): boolean => state === serviceState.ok || state === serviceState.part;

/** That all servers of a service take connections, or only some, follows from what was said of them. */
const serviceStateChange = ({before, after}: Both, old: number, row: number): readonly string[] => {
	const was = before.serviceState[old] ?? 0;
	const is = after.serviceState[row] ?? 0;
	if (was === is || (serves(was) && serves(is))) {
		return [];
	}
	return [
		serves(is)
			? 'takes new connections again'
			: `takes no new connections: it is ${serviceStates[is]?.name ?? 'unknown'}`,
	];
};
