import type {DestinationEntry, ServiceEntry} from './entries.ts';

/**
Connections and persistence templates side by side, and a wheel of lists that says which of them are due when. A row is 46 bytes and
two references.
*/
export type Connections = {
	/** How many steps have been made. */
	now: number;
	capacity: number;
	/** Rows ever used; those with state 0 among them are free. */
	count: number;
	readonly free: number[];
	/** Four words in network order a row. */
	client: Uint32Array;
	clientPort: Uint16Array;
	/** Index into `states`. */
	state: Uint8Array;
	/** Step at which something happens to it. */
	due: Uint32Array;
	/** The next one in the same slot of the wheel, or -1. */
	next: Int32Array;
	/** The template that chose the destination, or -1. */
	template: Int32Array;
	/** How many connections a template has. */
	controlled: Uint32Array;
	/** Bytes that are still to be answered when it closes. */
	pending: Float64Array;
	readonly service: (ServiceEntry | undefined)[];
	readonly destination: (DestinationEntry | undefined)[];
	readonly wheel: Int32Array;
	/** Where clients of a firewall mark go to, by the key of its service: the mark itself does not say. */
	readonly marked: Map<string, Endpoint>;
	/** Templates by service and masked client. */
	readonly templates: Map<string, number>;
};

/** Sixteen bytes, of which IPv4 fills the first four, and a port. */
export type Endpoint = {readonly address: Uint8Array; readonly port: number};

/** Milliseconds a step. */
export const step = 100;
const slots = 8192;

/** What a connection can be in; `seconds` until it expires in it, `isActive` how its destination counts it. */
export const states = [
	{name: 'free', seconds: 0, isActive: false},
	{name: 'NONE', seconds: 0, isActive: false},
	{name: 'ASSURED', seconds: 0, isActive: false},
	{name: 'SYN_RECV', seconds: 60, isActive: true},
	{name: 'ESTABLISHED', seconds: 900, isActive: true},
	{name: 'FIN_WAIT', seconds: 120, isActive: false},
	{name: 'TIME_WAIT', seconds: 120, isActive: false},
	{name: 'CLOSED', seconds: 61, isActive: false},
	{name: 'UDP', seconds: 300, isActive: false},
] as const;

export const state = {
	free: 0,
	unassured: 1,
	assured: 2,
	synReceived: 3,
	established: 4,
	finWait: 5,
	timeWait: 6,
	closed: 7,
	udp: 8,
} as const;

export const isTemplate = (connections: Connections, row: number): boolean =>
	connections.state[row] === state.unassured || connections.state[row] === state.assured;

export const createConnections = (): Connections => ({
	...columns(256),
	now: 0,
	count: 0,
	free: [],
	service: [],
	destination: [],
	wheel: new Int32Array(slots).fill(-1),
	marked: new Map(),
	templates: new Map(),
});

const columns = (capacity: number) => ({
	capacity,
	client: new Uint32Array(capacity * 4),
	clientPort: new Uint16Array(capacity),
	state: new Uint8Array(capacity),
	due: new Uint32Array(capacity),
	next: new Int32Array(capacity),
	template: new Int32Array(capacity),
	controlled: new Uint32Array(capacity),
	pending: new Float64Array(capacity),
});

/** A row without a template that nothing is due for yet. */
export const claimConnection = (connections: Connections): number => {
	const row = connections.free.pop() ?? connections.count++;
	if (row >= connections.capacity) {
		grow(connections);
	}
	connections.template[row] = -1;
	connections.controlled[row] = 0;
	connections.pending[row] = 0;
	return row;
};

const grow = (connections: Connections): void => {
	const larger = columns(connections.capacity * 2);
	larger.client.set(connections.client);
	larger.clientPort.set(connections.clientPort);
	larger.state.set(connections.state);
	larger.due.set(connections.due);
	larger.next.set(connections.next);
	larger.template.set(connections.template);
	larger.controlled.set(connections.controlled);
	larger.pending.set(connections.pending);
	Object.assign(connections, larger);
};

export const releaseConnection = (connections: Connections, row: number): void => {
	connections.state[row] = state.free;
	connections.service[row] = undefined;
	connections.destination[row] = undefined;
	connections.free.push(row);
};

/** The step that comes so many seconds from now, at least one. */
export const stepAfter = ({now}: Connections, seconds: number): number =>
	now + Math.max(1, Math.ceil((seconds * 1000) / step));

/** Puts a row on the wheel; it must not be on it already. */
export const schedule = (connections: Connections, row: number, due: number): void => {
	connections.due[row] = due;
	const slot = due % slots;
	connections.next[row] = connections.wheel[slot]!;
	connections.wheel[slot] = row;
};

/** Takes what is due now off the wheel. What has been put off, or is due a turn later, goes back on. */
export const eachDue = (connections: Connections, visit: (row: number) => void): void => {
	const {now} = connections;
	const slot = now % slots;
	let row = connections.wheel[slot]!;
	connections.wheel[slot] = -1;
	while (row !== -1) {
		const next = connections.next[row]!;
		const due = connections.due[row]!;
		if (due === now) {
			visit(row);
		} else {
			schedule(connections, row, due);
		}
		row = next;
	}
};
