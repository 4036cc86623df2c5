import {columnNames, columns, smallest, type Connections} from './columns.ts';
import {enchain} from './lookup.ts';
import {forgetTargets} from './targets.ts';

/** A row without template, plan or place; the caller fills the rest in and puts it into its chain. */
export const claim = (connections: Connections): number => {
	let row = connections.free;
	if (row === -1) {
		row = connections.count;
		if (row === connections.capacity) {
			resize(connections, connections.capacity * 2);
		}
		connections.count += 1;
	} else {
		connections.free = connections.following[row]!;
	}
	connections.live += 1;
	connections.link[row] = -1;
	connections.ends[row] = 0;
	connections.pending[row] = 0;
	connections.state[row] = 0;
	return row;
};

/** Gives a row back that is in no chain and not on the wheel. What else stands in it can be read until the next claim. */
export const release = (connections: Connections, row: number): void => {
	connections.target[row] = -1;
	connections.following[row] = connections.free;
	connections.free = row;
	connections.live -= 1;
};

/** Gives memory back when few rows are in use: what lies above the highest of them, because rows keep their numbers. */
export const trim = (connections: Connections): void => {
	if (connections.live > connections.trimAt || connections.capacity === smallest) {
		return;
	}
	let end = connections.count;
	while (end > 0 && connections.target[end - 1] === -1) {
		end -= 1;
	}
	let capacity = smallest;
	while (capacity < end) {
		capacity *= 2;
	}
	connections.count = end;
	if (end === 0) {
		forgetTargets(connections.targets);
		connections.listeners.length = 0;
		connections.clientRest = new Uint32Array(0);
	}
	if (capacity < connections.capacity) {
		resize(connections, capacity);
	} else {
		connections.trimAt = connections.live >>> 1;
	}
	listFree(connections);
};

const listFree = (connections: Connections): void => {
	connections.free = -1;
	for (let row = connections.count - 1; row >= 0; row -= 1) {
		if (connections.target[row] === -1) {
			connections.following[row] = connections.free;
			connections.free = row;
		}
	}
};

const resize = (connections: Connections, capacity: number): void => {
	const before = connections.count;
	const sized = columns(capacity, connections.clientRest.length > 0);
	for (const name of columnNames) {
		if (name !== 'bucket' && name !== 'following') {
			const column = connections[name];
			sized[name].set(column.subarray(0, Math.min(column.length, sized[name].length)));
		}
	}
	Object.assign(connections, sized);
	connections.trimAt = capacity >>> 3;
	for (let row = 0; row < before; row += 1) {
		if (connections.target[row] !== -1) {
			enchain(connections, row);
		}
	}
};
