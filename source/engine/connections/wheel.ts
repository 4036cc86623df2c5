import {slots, tick, type Connections} from './columns.ts';

/**
Every row in use is in the list of one slot; slot n holds what has to be looked at when a tick that leaves the remainder n has
passed. What is put off stays where it is until then.
*/
export const place = (connections: Connections, row: number, at: number): void => {
	insert(connections, row, at % slots);
};

export const replace = (connections: Connections, row: number, at: number): void => {
	displace(connections, row);
	insert(connections, row, at % slots);
};

export const displace = ({wheel, next, previous}: Connections, row: number): void => {
	const after = next[row]!;
	const before = previous[row]!;
	if (before < 0) {
		wheel[-1 - before] = after;
	} else {
		next[before] = after;
	}
	if (after !== -1) {
		previous[after] = before;
	}
};

/** Visits every row in the slot of the present tick; the visitor puts it somewhere else or releases it. */
export const eachInSlot = (connections: Connections, visit: (row: number) => void): void => {
	const slot = connections.now % slots;
	const head = connections.wheel[slot]!;
	if (head === -1) {
		return;
	}
	// The list moves to a slot of its own, so that visitors may put rows into this one.
	connections.wheel[slot] = -1;
	connections.wheel[slots] = head;
	connections.previous[head] = -1 - slots;
	for (let row = head; row !== -1; row = connections.wheel[slots]!) {
		visit(row);
	}
};

const insert = ({wheel, next, previous}: Connections, row: number, slot: number): void => {
	const head = wheel[slot]!;
	next[row] = head;
	previous[row] = -1 - slot;
	if (head !== -1) {
		previous[head] = row;
	}
	wheel[slot] = row;
};

/** The tick that comes so many milliseconds from now or right after, never the one that has passed. */
export const tickAfter = (
	{connections, time}: {readonly connections: Connections; readonly time: number},
	milliseconds: number,
): number =>
	Math.max(connections.now + 1, Math.ceil((time - connections.epoch + milliseconds) / tick));

/** Sets when a row expires. One that is put off stays in its slot: whoever finds it there puts it where it belongs. */
export const setDue = (connections: Connections, row: number, due: number): void => {
	const isSooner = due < connections.due[row]!;
	connections.due[row] = due;
	if (isSooner) {
		replace(connections, row, due);
	}
};
