import type {Action, TuiState} from '../../store/state.ts';
import {factsOf, type Facts} from '../../view/facts.ts';
import {serviceName} from '../../view/names.ts';
import {itemText, type ItemKey} from '../services/item.ts';
import {naturalOrder} from '../services/natural-order.ts';
import {idOfItem, isService, rowOf} from '../services/row-id.ts';
import {services} from '../services/state.ts';

/** What this screen is about: the item under the cursor of the services. */
export type Subject = {
	readonly item: ItemKey;
	/** For what is kept by name. */
	readonly text: string;
	readonly facts: Facts;
	/** Row of its service, and of its own where it is a server. */
	readonly service: number;
	readonly server: number | undefined;
	/** The servers of its service. */
	readonly servers: readonly number[];
};

/** Undefined when the item is not in the table. */
export const subjectOf = (state: TuiState): Subject | undefined => {
	const {sample} = state.sampler;
	const item = services.of(state).cursor;
	const id = sample && item && idOfItem(sample, item);
	if (sample === undefined || item === undefined || id === undefined) {
		return undefined;
	}
	const server = isService(id) ? undefined : rowOf(id);
	const service = server === undefined ? rowOf(id) : (sample.structure.serviceOf[server] ?? 0);
	const first = sample.table.firstDestination[service] ?? 0;
	const count = (sample.table.firstDestination[service + 1] ?? 0) - first;
	const inOrder = naturalOrder(sample.structure, sample.table).destinations;
	return {
		item,
		text: itemText(item),
		facts: factsOf(sample, state.operator?.care),
		service,
		server,
		servers: [...inOrder.subarray(first, first + count)],
	};
};

/** `10.0.0.11:443 in TCP 192.0.2.10:443`, or the service alone; the key of what is gone. */
export const subjectName = (state: TuiState): string => {
	const subject = subjectOf(state);
	if (subject === undefined) {
		const item = services.of(state).cursor;
		return item === undefined ? 'Detail' : itemText(item);
	}
	const {facts, service, server} = subject;
	const name = serviceName(facts.sample, service);
	return server === undefined
		? name
		: `${facts.sample.structure.destinationKey(server)} in ${name}`;
};

/** Goes so many places on, from the service over its servers and around. */
export const neighbour =
	(places: number): Action =>
	state => {
		const subject = subjectOf(state);
		if (subject === undefined) {
			return state;
		}
		const {servers, server, item, facts} = subject;
		const count = servers.length + 1;
		const at = server === undefined ? 0 : servers.indexOf(server) + 1;
		const next = servers[((at + places + count) % count) - 1];
		const cursor: ItemKey =
			next === undefined
				? {service: item.service}
				: {service: item.service, destination: facts.sample.structure.destinationKey(next)};
		return services.step(own => ({...own, cursor, home: cursor}))(state);
	};
