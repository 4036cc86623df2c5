import {failed, success, type Failure, type Result} from '../model/failure.ts';
import type {Daemon, DirectorInfo, Timeouts} from '../model/director.ts';
import type {Transport} from '../transport/transport.ts';
import {command} from '../wire/ids.ts';
import {messageFlag} from '../wire/netlink.ts';
import {readDaemon, readInfo, readTimeouts} from '../wire/replies/director.ts';
import type {Span} from '../wire/replies/message.ts';
import {writeBare} from '../wire/requests.ts';
import {sendChanges} from './change.ts';
import type {CallOptions, Client} from './client.ts';
import {openConversation} from './conversation.ts';
import {readOneService, readServers, readTable} from './table.ts';
import {readConnections, readPublicTable, readTableText, settingsOf} from './text.ts';

/** A client of the director behind a transport. Nothing is sent before the first call. */
export const openClient = (transport: Transport): Client => {
	const conversation = openConversation(transport);
	const tableText = readTableText(transport);

	/** One value for one request without attributes. */
	const get = async <Value>(
		what: string,
		{commandId, read}: {commandId: number; read: (view: DataView, span: Span) => Value | undefined},
		options?: CallOptions,
	): Promise<Result<Value>> => {
		let value: Value | undefined;
		const asked = await conversation.ask(
			`read ${what}`,
			{
				compose: (writer, familyId, sequence) => {
					const flags = messageFlag.request | messageFlag.ack;
					writeBare(writer, commandId, {familyId, sequence, flags});
				},
				data: ({view, span}) => {
					value = read(view, span);
					return value === undefined ? malformedAt(what, span) : undefined;
				},
			},
			options,
		);
		if (!asked.ok) {
			return asked;
		}
		return value === undefined ? failed(malformedAt(what, {start: 0, end: 0})) : success(value);
	};

	const daemons: Client['daemons'] = async options => {
		const running: Daemon[] = [];
		const asked = await conversation.ask(
			'read the synchronisation daemons',
			{
				compose: (writer, familyId, sequence) => {
					const flags = messageFlag.request | messageFlag.dump;
					writeBare(writer, command.getDaemon, {familyId, sequence, flags});
				},
				data: ({view, span}) => {
					const daemon = readDaemon(view, span);
					if (daemon === undefined) {
						return malformedAt('a synchronisation daemon', span);
					}
					running.push(daemon);
					return undefined;
				},
			},
			options,
		);
		return asked.ok ? success(running) : asked;
	};

	return {
		info: options =>
			get<DirectorInfo>('the IPVS version', {commandId: command.getInfo, read: readInfo}, options),
		timeouts: options =>
			get<Timeouts>(
				'the connection timeouts',
				{commandId: command.getConfig, read: readTimeouts},
				options,
			),
		daemons,
		table: readTable(conversation, tableText),
		servers: readServers(conversation),
		service: readOneService(conversation),
		publicTable: readPublicTable(transport, tableText),
		settings: settingsOf(transport),
		connections: readConnections(transport),
		change: sendChanges(conversation, daemons),
		close: transport.close,
	};
};

const malformedAt = (what: string, {start}: Span): Failure => ({
	kind: 'malformed',
	what,
	offset: start,
});
