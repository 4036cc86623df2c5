import {execFile} from 'node:child_process';
import {readdir, readFile, readlink} from 'node:fs/promises';
import {connect} from 'node:net';
import {seen, unseen, type Probe, type Seen} from '../../doctor/evidence.ts';
import type {Ran, Reach} from '../../host/reach.ts';

/** This machine, as this process sees it. */
export const thisMachine: Reach = {
	readFile: async path =>
		attempt(path, async () =>
			(await readFile(path, {signal: AbortSignal.timeout(limit)})).toString(),
		),
	list: async path => {
		const names = await attempt(path, async () => readdir(path));
		return names.isSeen ? seen(names.value ?? []) : names;
	},
	readLink: async path => {
		const target = await attempt(path, async () => readlink(path));
		return target.isSeen ? target.value : undefined;
	},
	run: async (program, words, input) =>
		new Promise<Ran>(resolve => {
			const child = execFile(
				program,
				words,
				{
					timeout: limit,
					maxBuffer: mostOutput,
					env: {...process.env, PATH: searchPath(), LC_ALL: 'C'},
				},
				(error, stdout, stderr) => {
					const {code = 0, killed = false} = error ?? {};
					if (code === 'ENOENT' || code === 'EACCES') {
						resolve({kind: 'absent'});
					} else if (killed || typeof code !== 'number') {
						resolve({kind: 'late'});
					} else {
						resolve({kind: 'ran', code, stdout, stderr});
					}
				},
			);
			// A program that ends early closes its input; its exit code says why.
			child.stdin?.on('error', () => {});
			child.stdin?.end(input ?? '');
		}),
	connect: async (address, port) =>
		new Promise<Probe>(resolve => {
			const socket = connect({host: address, port});
			const end = (probe: Probe): void => {
				socket.destroy();
				resolve(probe);
			};
			socket.setTimeout(probeLimit, () => end('silent'));
			socket.once('connect', () => end('answers'));
			socket.once('error', ({code}: NodeJS.ErrnoException) =>
				end(probes[code ?? ''] ?? 'unreachable'),
			);
		}),
};

/** Milliseconds. */
const limit = 5000;
const probeLimit = 2000;
const mostOutput = 64 * 1024 * 1024;

const probes: Readonly<Record<string, Probe>> = {ECONNREFUSED: 'refused', ETIMEDOUT: 'silent'};

/** The programs of the administrator are not on everybody's path. */
const searchPath = (): string => `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin:/usr/local/sbin`;

/** ENOENT is an answer. ENOTDIR and EINVAL are what files of /proc and /sys say in its place. */
const attempt = async <Value>(
	path: string,
	read: () => Promise<Value>,
): Promise<Seen<Value | undefined>> => {
	try {
		return seen(await read());
	} catch (error) {
		const {code = String(error)} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EINVAL') {
			return seen(undefined);
		}
		return unseen(
			code === 'EACCES' || code === 'EPERM' ? `this user may not read ${path}` : `${path}: ${code}`,
		);
	}
};
