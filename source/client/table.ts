import type {Failure, Result} from '../model/failure.ts';
import {success} from '../model/failure.ts';
import {matchAt, serviceKeyAt, type ServiceColumns, type Table} from '../model/table.ts';
import {command, errno} from '../wire/ids.ts';
import {messageFlag} from '../wire/netlink.ts';
import {
	destinationRows,
	readDestination,
	type DestinationRows,
} from '../wire/replies/destination.ts';
import {readService, serviceRows, type ServiceRows} from '../wire/replies/service.ts';
import {writeAbout, writeBare} from '../wire/requests.ts';
import {assemble, lacksAny, uniqueServices, type Dumps} from './assemble.ts';
import {turn} from './breath.ts';
import type {CallOptions, Client, Detail, TableOptions} from './client.ts';
import {isReplyTo, type Conversation, type DataMessage} from './conversation.ts';
import {refusal} from './failure.ts';
import {
	clearTableMemory,
	hasSameKeys,
	keptServices,
	keptTable,
	keysOf,
	tableMemory,
	type CounterPlaces,
	type TableMemory,
} from './keep.ts';
import {reused} from './reused.ts';
import type {ReadTableText} from './text.ts';

const dumpFlags = messageFlag.request | messageFlag.dump;
const doFlags = messageFlag.request | messageFlag.ack;
/** Services whose destinations are asked for in one exchange. */
const dumpsAtOnce = 1024;
/** More destinations than this take some milliseconds. */
const large = 16_384;

/** Reads services by one dump, and their destinations by dumps or from /proc/net/ip_vs, as `detail` says. */
export const readTable = (conversation: Conversation, readText: ReadTableText): Client['table'] => {
	const read = readInto(conversation, readText);
	const withMemory = reused(tableMemory, clearTableMemory);
	return async (detail, options = {}) => {
		const {earlier} = options;
		if (earlier === undefined) {
			return read(detail, options);
		}
		const result = await withMemory(async memory => {
			const table = await read(detail, {...options, memory});
			return table.ok ? success(keptTable(table.value, earlier)) : table;
		});
		if (result.ok && result.value.destinations.count > large) {
			// Who gets it has a lot to do as well.
			await turn();
		}
		return result;
	};
};

type MemoryOptions = TableOptions & {readonly memory?: TableMemory};

const readInto =
	(conversation: Conversation, readText: ReadTableText) =>
	async (detail: Detail, options: MemoryOptions): Promise<Result<Table>> => {
		const {memory} = options;
		const services = await readServices(conversation, options);
		if (!services.ok) {
			return services;
		}
		const wanted = wantsDump(services.value, detail, memory);
		const dumped = {services: services.value, memory: memory?.dumps};
		if (detail === 'none' || wanted.length === services.value.count) {
			return readWhole(conversation, {...dumped, rows: wanted}, options);
		}
		const text = await readText(0, {...options, memory: memory?.text});
		if (!text.ok && text.failure.kind === 'cancelled') {
			return text;
		}
		// Without the file, as where /proc is another container's or shows processes only, the dumps tell the same. The kernel leaves services
		// out of a text of more than a page when other network namespaces have some too: it counts theirs when it looks for its place again.
		return !text.ok || lacksAny(text.value.table.services, services.value)
			? readWhole(conversation, {...dumped, rows: allRows(services.value)}, options)
			: readWhole(
					conversation,
					{...dumped, rows: wanted, text: text.value.table, places: memory?.places},
					options,
				);
	};

type Wanted = {
	readonly services: ServiceColumns;
	/** Services whose destinations are dumped. */
	readonly rows: readonly number[];
	/** Where the destinations of the others are. */
	readonly text?: Table;
	/** Where the dumps are put. */
	readonly memory?: DestinationRows | undefined;
	/** As in `assemble`. */
	readonly places?: CounterPlaces | undefined;
};

const readWhole = async (
	conversation: Conversation,
	wanted: Wanted,
	options?: CallOptions,
): Promise<Result<Table>> => {
	const dumps = await readDumps(conversation, wanted, options);
	const {services, text, places} = wanted;
	return dumps.ok ? success(assemble(services, {dumps: dumps.value, text, places})) : dumps;
};

