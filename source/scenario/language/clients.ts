import type {Population} from '../../engine/population.ts';
import type {Match} from '../../model/service.ts';
import {clientLines, type ClientLine, type ClientLineName} from './client-lines.ts';
import {quoted} from './quoted.ts';
import {serviceKeyOf} from './service-key.ts';

/** A `clients` line and what the lines under it have said so far. */
export type Clients = {
	readonly line: number;
	readonly matches: readonly Match[];
	said: ClientLine;
	readonly names: Set<string>;
};

export const createClients = (line: number, matches: readonly Match[]): Clients => ({
	line,
	matches,
	said: {},
	names: new Set(),
});

/** Takes one of the lines under `clients`; a sentence says what is wrong with it. */
export const takeClientLine = (
	clients: Clients,
	[name = '', ...words]: readonly string[],
): string | undefined => {
	if (!isClientLine(name)) {
		return `clients have no ${quoted(name)}; they have ${Object.keys(clientLines).join(', ')}`;
	}
	if (clients.names.has(name)) {
		return `these clients have two lines "${name}"`;
	}
	clients.names.add(name);
	const {takes, example, read} = clientLines[name];
	const said = read(words);
	if (said === undefined) {
		return `"${name}" takes ${takes}, as in "${example}", not ${quoted(words.join(' '))}`;
	}
	clients.said = {...clients.said, ...said};
	return undefined;
};

const isClientLine = (name: string): name is ClientLineName => Object.hasOwn(clientLines, name);

export const populationsOf = ({matches, said}: Clients): readonly Population[] =>
	matches.map(match => ({...usual, ...said, service: serviceKeyOf(match)}));

/** What clients do of whom a file says less. Rate and addresses it must say. */
const usual: Omit<Population, 'service'> = {
	target: undefined,
	rate: 0,
	wave: undefined,
	from: 0,
	until: Number.POSITIVE_INFINITY,
	lifetime: {kind: 'exponential', mean: 10},
	bytesIn: {kind: 'exponential', mean: 1000},
	bytesOut: {kind: 'exponential', mean: 10_000},
	firstClient: {family: 'ipv4', bytes: new Uint8Array(4)},
	clients: 1,
	skew: 1,
	ending: {client: 1, server: 0, reset: 0, silent: 0},
	halfOpen: 0.01,
	origin: 'local',
};
