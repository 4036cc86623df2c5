import {addressText} from '../model/address.ts';
import type {Connections} from '../model/connections.ts';
import type {Destination} from '../model/destination.ts';
import {addressAt} from '../model/table.ts';
import type {Match} from '../model/service.ts';
import type {Blocker} from './drain.ts';

export type Remains = {
	/** Most connections first, at most `mostBlockers`. */
	readonly blockers: readonly Blocker[];
	/** Seconds until the last entry expires; undefined when there is none. */
	readonly lastTimer: number | undefined;
	/** Connections, and those of them whose handshake is not over. */
	readonly all: number;
	readonly halfOpen: number;
};

/** What is left of a server in the connection table, by client. One pass over the rows. */
export const remainsOf = (
	connections: Connections,
	match: Match,
	{address, port}: Pick<Destination, 'address' | 'port'>,
): Remains => {
	const byClient = new Map<string, {-readonly [Name in keyof Blocker]: Blocker[Name]}>();
	let lastTimer: number | undefined;
	let all = 0;
	let halfOpen = 0;
	const halfOpenStates = new Set(
		connections.stateNames.flatMap((name, index) => (halfOpenNames.has(name) ? index : [])),
	);
	for (let row = 0; row < connections.count; row += 1) {
		const isHere =
			(port === 0 || connections.destinationPort[row] === port) &&
			isAddress(connections.destination, row, address.bytes) &&
			isOfService(connections, row, match);
		if (!isHere) {
			continue;
		}
		const isTemplate = connections.clientPort[row] === 0;
		const expires = connections.expires[row] ?? 0;
		lastTimer = Math.max(lastTimer ?? 0, expires);
		all += isTemplate ? 0 : 1;
		halfOpen += halfOpenStates.has(connections.state[row] ?? -1) ? 1 : 0;
		const client = addressText(
			addressAt({family: connections.clientFamily, address: connections.client}, row),
		);
		const known = byClient.get(client) ?? {client, connections: 0, templates: 0, expires: 0};
		known.connections += isTemplate ? 0 : 1;
		known.templates += isTemplate ? 1 : 0;
		known.expires = Math.max(known.expires, expires);
		byClient.set(client, known);
	}
	const blockers = [...byClient.values()]
		.toSorted((left, right) => right.connections - left.connections || right.expires - left.expires)
		.slice(0, mostBlockers);
	return {blockers, lastTimer, all, halfOpen};
};

/** Rows do not say which firewall mark they came by, so for such a service the server alone counts. */
const isOfService = ({virtual, virtualPort}: Connections, row: number, match: Match): boolean =>
	match.kind === 'mark' ||
	(isAddress(virtual, row, match.address.bytes) &&
		(match.port === 0 || virtualPort[row] === match.port || virtualPort[row] === 0));

const isAddress = (cells: Uint8Array, row: number, bytes: Uint8Array): boolean => {
	for (let index = 0; index < bytes.length; index += 1) {
		if (cells[row * 16 + index] !== bytes[index]) {
			return false;
		}
	}
	return true;
};

const halfOpenNames: ReadonlySet<string> = new Set(['SYN_SENT', 'SYN_RECV', 'SYNACK']);
const mostBlockers = 10;
