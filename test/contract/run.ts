import type {Transport} from '../../source/transport/transport.ts';
import {createWriter, littleEndian, viewOf, written} from '../../source/wire/bytes.ts';
import {errno} from '../../source/wire/ids.ts';
import type {Attributes, Content} from '../../source/wire/nest.ts';
import {messageFlag, messageType, readHeader} from '../../source/wire/netlink.ts';
import {readFamilyId} from '../../source/wire/replies/director.ts';
import {writeGetFamily} from '../../source/wire/requests.ts';
import {canonicalMessages, serviceIn, sortByBucket, sortText} from './canonical.ts';
import {writeAsk, type Ask, type Case} from './case.ts';

/** What came back, in a form in which two runs can be compared. */
export type Transcript = {
	readonly name: string;
	/** One for each step: `ok` or the error's name, then the messages in hexadecimal. */
	readonly steps: readonly (readonly string[])[];
	/** Everything that can be asked for afterwards. */
	readonly after: readonly (readonly string[])[];
	/** What the files in /proc/net say afterwards. */
	readonly texts: readonly string[];
};

/** Runs the cases one after another on what is behind a transport. */
export const runCases = async (
	transport: Transport,
	cases: readonly Case[],
): Promise<readonly Transcript[]> => {
	const familyId = await askFamily(transport);
	const ask = (asked: Ask): Promise<Answer> =>
		asked.ask === 'deleteDaemon'
			? askWithoutTrust(transport, asked, familyId)
			: exchange(transport, [asked], familyId);
	const transcripts: Transcript[] = [];
	for (const {name, steps} of cases) {
		await exchange(transport, reset, familyId);
		const answers: string[][] = [];
		for (const step of steps) {
			answers.push(show(await ask(step)));
		}
		transcripts.push({name, steps: answers, ...(await lookAround(transport, ask))});
	}
	await exchange(transport, reset, familyId);
	return transcripts;
};

/**
The kernel does not always say that it has stopped a daemon: an interrupted thread makes it keep silent. So another request follows,
and silence is success.
*/
const askWithoutTrust = async (
	transport: Transport,
	asked: Ask,
	familyId: number,
): Promise<Answer> => {
	const {messages} = await exchange(transport, [asked, {ask: 'getInfo'}], familyId);
	const [first] = messages;
	const error = first === undefined ? Number.NaN : errorIn(first);
	return error > 0 ? {error, messages: messages.slice(0, 1)} : {error: 0, messages: []};
};

/** The last request is one that is always answered, see `askWithoutTrust`. */
const reset: readonly Ask[] = [
	{ask: 'flush', flags: messageFlag.request},
	{ask: 'deleteDaemon', daemon: {role: 1}, flags: messageFlag.request},
	{ask: 'deleteDaemon', daemon: {role: 2}, flags: messageFlag.request},
	{
		ask: 'setConfig',
		top: {timeoutTcp: 900, timeoutTcpFin: 120, timeoutUdp: 300},
		flags: messageFlag.request,
	},
	{ask: 'getInfo'},
];

type Answer = {readonly error: number; readonly messages: readonly Uint8Array[]};

const liveFiles = ['ip_vs_stats', 'ip_vs_stats_percpu', 'ip_vs_conn', 'ip_vs_conn_sync'];

const lookAround = async (
	transport: Transport,
	ask: (asked: Ask) => Promise<Answer>,
): Promise<Pick<Transcript, 'after' | 'texts'>> => {
	const services = await ask({ask: 'getService', dump: true});
	const after = [show(services)];
	for (const message of services.messages) {
		const service = serviceIn(message);
		if (service !== undefined) {
			after.push(show(await ask({ask: 'getDestination', dump: true, service: keyOf(service)})));
		}
	}
	after.push(show(await ask({ask: 'getDaemon', dump: true})));
	after.push(show(await ask({ask: 'getConfig'})));
	const texts = [sortText(await read(transport, '/proc/net/ip_vs'))];
	for (const file of liveFiles) {
		texts.push(await read(transport, `/proc/net/${file}`));
	}
	return {after, texts};
};

const keyOf = (service: Attributes): Content =>
	Object.fromEntries(
		['family', 'protocol', 'address', 'port', 'mark']
			.map(name => [name, service.get(name)] as const)
			.filter((entry): entry is [string, number | Uint8Array] => entry[1] !== undefined),
	);

const exchange = async (
	transport: Transport,
	asks: readonly Ask[],
	familyId: number,
): Promise<Answer> => {
	const writer = createWriter(1024);
	asks.forEach((ask, index) => writeAsk(writer, ask, {familyId, sequence: index + 1}));
	const messages: Uint8Array[] = [];
	for await (const chunk of transport.exchange(written(writer))) {
		if (!chunk.ok) {
			throw new Error(`${JSON.stringify(asks)}: ${JSON.stringify(chunk.failure)}`);
		}
		messages.push(...canonicalMessages(chunk.value, familyId));
	}
	const last = messages.at(-1);
	return {
		error: last === undefined ? Number.NaN : errorIn(last),
		messages: sortByBucket(messages),
	};
};

const errorIn = (message: Uint8Array): number => {
	const view = viewOf(message);
	const {type} = readHeader(view, 0);
	return type === messageType.error || type === messageType.done
		? -view.getInt32(16, littleEndian)
		: Number.NaN;
};

const show = ({error, messages}: Answer): string[] => [
	error === 0 ? 'ok' : (errorNames.get(error) ?? String(error)),
	...messages.map(message => Buffer.from(message).toString('hex')),
];

const errorNames = new Map<number, string>(
	Object.entries(errno).map(([name, number]) => [number, name]),
);

const askFamily = async (transport: Transport): Promise<number> => {
	const writer = createWriter(64);
	writeGetFamily(writer, {sequence: 1});
	for await (const chunk of transport.exchange(written(writer))) {
		const id = chunk.ok
			? readFamilyId(viewOf(chunk.value), {start: 0, end: chunk.value.length})
			: undefined;
		if (id !== undefined) {
			return id;
		}
	}
	throw new Error('there is no family IPVS');
};

const read = async (transport: Transport, path: string): Promise<string> => {
	let text = '';
	for await (const chunk of transport.read(path)) {
		if (!chunk.ok) {
			throw new Error(`${path}: ${JSON.stringify(chunk.failure)}`);
		}
		text += Buffer.from(chunk.value).toString('latin1');
	}
	return text;
};
