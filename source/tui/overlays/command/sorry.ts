import {viewOf} from '../../../operator/situation.ts';
import type {ServerWeight} from '../../../operator/intent.ts';
import type {ServerItem} from '../../../operator/item.ts';
import {usualWeight, weightOf} from '../../operator/target-servers.ts';
import type {TuiState} from '../../store/state.ts';

/** What `sorry VIP SERVER` means in the table as it is: one server takes all of a service. */
export type Sorry = {
	/** In words for the dialog and the log. */
	readonly what: string;
	/** The one that takes all first: the service is never without a server. */
	readonly weights: readonly ServerWeight[];
};

/** A sentence when there is no such service or server, or more than one that is meant. */
export const sorryFor = (operand: string, state: TuiState): Sorry | string => {
	const words = operand.split(/\s+/).filter(word => word !== '');
	const server = words.at(-1) ?? '';
	const name = words.slice(0, -1).join(' ');
	if (name === '') {
		return 'a service and the server that shall take all of it are needed: sorry 192.0.2.10:80 10.0.0.9';
	}
	const services = servicesNamed(name, state);
	if (services.length === 0) {
		return `there is no service ${name}`;
	}
	const found = services.flatMap(service => {
		const servers = serversIn(service, state);
		const chosen = servers.filter(({destination}) => isNamed(destination, server));
		return chosen.map(item => ({item, servers}));
	});
	const [only] = found;
	if (only === undefined) {
		return `no server ${server} in ${services.join(', ')}: add it first, with weight 0`;
	}
	return found.length === 1
		? sorryOf(only.item, only.servers, state)
		: `${found.map(({item}) => `${item.destination} in ${item.service}`).join(', ')}: give the ports too`;
};

const sorryOf = (item: ServerItem, servers: readonly ServerItem[], state: TuiState): Sorry => {
	const weight = weightOf(item, state) || usualWeight(item, state) || 1;
	const others = servers
		.filter(({destination}) => destination !== item.destination)
		.toSorted((left, right) =>
			left.destination.localeCompare(right.destination, 'en', {numeric: true}),
		);
	return {
		what: `all of ${item.service} to ${item.destination}`,
		weights: [{...item, weight}, ...others.map(other => ({...other, weight: 0}))],
	};
};

/** With or without protocol and port; a firewall mark by its number. */
const servicesNamed = (name: string, {sampler: {sample}}: TuiState): readonly string[] =>
	(sample?.structure.serviceKeys ?? []).filter(key => {
		const [, ...rest] = key.split(' ');
		return key === name || isNamed(rest.join(' '), name);
	});

const serversIn = (service: string, {sampler: {sample}}: TuiState): readonly ServerItem[] =>
	sample === undefined
		? []
		: [...(viewOf(sample, service)?.destinations.keys() ?? [])].map(destination => ({
				service,
				destination,
			}));

/** `10.0.0.1:80` and `10.0.0.1`; `[2001:db8::1]:80`, `[2001:db8::1]` and `2001:db8::1`. */
const isNamed = (endpoint: string, name: string): boolean => {
	const address = endpoint.replace(/:\d+$/, '');
	return endpoint === name || address === name || address === `[${name}]`;
};
