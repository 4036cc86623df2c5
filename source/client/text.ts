import type {Connections} from '../model/connections.ts';
import {success, type Result} from '../model/failure.ts';
import type {Table} from '../model/table.ts';
import type {Transport} from '../transport/transport.ts';
import {connectionTextReader} from '../wire/proc/connections.ts';
import {
	clearTableTextRows,
	tableTextReader,
	tableTextRows,
	type TableTextRows,
} from '../wire/proc/table.ts';
import {breathing} from './breath.ts';
import type {CallOptions, Client, PublicTable, Settings} from './client.ts';
import {kernelHertz} from './hertz.ts';
import {keptServices, keptTable} from './keep.ts';
import {reused} from './reused.ts';

/** Reads /proc/net/ip_vs. A file that does not exist means that the module is not loaded. */
export const readTableText =
	(transport: Transport): ReadTableText =>
	async (hertz, options) => {
		const reader = tableTextReader(hertz, options?.memory);
		return absentModule(await readText(transport, '/proc/net/ip_vs', {reader, options}));
	};

export type ReadTableText = (
	hertz: number,
	options?: CallOptions & {
		/** Where the table is put. */
		readonly memory?: TableTextRows | undefined;
	},
) => Promise<Result<PublicTable>>;

/** The same with persistence in seconds, as far as the kernel's clock can be known. */
export const readPublicTable = (
	transport: Transport,
	readTable: ReadTableText,
): Client['publicTable'] => {
	let hertz: Promise<number> | undefined;
	const withMemory = reused(tableTextRows, clearTableTextRows);
	return async (options = {}) => {
		const {earlier} = options;
		hertz ??= kernelHertz(transport);
		const ticks = await hertz;
		if (earlier === undefined) {
			return readTable(ticks, options);
		}
		return withMemory(async memory => {
			const read = await readTable(ticks, {...options, memory});
			return read.ok
				? success({info: read.value.info, table: keptWhole(read.value.table, earlier)})
				: read;
		});
	};
};

export const readConnections =
	(transport: Transport): Client['connections'] =>
	async (file, options = {}) => {
		const {feed, finish, isFull, rows} = connectionTextReader(options);
		const reader: TextReader<Connections> = {
			feed: chunk => {
				feed(chunk);
				options.progress?.(rows());
			},
			isFull,
			finish,
		};
		return absentModule(await readText(transport, `/proc/net/${file}`, {reader, options}));
	};

/** The settings of a director that can be written through its transport. */
export const settingsOf = (transport: Transport): Settings | undefined => {
	const {write} = transport;
	return write === undefined
		? undefined
		: {
				read: async name => {
					let text = '';
					const reader: TextReader<string> = {
						feed: chunk => {
							text += Buffer.from(chunk).toString();
						},
						finish: () => success(text.trim()),
					};
					return readText(transport, settingPath(name), {reader, options: undefined});
				},
				write: async (name, text) => write(settingPath(name), text),
			};
};

const settingPath = (name: string): string => `/proc/sys/net/ipv4/vs/${name}`;

type TextReader<Value> = {
	readonly feed: (chunk: Uint8Array) => void;
	/** True when the rest of the text need not be read. */
	readonly isFull?: () => boolean;
	readonly finish: () => Result<Value>;
};

const readText = async <Value>(
	transport: Transport,
	path: string,
	{reader, options}: {reader: TextReader<Value>; options: CallOptions | undefined},
): Promise<Result<Value>> => {
	const breathe = breathing();
	for await (const chunk of transport.read(path, options)) {
		if (!chunk.ok) {
			return chunk;
		}
		reader.feed(chunk.value);
		if (reader.isFull?.() === true) {
			break;
		}
		// oxlint-disable-next-line no-await-in-loop -- the point is to wait between the pieces
		await breathe(chunk.value.length);
	}
	return reader.finish();
};

const keptWhole = (table: Table, earlier: Table | 'none'): Table =>
	keptTable({...table, services: keptServices(table.services, earlier)}, earlier);

const absentModule = <Value extends PublicTable | Connections>(
	result: Result<Value>,
): Result<Value> =>
	!result.ok && result.failure.kind === 'system' && result.failure.code === 'ENOENT'
		? {ok: false, failure: {kind: 'no-module'}}
		: result;
