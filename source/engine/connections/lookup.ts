import {isTemplate, type Connections} from './columns.ts';

/** What a connection is found by. */
export type Tuple = {
	/** Four words in network order; IPv4 is the first. */
	readonly client: ArrayLike<number>;
	readonly clientPort: number;
	/** Number in `targets`. */
	readonly target: number;
	readonly isTemplate: boolean;
};

/** The newest connection or template of a client to a target, or -1. */
export const find = (connections: Connections, tuple: Tuple): number => {
	const {client, clientPort, target} = tuple;
	let row =
		connections.bucket[
			bucketOf(
				connections,
				client[0]! ^ fold(client[1]!, client[2]!, client[3]!),
				clientPort,
				target,
			)
		]!;
	while (row !== -1 && !isMatch(connections, row, tuple)) {
		row = connections.following[row]!;
	}
	return row;
};

const isMatch = (connections: Connections, row: number, tuple: Tuple): boolean =>
	connections.clientPort[row] === tuple.clientPort &&
	connections.client[row] === tuple.client[0] &&
	connections.target[row] === tuple.target &&
	isTemplate(connections, row) === tuple.isTemplate &&
	(connections.clientRest.length === 0 || isRestEqual(connections, row, tuple.client));

const isRestEqual = ({clientRest}: Connections, row: number, client: ArrayLike<number>): boolean =>
	clientRest[row * 3] === client[1] &&
	clientRest[row * 3 + 1] === client[2] &&
	clientRest[row * 3 + 2] === client[3];

/** Puts a row at the head of its chain. */
export const enchain = (connections: Connections, row: number): void => {
	const bucket = bucketOfRow(connections, row);
	connections.following[row] = connections.bucket[bucket]!;
	connections.bucket[bucket] = row;
};

/** Takes a row out of its chain, where it has to be. */
export const unchain = (connections: Connections, row: number): void => {
	const {following} = connections;
	const bucket = bucketOfRow(connections, row);
	let at = connections.bucket[bucket]!;
	if (at === row) {
		connections.bucket[bucket] = following[row]!;
		return;
	}
	while (following[at] !== row) {
		at = following[at]!;
	}
	following[at] = following[row]!;
};

const bucketOfRow = (connections: Connections, row: number): number => {
	const {client, clientRest, clientPort, target} = connections;
	const rest =
		clientRest.length === 0
			? 0
			: fold(clientRest[row * 3]!, clientRest[row * 3 + 1]!, clientRest[row * 3 + 2]!);
	return bucketOf(connections, client[row]! ^ rest, clientPort[row]!, target[row]!);
};

/** Words that are alike must not cancel each other out; those of IPv4 are zeros, and so is this. */
const fold = (second: number, third: number, fourth: number): number =>
	Math.imul(second, 0xc2_b2_ae_35) ^
	Math.imul(third, 0x27_d4_eb_2f) ^
	Math.imul(fourth, 0x16_56_67_b1);

const bucketOf = (
	{capacity}: Connections,
	...[client, port, target]: readonly [client: number, port: number, target: number]
): number => {
	let hash =
		Math.imul(client ^ (port << 16) ^ port, 0x9e_37_79_b1) ^ Math.imul(target, 0x85_eb_ca_6b);
	hash ^= hash >>> 15;
	hash = Math.imul(hash, 0x2c_1b_3c_6d);
	return (hash ^ (hash >>> 13)) & (capacity - 1);
};
