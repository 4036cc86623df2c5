import type {DestinationEntry, ServiceEntry} from '../entries.ts';
import {createTargets, type Targets} from './targets.ts';

/**
Connections and persistence templates side by side, chained by hash and put on a wheel of times. A row takes 45 bytes, its place among
the buckets 4 more, and 12 as soon as there is a client with an IPv6 address.
*/
export type Connections = Columns & {
	/** How many rows are in use. */
	live: number;
	/** Rows that were ever used; higher ones are new. */
	count: number;
	/** A free row; the others follow in `following`. -1: none. */
	free: number;
	/** With so few rows in use, or fewer, it is worth a look whether memory can be given back. */
	trimAt: number;
	/** Milliseconds of the clock at which tick 0 was. */
	readonly epoch: number;
	/** The last tick that has passed. */
	now: number;
	/** Heads of the lists of rows; the one after the last slot holds what is due at the moment. */
	readonly wheel: Int32Array;
	readonly targets: Targets;
	/** Services that were found at the targets themselves, by the targets' numbers; they may be gone. */
	readonly listeners: (ServiceEntry | undefined)[];
	/** By the row of its counters, which is the destination's number in `destination`. */
	readonly destinations: (DestinationEntry | undefined)[];
};

export type Columns = {
	capacity: number;
	/** Heads of the chains, as many as there are rows: -1 or a row. */
	bucket: Int32Array;
	/** The next row in the chain, or the next free one; -1 at the end. */
	following: Int32Array;
	/** First word of the client's address, in network order. */
	client: Uint32Array;
	/** The other three words; empty until there is an IPv6 client. */
	clientRest: Uint32Array;
	clientPort: Uint16Array;
	/** Number in `targets`; -1 for a free row. */
	target: Int32Array;
	destination: Int32Array;
	/** In the numbers of its protocol; of a template 1 when it is assured. */
	state: Uint8Array;
	/** Bits of `flag`; the lowest three are the forwarding method. */
	flags: Uint16Array;
	/** Tick at which it expires. It is visited then or before. */
	due: Uint32Array;
	/** Neighbours on the wheel; a negative `previous` is the slot whose head it is, see `wheel.ts`. */
	next: Int32Array;
	previous: Int32Array;
	/** Of a connection its template, or -1. Of a template how many connections it has. */
	link: Int32Array;
	/** Of a connection the tick at which its client ends it, or 0. Of a template how many ticks it stays. */
	ends: Uint32Array;
	/** Bytes that the server has still to send. */
	pending: Uint32Array;
};

export const flag = {
	method: 0x07,
	template: 0x08,
	/** Counted as an inactive one. */
	inactive: 0x10,
	/** The director sees one direction only. */
	noOutput: 0x20,
	/** The destination gets it on the port that the client asked for. */
	keepsPort: 0x40,
	/** Another director has told of it. */
	sync: 0x80,
	/** How its client will end it, a number. */
	plan: 0x700,
} as const;

export const templateState = {unassured: 0, assured: 1} as const;

/** Milliseconds between two ticks. */
export const tick = 100;
export const slots = 8192;
/** Rows that there are always. */
export const smallest = 1024;

export const createConnections = (epoch: number): Connections => ({
	...columns(smallest, false),
	live: 0,
	count: 0,
	free: -1,
	trimAt: 0,
	epoch,
	now: 0,
	wheel: new Int32Array(slots + 1).fill(-1),
	targets: createTargets(),
	listeners: [],
	destinations: [],
});

export const columns = (capacity: number, isWide: boolean): Columns => ({
	capacity,
	bucket: new Int32Array(capacity).fill(-1),
	following: new Int32Array(capacity),
	client: new Uint32Array(capacity),
	clientRest: new Uint32Array(isWide ? capacity * 3 : 0),
	clientPort: new Uint16Array(capacity),
	target: new Int32Array(capacity).fill(-1),
	destination: new Int32Array(capacity),
	state: new Uint8Array(capacity),
	flags: new Uint16Array(capacity),
	due: new Uint32Array(capacity),
	next: new Int32Array(capacity),
	previous: new Int32Array(capacity),
	link: new Int32Array(capacity),
	ends: new Uint32Array(capacity),
	pending: new Uint32Array(capacity),
});

export const columnNames = Object.keys(columns(0, false)).filter(
	name => name !== 'capacity',
) as Exclude<keyof Columns, 'capacity'>[];

export const isTemplate = ({flags}: Connections, row: number): boolean =>
	(flags[row]! & flag.template) !== 0;

/** Bytes of all columns, whether their rows are in use or not. */
export const memoryOf = (connections: Connections): number =>
	columnNames.reduce((sum, name) => sum + connections[name].byteLength, 0);

/** Makes room for the other three words of addresses. */
export const widen = (connections: Connections): void => {
	if (connections.clientRest.length === 0) {
		connections.clientRest = new Uint32Array(connections.capacity * 3);
	}
};
