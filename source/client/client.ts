import type {Changes} from '../model/change-roll.ts';
import type {Connections} from '../model/connections.ts';
import type {Daemon, DirectorInfo, Timeouts} from '../model/director.ts';
import type {Result} from '../model/failure.ts';
import type {Match} from '../model/service.ts';
import type {ServiceColumns, Table} from '../model/table.ts';

/**
Where the destinations of a table read come from.
- `none`: services only, one dump.
- `text`: from /proc/net/ip_vs, far cheaper than dumps; method, weight, active and inactive connections only.
- `dump`: one destination dump for every service; everything, three system calls a service.
- a function: a dump for the services it says yes to (by key, see `matchKey`), text for the others.
*/
export type Detail = 'none' | 'text' | 'dump' | ((serviceKey: string) => boolean);

export type CallOptions = {readonly signal?: AbortSignal | undefined};

export type TableOptions = CallOptions & {
	/**
	For who reads the table again and again: the one that was read before, or `none` at the first time. Columns that are the same are then the same
	objects, and a large table has counters of the dumped destinations alone.
	*/
	readonly earlier?: Table | 'none';
};

export type ConnectionFile = 'ip_vs_conn' | 'ip_vs_conn_sync';

export type ConnectionOptions = CallOptions & {
	/** About as many rows are expected: memory for them is made at once, and they are never moved. */
	readonly expectedRows?: number | undefined;
	/** Leaves off after so many rows; the snapshot says so. */
	readonly mostRows?: number | undefined;
	/** Called after every piece with the number of rows so far. */
	readonly progress?: ((rows: number) => void) | undefined;
};

/** What /proc/net/ip_vs alone tells; it is readable without any permission. */
export type PublicTable = {readonly info: DirectorInfo; readonly table: Table};

/** An IPVS director as values: every call is one exchange, every expected failure a value. */
export type Client = {
	readonly info: (options?: CallOptions) => Promise<Result<DirectorInfo>>;
	readonly timeouts: (options?: CallOptions) => Promise<Result<Timeouts>>;
	/** Running daemons, none to two, in the kernel's order (master first). */
	readonly daemons: (options?: CallOptions) => Promise<Result<readonly Daemon[]>>;
	readonly table: (detail: Detail, options?: TableOptions) => Promise<Result<Table>>;
	/** These services with all of their destinations in full, so that a large table can be read in parts. Valid until it is called again. */
	readonly servers: (services: ServiceColumns, options?: CallOptions) => Promise<Result<Table>>;
	/** One service with all of its destinations in full; errno 3 (ESRCH) when there is none. */
	readonly service: (match: Match, options?: CallOptions) => Promise<Result<Table>>;
	readonly publicTable: (options?: TableOptions) => Promise<Result<PublicTable>>;
	/** Reads /proc/net/ip_vs_conn, or ip_vs_conn_sync, which has the origin but no persistence data. */
	readonly connections: (
		file: ConnectionFile,
		options?: ConnectionOptions,
	) => Promise<Result<Connections>>;
	/**
	Sends the changes as one batch, in order; a refused change does not stop the following ones. One result a change.
	When the exchange itself breaks, every change without a known answer gets that failure.
	*/
	readonly change: (
		changes: Changes,
		options?: CallOptions,
	) => Promise<readonly Result<undefined>[]>;
	/** Settings below net.ipv4.vs by their names, of an embedded director; those of a kernel are files. */
	readonly settings?: Settings | undefined;
	readonly close: () => void;
};

export type Settings = {
	readonly read: (name: string) => Promise<Result<string>>;
	readonly write: (name: string, text: string) => Promise<Result<undefined>>;
};
