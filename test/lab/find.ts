import {execFile} from 'node:child_process';
import {access, constants} from 'node:fs/promises';
import {delimiter, join} from 'node:path';
import {promisify} from 'node:util';
import {unpackPackages} from './unpack.ts';

/** What a guest is made of. */
export type Lab = {
	/** The kernel, a program of the host. */
	readonly kernel: string;

	/** A folder of unpacked packages to lay below the host's own files in the guest; empty when all are installed. */
	readonly layer: string;
};

/** Why there is no lab here, in one line. */
export type NoLab = {readonly missing: string};

/** What the guest runs, and the Debian packages it comes from. */
const programs = {
	'linux.uml': 'user-mode-linux',
	ipvsadm: 'ipvsadm',
	modprobe: 'kmod',
	ip: 'iproute2',
	sysctl: 'procps',
	curl: 'curl',
	python3: 'python3',
	'iptables-legacy': 'iptables',
	ipset: 'ipset',
};

/**
Where the lab's kernel and programs come from: from this machine, or from Debian packages unpacked into `cache`, which needs no rights and installs nothing.
*/
export const findLab = async (cache: string): Promise<Lab | NoLab> => {
	if (process.platform !== 'linux') {
		return {missing: `user-mode Linux needs a Linux host, this is ${process.platform}`};
	}
	const absent: string[] = [];
	for (const [program, packageName] of Object.entries(programs)) {
		// oxlint-disable-next-line no-await-in-loop -- nine looks at a few folders
		if ((await findProgram(program)) === undefined) {
			absent.push(packageName);
		}
	}
	const layer = absent.length === 0 ? '' : await unpackPackages(absent, cache);
	if (typeof layer !== 'string') {
		return layer;
	}
	const kernel = (await findProgram('linux.uml')) ?? join(layer, 'usr/bin/linux.uml');
	try {
		await promisify(execFile)(kernel, ['--version']);
	} catch (error) {
		return {missing: `${kernel} does not start: ${String(error).split('\n')[0]}`};
	}
	return {kernel, layer};
};

/** Folders an ordinary user's PATH may lack are looked into as well. */
const findProgram = async (name: string): Promise<string | undefined> => {
	const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
	for (const folder of folders) {
		const path = join(folder, name);
		try {
			// oxlint-disable-next-line no-await-in-loop -- the first that fits
			await access(path, constants.X_OK);
			return path;
		} catch {
			continue;
		}
	}
	return undefined;
};
