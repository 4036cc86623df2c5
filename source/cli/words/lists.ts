import type {Client} from '../../client/client.ts';
import {jsonList, jsonStats} from '../../ipvsadm/json-table.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import type {Failure} from '../../model/failure.ts';
import {jsonConnection} from './json-connections.ts';
import {readOptions} from './read-options.ts';
import {asIpvsadm, refuse, withDirector} from './with-director.ts';
import type {Word, WordCall} from './word.ts';

/** A word that prints what ipvsadm prints, or the same as JSON. */
const listing =
	(
		word: 'list' | 'stats' | 'connections',
		argv: readonly string[],
		json: (client: Client, call: WordCall) => Promise<number>,
	): Word =>
	async call => {
		const read = readOptions(word, call.argv);
		if (typeof read === 'string') {
			return refuse(call, read);
		}
		return read.given.has('json')
			? withDirector(call, async client => json(client, call))
			: asIpvsadm(call, argv);
	};

const table =
	(shape: typeof jsonList | typeof jsonStats) =>
	async (client: Client, call: WordCall): Promise<number> => {
		const info = await client.info();
		const found = await client.table('dump');
		if (!info.ok) {
			return unread(call, info.failure);
		}
		if (!found.ok) {
			return unread(call, found.failure);
		}
		call.stdout(`${JSON.stringify(shape(found.value, info.value))}\n`);
		return 0;
	};

const connections = async (client: Client, call: WordCall): Promise<number> => {
	const found = await client.connections('ip_vs_conn');
	if (!found.ok) {
		return unread(call, found.failure);
	}
	for (let start = 0; start < found.value.count; start += linesAtOnce) {
		const end = Math.min(found.value.count, start + linesAtOnce);
		let text = '';
		for (let row = start; row < end; row += 1) {
			text += `${JSON.stringify(jsonConnection(found.value, row))}\n`;
		}
		call.stdout(text);
	}
	return 0;
};

/** As ipvsadm's lists that fail. */
const unread = (call: WordCall, failure: Failure): number => {
	refuse(call, failureSentence(failure));
	return 1;
};

const linesAtOnce = 4096;

export const runList = listing('list', ['-L', '-n'], table(jsonList));
export const runStats = listing('stats', ['-L', '-n', '--stats'], table(jsonStats));
export const runConnections = listing('connections', ['-L', '-n', '-c'], connections);