/** The destinations of some services, in the same memory each time. */
export const readServers = (conversation: Conversation): Client['servers'] => {
	const memory = destinationRows();
	return async (services, options) => {
		memory.clear();
		return readWhole(conversation, {services, rows: allRows(services), memory}, options);
	};
};

/** One service with its destinations in full. */
export const readOneService =
	(conversation: Conversation): Client['service'] =>
	async (match, options) => {
		const rows = serviceRows();
		const found = await conversation.ask(
			'find the virtual service',
			{
				compose: (writer, familyId, sequence) => {
					writeAbout(writer, command.getService, match, {familyId, sequence, flags: doFlags});
				},
				data: message => takeService(message, rows),
			},
			options,
		);
		if (!found.ok) {
			return found;
		}
		const services = finishServices(rows);
		return readWhole(conversation, {services, rows: [0]}, options);
	};

const readServices = async (
	conversation: Conversation,
	{memory, earlier = 'none', ...options}: MemoryOptions,
): Promise<Result<ServiceColumns>> => {
	const rows = memory?.services ?? serviceRows();
	const read = await conversation.ask(
		'read the virtual services',
		{
			compose: (writer, familyId, sequence) => {
				writeBare(writer, command.getService, {familyId, sequence, flags: dumpFlags});
			},
			data: message => takeService(message, rows),
		},
		options,
	);
	if (!read.ok) {
		return read;
	}
	const services = finishServices(rows);
	if (memory === undefined) {
		return success(uniqueServices(services));
	}
	const own = keptServices(services, earlier);
	const isKnown = earlier !== 'none' && hasSameKeys(own, earlier.services);
	return success(isKnown ? own : uniqueServices(own));
};

const wantsDump = (
	services: ServiceColumns,
	detail: Detail,
	memory: TableMemory | undefined,
): readonly number[] => {
	if (typeof detail === 'function') {
		const keys = memory && keysOf(services, memory);
		return allRows(services).filter(row => detail(keys?.[row] ?? serviceKeyAt(services, row)));
	}
	return detail === 'dump' ? allRows(services) : [];
};

const allRows = ({count}: ServiceColumns): readonly number[] =>
	Array.from({length: count}, (_, row) => row);

const readDumps = async (
	conversation: Conversation,
	{services, rows, memory}: Wanted,
	options?: CallOptions,
): Promise<Result<Dumps>> => {
	const destinations = memory ?? destinationRows();
	const first: number[] = [0];
	for (let start = 0; start < rows.length; start += dumpsAtOnce) {
		const group = rows.slice(start, start + dumpsAtOnce);
		const into = {rows: destinations, serviceFamily: 0};
		let base = 0;
		let refused: Failure | undefined;
		const read = await conversation.exchange(
			(writer, familyId, sequence) => {
				base = sequence;
				group.forEach((row, index) => {
					writeAbout(writer, command.getDestination, matchAt(services, row), {
						familyId,
						sequence: sequence + index,
						flags: dumpFlags,
					});
				});
				return group.length;
			},
			{
				data: message => {
					const row = group[message.sequence - base] ?? 0;
					into.serviceFamily = services.family[row] ?? 0;
					const isGood =
						isReplyTo(message, 'newDestination') &&
						readDestination(message.view, message.span, into);
					return isGood ? undefined : malformedAt('a destination', message);
				},
				answer: (_, number) => {
					first.push(destinations.count);
					// A dump of a service that has just gone simply ends; anything else is a refusal.
					if (number !== 0 && number !== errno.ESRCH) {
						refused ??= refusal(number, 'read the real servers');
					}
				},
			},
			options,
		);
		if (!read.ok) {
			return read;
		}
		if (refused !== undefined) {
			return {ok: false, failure: refused};
		}
	}
	return success({
		rows,
		first,
		destinations: {...destinations.finish(), count: destinations.count},
	});
};

const takeService = (message: DataMessage, rows: ServiceRows): Failure | undefined =>
	isReplyTo(message, 'newService') && readService(message.view, message.span, rows)
		? undefined
		: malformedAt('a virtual service', message);

const malformedAt = (what: string, {span}: DataMessage): Failure => ({
	kind: 'malformed',
	what,
	offset: span.start,
});

const finishServices = ({rows, scheduler, persistenceEngine}: ServiceRows): ServiceColumns => ({
	...rows.finish(),
	count: rows.count,
	scheduler,
	persistenceEngine,
});
