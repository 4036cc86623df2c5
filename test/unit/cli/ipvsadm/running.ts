import type {Client} from '../../../../source/client/client.ts';
import {openClient} from '../../../../source/client/open.ts';
import {openNames, type Lookups} from '../../../../source/cli/ipvsadm/names.ts';
import {runIpvsadm, type Invocation} from '../../../../source/cli/ipvsadm/run.ts';
import {createEngine} from '../../../../source/engine/engine.ts';
import type {Change} from '../../../../source/model/change.ts';
import type {Changes} from '../../../../source/model/change-roll.ts';
import {parseIpv4} from '../../../../source/model/address.ts';
import {openEmbedded} from '../../../../source/transport/embedded.ts';

/** An embedded director, and how often and with how much its clients were asked to change it. */
export const startDirector = (instead: Partial<Client> = {}) => {
	const engine = createEngine({now: () => 0});
	const batches: (readonly Change[])[] = [];
	const open = (): Client => {
		const client = openClient(openEmbedded(engine));
		return {
			...client,
			change: async (changes, options) => {
				batches.push(listOf(changes));
				return client.change(changes, options);
			},
			...instead,
		};
	};
	return {open, batches};
};

export const listOf = (changes: Changes): readonly Change[] =>
	Array.from({length: changes.length}, (_, index) => changes.at(index) as Change);

/** What a command line prints and its exit code. */
export const run = async (
	line: string,
	{open, ...more}: Pick<Invocation, 'open'> & Partial<Invocation>,
) => {
	let stdout = '';
	let stderr = '';
	const exit = await runIpvsadm({
		program: 'ipvsadm',
		persona: 'ipvsadm',
		argv: line === '' ? [] : line.split(' '),
		open,
		stdout: text => (stdout += text),
		stderr: text => (stderr += text),
		names: openNames(noLookups),
		...more,
	});
	return {stdout, stderr, exit};
};

export const noLookups: Lookups = {
	addressOfHost: async host => (host === 'web' ? (parseIpv4('192.0.2.80') ?? null) : null),
	hostOfAddress: async () => null,
	services: () => 'http 80/tcp www\n',
};

/** Input that comes in these chunks, each a turn of the event loop after the one before. */
export async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
	for (const text of texts) {
		yield Buffer.from(text);
		await new Promise(resolve => {
			setTimeout(resolve, 1);
		});
	}
}
