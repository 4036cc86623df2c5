import {execFile} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {promisify} from 'node:util';
import type {Client, Settings} from '../client/client.ts';
import {namespacePath} from './network-namespace.ts';
import type {Wanted} from './route.ts';

/** Settings of the kernel about synchronisation; which of them there are depends on its version. */
const names = [
	'sync_threshold',
	'sync_refresh_period',
	'sync_retries',
	'sync_version',
	'sync_ports',
	'sync_qlen_max',
	'sync_sock_size',
	'sync_persist_mode',
];

/** Reads them for the director of the command line: an embedded one tells them by its client, a kernel's are files. */
export const syncSettings =
	(wanted: Wanted, {settings}: Client) =>
	async (): Promise<ReadonlyMap<string, string>> => {
		if (settings !== undefined) {
			return ofEmbedded(settings);
		}
		if (wanted.kind !== 'kernel') {
			return new Map();
		}
		return wanted.networkNamespace === undefined
			? ofThisNamespace()
			: ofNamespace(namespacePath(wanted.networkNamespace));
	};

const ofEmbedded = async ({read}: Settings): Promise<ReadonlyMap<string, string>> => {
	const values = await Promise.all(names.map(read));
	return new Map(
		values.flatMap((value, index) =>
			value.ok ? [[names[index] ?? '', value.value.trim()] as const] : [],
		),
	);
};

const ofThisNamespace = async (): Promise<ReadonlyMap<string, string>> => {
	const found = new Map<string, string>();
	const read = await Promise.allSettled(
		names.map(name => readFile(`/proc/sys/net/ipv4/vs/${name}`, 'utf8')),
	);
	for (const [index, result] of read.entries()) {
		if (result.status === 'fulfilled') {
			found.set(names[index] ?? '', result.value.trim());
		}
	}
	return found;
};

/** The files show the namespace of who opens them, so somebody who is in there has to. */
const ofNamespace = async (namespace: string): Promise<ReadonlyMap<string, string>> => {
	try {
		const {stdout} = await promisify(execFile)('nsenter', [
			`--net=${namespace}`,
			'sysctl',
			'-e',
			...names.map(name => `net.ipv4.vs.${name}`),
		]);
		return new Map(
			stdout.split('\n').flatMap(line => {
				const [, name, value] = /^net\.ipv4\.vs\.(\S+) = (.*)$/.exec(line) ?? [];
				return name === undefined || value === undefined ? [] : [[name, value] as const];
			}),
		);
	} catch {
		return new Map();
	}
};
