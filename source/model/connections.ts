import type {ColumnsOf} from './columns.ts';

/**
One row a connection or persistence template, as /proc/net/ip_vs_conn and ip_vs_conn_sync list them, in the kernel's order.
*/
export const connectionLayout = {
	/** Index into `protocolNames`. */
	protocol: ['u8', 1],
	clientFamily: ['u8', 1],
	client: ['u8', 16],
	clientPort: ['u16', 1],
	virtualFamily: ['u8', 1],
	/** A template of a firewall-mark service has the mark here, as if it were an address. */
	virtual: ['u8', 16],
	virtualPort: ['u16', 1],
	destinationFamily: ['u8', 1],
	destination: ['u8', 16],
	destinationPort: ['u16', 1],
	/** Index into `stateNames`. */
	state: ['u8', 1],
	/** Seconds until the entry expires. */
	expires: ['u32', 1],
	/** 0 not said (ip_vs_conn), 1 LOCAL, 2 SYNC (ip_vs_conn_sync). */
	origin: ['u8', 1],
} as const;

export type Connections = ColumnsOf<typeof connectionLayout> & {
	readonly count: number;
	/** Protocol texts exactly as the kernel printed them, such as `TCP`, or `IP` for a firewall-mark template. */
	readonly protocolNames: readonly string[];
	readonly stateNames: readonly string[];
	/** True when there were more rows than were wanted. */
	readonly isCut?: boolean;
	/** Persistence engine name and data of the few rows that have any. */
	readonly persistence: ReadonlyMap<number, {readonly engine: string; readonly data: string}>;
};

/** Addresses and ports side by side. */
export type EndpointColumns = {
	/** 2 or 10. */
	readonly family: Uint8Array;
	/** 16 cells a row. */
	readonly address: Uint8Array;
	readonly port: Uint16Array;
};

/** The three endpoints of every connection, each as columns of their own. */
export const endpointsOf = (
	columns: ColumnsOf<typeof connectionLayout>,
): Readonly<Record<'client' | 'virtual' | 'destination', EndpointColumns>> => ({
	client: {family: columns.clientFamily, address: columns.client, port: columns.clientPort},
	virtual: {family: columns.virtualFamily, address: columns.virtual, port: columns.virtualPort},
	destination: {
		family: columns.destinationFamily,
		address: columns.destination,
		port: columns.destinationPort,
	},
});
